import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distFolder } from '../../scripts/project-paths.ts';
import type { HighlightName } from '../../src/contracts/highlight.ts';
import type { Mesh } from '../../src/contracts/mesh.ts';
import { COLOR_SCHEMES, DEFAULT_PICTURE, type PictureRequest } from '../../src/contracts/picture.ts';
import { findHighlight } from '../../src/mesh/highlight/find-highlight.ts';
import { readSvgOutline } from '../../src/mesh/outline.ts';
import { drawModel, encodePng, type Subject } from '../../src/preview/index.ts';
import { meshFixture } from './mesh-fixtures.ts';
import { NATIVE_MODELS, readNativeMesh } from './native-fixtures.ts';

const FOLDER = new URL('../golden/pictures/', import.meta.url);

/** The font of captions and dimensions, as the build unpacks it. */
const FONT = join(distFolder, 'assets', 'fonts', 'LiberationSans-Regular.ttf');

/** A picture whose look is on record: `test/golden/pictures/<name>.png`. */
export interface GoldenPicture {
  readonly name: string;
  readonly subject: Subject;
  readonly request: PictureRequest;
}

/** As `render_model` draws when it is not told otherwise, but smaller. */
const USUAL: PictureRequest = {
  ...DEFAULT_PICTURE,
  projection: 'perspective',
  width_px: 320,
  height_px: 240,
  layout: 'separate',
};

const PLAIN = { edges: false, axes: false, grid: false } as const;

/** A model in one colour, as most are. */
function solid(name: string): Subject {
  return { kind: '3d', mesh: { ...nativeMesh(name), faceColors: null } };
}

/** A model whose cut faces have the colour that a scheme has for them. */
function withCutFaces(name: string): Subject {
  return { kind: '3d', mesh: nativeMesh(name) };
}

function nativeMesh(name: string): Mesh {
  const model = NATIVE_MODELS.find(candidate => candidate.name === name);
  if (model === undefined) throw new Error(`no model ${name}`);
  return readNativeMesh(model);
}

function golden(name: string, subject: Subject, changes: Partial<PictureRequest> = {}): GoldenPicture {
  return { name, subject, request: { ...USUAL, ...changes } };
}

/** A model coloured by a finding. */
function highlighted(
  name: string,
  mesh: Mesh,
  highlight: HighlightName,
  changes: Partial<PictureRequest> = {},
): GoldenPicture {
  const subject: Subject = { kind: '3d', mesh, highlight: findHighlight(mesh, highlight) };
  return golden(name, subject, { highlight, width_px: 480, height_px: 360, ...changes });
}

/** Without some of its triangles, and with others the wrong way round. */
function damaged({ indices, ...mesh }: Mesh): Mesh {
  const kept: number[] = [];
  for (let at = 0; at < indices.length; at += 3) {
    const corners = [...indices.subarray(at, at + 3)];
    if (at % 291 !== 15) kept.push(...(at % 393 === 21 ? corners.toReversed() : corners));
  }
  return { ...mesh, indices: Uint32Array.from(kept) };
}

const FROM_BELOW = { rotation: [125, 0, 25] } as const;

const outline: Subject = {
  kind: '2d',
  outline: readSvgOutline(new TextDecoder().decode(meshFixture('rings.svg'))),
};
const SIDES = ['iso', 'front', 'right', 'top'] as const;

/** One picture of everything that can be asked for. */
export const GOLDEN_PICTURES: readonly GoldenPicture[] = [
  golden('shaded', solid('bracket')),
  golden('flat', solid('bracket'), { style: 'flat', ...PLAIN }),
  golden('xray', solid('nested'), { style: 'xray' }),
  golden('wireframe', solid('bracket'), { style: 'wireframe' }),
  golden('shaded-plain', solid('bowl'), PLAIN),
  ...COLOR_SCHEMES.map(colorScheme =>
    golden(`scheme-${colorScheme.toLowerCase().replace(' ', '-')}`, withCutFaces('gear'), {
      colorScheme,
      width_px: 200,
      height_px: 150,
    }),
  ),
  golden('transparent', solid('bowl'), { background: 'transparent' }),
  golden('section', solid('nested'), { section: { axis: 'y', offset_mm: 0.87 } }),
  golden('section-front', solid('bracket'), {
    views: ['front'],
    projection: 'orthographic',
    section: { axis: 'y', offset_mm: 12 },
  }),
  golden('dimensions', solid('bracket'), { dimensions: true }),
  golden('dimensions-top', solid('gear'), {
    views: ['top'],
    projection: 'orthographic',
    dimensions: true,
  }),
  golden('sheet', solid('thin-walls'), { views: SIDES, layout: 'sheet', width_px: 480, height_px: 360 }),
  golden('close-up', solid('twist'), {
    views: [],
    camera: { rotation: [62, 0, 310], translation: [0, 0, 20], distance: 60 },
  }),
  highlighted('highlight-overhangs', nativeMesh('bowl'), 'overhangs', {
    camera: FROM_BELOW,
    layout: 'sheet',
  }),
  highlighted('highlight-thickness', nativeMesh('thin-walls'), 'thickness'),
  highlighted('highlight-open-edges', damaged(nativeMesh('bracket')), 'open_edges'),
  highlighted('highlight-parts', nativeMesh('nested'), 'parts', { style: 'xray' }),
  highlighted('highlight-sheet', nativeMesh('bowl'), 'thickness', { views: SIDES, layout: 'sheet' }),
  highlighted('highlight-section', nativeMesh('bracket'), 'thickness', {
    section: { axis: 'y', offset_mm: 12 },
  }),
  golden('outline', outline),
  golden('outline-dimensions', outline, { dimensions: true }),
];

/** The picture as PNG, as the product would send it. */
export function drawGolden({ subject, request }: GoldenPicture): Uint8Array {
  if (!existsSync(FONT)) throw new Error('npm run build unpacks the font that pictures need');
  const [drawing] = drawModel(subject, request, { captionFontFile: FONT });
  return encodePng(drawing.width_px, drawing.height_px, drawing.rgba);
}

/** Where the picture is on record. */
export function goldenFile({ name }: GoldenPicture): URL {
  return new URL(`${name}.png`, FOLDER);
}

/** The picture on record. */
export function readGolden(picture: GoldenPicture): Uint8Array {
  return readFileSync(goldenFile(picture));
}
