import { readFileSync } from 'node:fs';
import { readBinaryStl } from '../../src/mesh/read-stl.ts';
import { weldTriangles } from '../../src/mesh/weld.ts';
import { drawModel } from '../../src/preview/index.ts';
import { decodePng } from '../../test/support/decode-png.ts';
import type { Pixels } from '../../test/support/pictures.ts';
import type { PictureCheck } from './tests.ts';

/** A difference of a channel above this counts, as in upstream's own comparison: 10 %. */
const TOLERANCE = 25;

/** A pixel this near to the background is background. */
const BACKGROUND_TOLERANCE = 3;

/**
 * Draws a mesh as upstream's tests do, and counts the pixels that differ from the expected picture.
 *
 * As in upstream's own comparison only those pixels count whose neighbours differ too: edges that lie a pixel
 * beside and antialiasing do not. Of 2D models only the area is compared, since their colours have nothing
 * to do with the model, and neighbours are those within two pixels, since OpenSCAD draws a line around it.
 *
 * @param stl binary STL; null for nothing at all.
 */
export function countWrongPixels(stl: Uint8Array | null, expectedFile: string, check: PictureCheck): number {
  const expected = decodePng(readFileSync(expectedFile));
  const drawn = stl === null ? blank(expected) : draw(stl, expected, check);
  const { width_px, height_px } = expected;
  const differs = new Uint8Array(width_px * height_px);
  for (let pixel = 0; pixel < differs.length; pixel++) {
    differs[pixel] = pixelDiffers(expected.rgba, drawn.rgba, pixel * 4, check) ? 1 : 0;
  }
  const reach = check.dimensions === 2 ? 2 : 1;
  let wrong = 0;
  for (let y = reach; y < height_px - reach; y++) {
    for (let x = reach; x < width_px - reach; x++) {
      if (isSurrounded(differs, y * width_px + x, width_px, reach)) wrong += 1;
    }
  }
  return wrong;
}

function draw(stl: Uint8Array, { width_px, height_px }: Pixels, check: PictureCheck): Pixels {
  const { positions, indices } = weldTriangles(readBinaryStl(stl));
  const view = check.camera === 'above' ? { views: ['top'] as const } : { views: [], camera: {} };
  const [picture] = drawModel(
    { kind: '3d', mesh: { positions, indices, faceColors: null }, closed: true },
    {
      ...view,
      projection: check.camera === 'above' ? 'orthographic' : 'perspective',
      colorScheme: check.colorScheme,
      width_px,
      height_px,
      layout: 'separate',
      fit: 'openscad',
      style: 'flat',
      background: 'scheme',
      edges: false,
      axes: false,
      grid: false,
      dimensions: false,
    },
  );
  return picture;
}

/** The background all over. */
function blank({ width_px, height_px, rgba }: Pixels): Pixels {
  const background = new Uint8ClampedArray(rgba.length);
  for (let at = 0; at < rgba.length; at += 4) background.set(rgba.subarray(0, 4), at);
  return { width_px, height_px, rgba: background };
}

function pixelDiffers(
  expected: Uint8ClampedArray,
  drawn: Uint8ClampedArray,
  at: number,
  check: PictureCheck,
): boolean {
  const isEmpty = isBackground(expected, at);
  if (isEmpty !== isBackground(drawn, at)) return true;
  if (isEmpty || check.dimensions === 2 || isCutFace(expected, at) || isBack(drawn, at)) return false;
  return [0, 1, 2].some(channel => Math.abs(expected[at + channel] - drawn[at + channel]) > TOLERANCE);
}

/** The model leaves the first pixel free. */
function isBackground(rgba: Uint8ClampedArray, at: number): boolean {
  return [0, 1, 2].every(channel => Math.abs(rgba[at + channel] - rgba[channel]) <= BACKGROUND_TOLERANCE);
}

/**
 * Green, which no mesh format passes on: the only colour in a picture with more green than red. Such a face
 * may have any colour in ours.
 */
function isCutFace(rgba: Uint8ClampedArray, at: number): boolean {
  return rgba[at + 1] > rgba[at] + 4;
}

/** Magenta, by which ours warns of a face seen from behind; OpenSCAD draws it as any other. */
function isBack(rgba: Uint8ClampedArray, at: number): boolean {
  return rgba[at + 2] > rgba[at + 1] + 40;
}

function isSurrounded(mask: Uint8Array, pixel: number, width_px: number, reach: number): boolean {
  for (let row = -reach; row <= reach; row++) {
    for (let column = -reach; column <= reach; column++) {
      if (mask[pixel + row * width_px + column] === 0) return false;
    }
  }
  return true;
}
