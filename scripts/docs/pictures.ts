import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-paths.ts';

/** A picture of the documents: the model it shows, and how. */
export interface DocumentPicture {
  /** Seen from the project's folder. */
  readonly model: string;
  /** Arguments of `render_model`. */
  readonly args: Readonly<Record<string, unknown>>;
}

const SMALL = { width_px: 640, height_px: 480 };

/** Pictures in docs/pictures, by their names. `npm run readme-pictures` draws them, and a test compares them. */
export const PICTURES: Readonly<Record<string, DocumentPicture>> = {
  'sheet.png': {
    model: 'examples/bracket.scad',
    args: { views: ['iso', 'front', 'right', 'top'], width_px: 1000, height_px: 750 },
  },
  'section.png': {
    model: 'examples/project-box.scad',
    args: { section: { axis: 'x', offset_mm: 12 }, ...SMALL },
  },
  'dimensions.png': { model: 'examples/gear-pair.scad', args: { dimensions: true, ...SMALL } },
  'thickness.png': { model: 'examples/project-box.scad', args: { highlight: 'thickness', ...SMALL } },
  'xray.png': { model: 'examples/bracket.scad', args: { style: 'xray', ...SMALL } },
  'drawing.png': { model: 'examples/gasket.scad', args: { dimensions: true, ...SMALL } },
  'tutorial-overhangs.png': { model: 'docs/tutorial/draft.scad', args: { highlight: 'overhangs', ...SMALL } },
  'tutorial-sheet.png': {
    model: 'docs/tutorial/hook.scad',
    args: { views: ['iso', 'front', 'right', 'top'], dimensions: true, width_px: 1000, height_px: 750 },
  },
  'tutorial-long.png': {
    model: 'docs/tutorial/hook.scad',
    args: { parameters: { reach: 70, tip: 20 }, ...SMALL },
  },
  'icon.png': {
    model: 'examples/bracket.scad',
    args: {
      width_px: 512,
      height_px: 512,
      background: 'transparent',
      axes: false,
      grid: false,
      color_scheme: 'Tomorrow',
    },
  },
};

/** The call of `render_model` that draws a picture. */
export function toCall({ model, args }: DocumentPicture): Record<string, unknown> {
  return { code: readFileSync(join(projectRoot, model), 'utf8').replaceAll('\r\n', '\n'), ...args };
}
