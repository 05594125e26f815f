import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/project-paths.ts';

/** A picture of one of the examples, made through the whole server: `test/golden/examples/<name>.png`. */
export interface ExamplePicture {
  readonly name: string;
  /** Arguments of `render_model`. */
  readonly args: Readonly<Record<string, unknown>>;
}

const SMALL = { width_px: 320, height_px: 240 };

function source(name: string): string {
  return readFileSync(join(projectRoot, 'examples', name), 'utf8');
}

/** Every example, each with something else worth seeing. */
export const EXAMPLE_PICTURES: readonly ExamplePicture[] = [
  {
    name: 'bracket',
    args: {
      code: source('bracket.scad'),
      views: ['iso', 'front', 'right', 'top'],
      width_px: 480,
      height_px: 360,
    },
  },
  {
    name: 'project-box',
    args: { code: source('project-box.scad'), section: { axis: 'x', offset_mm: 12 }, ...SMALL },
  },
  { name: 'gear-pair', args: { code: source('gear-pair.scad'), dimensions: true, ...SMALL } },
  { name: 'gasket', args: { code: source('gasket.scad'), dimensions: true, ...SMALL } },
  {
    name: 'name-plate',
    args: {
      code: source('name-plate/name-plate.scad'),
      files: { 'lib/frame.scad': source('name-plate/lib/frame.scad') },
      ...SMALL,
    },
  },
];

/** Where the picture lies. */
export function exampleFile({ name }: ExamplePicture): URL {
  return new URL(`../golden/examples/${name}.png`, import.meta.url);
}
