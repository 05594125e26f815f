import type { PictureRequest } from '../../src/contracts/picture.ts';

/** Anything with pixels, four bytes each. */
export interface Pixels {
  readonly width_px: number;
  readonly height_px: number;
  readonly rgba: Uint8ClampedArray;
}

/** Cornfield's background. */
export const BACKGROUND = [0xff, 0xff, 0xe5, 255];

/** The plainest way to draw: Cornfield's colours and nothing added to the model. */
export const PLAIN = {
  style: 'flat',
  colorScheme: 'Cornfield',
  background: 'scheme',
  edges: false,
  axes: false,
  grid: false,
  dimensions: false,
} as const satisfies Partial<PictureRequest>;

/** A request for one small, plain perspective picture from the default direction, with the given changes. */
export function pictureRequest(changes: Partial<PictureRequest> = {}): PictureRequest {
  return {
    ...PLAIN,
    views: ['iso'],
    projection: 'perspective',
    width_px: 120,
    height_px: 90,
    layout: 'separate',
    fit: 'tight',
    ...changes,
  };
}

/** Red, green, blue, alpha of a pixel, counted from the upper left. */
export function pixelAt({ width_px, rgba }: Pixels, x: number, y: number): number[] {
  const at = (y * width_px + x) * 4;
  return Array.from(rgba.subarray(at, at + 4));
}

/** The pixel in the middle. */
export function centerPixel(picture: Pixels): number[] {
  return pixelAt(picture, picture.width_px >> 1, picture.height_px >> 1);
}

/** How many pixels satisfy a test of their red, green and blue. */
export function countPixels(
  { rgba }: Pixels,
  test: (red: number, green: number, blue: number) => boolean,
): number {
  let count = 0;
  for (let i = 0; i < rgba.length; i += 4) if (test(rgba[i], rgba[i + 1], rgba[i + 2])) count++;
  return count;
}

/** How many pixels are not exactly the background. */
export function countDrawn(picture: Pixels): number {
  const [red, green, blue] = BACKGROUND;
  return countPixels(picture, (r, g, b) => r !== red || g !== green || b !== blue);
}

/** The smallest rectangle of pixels that holds everything drawn; ends are exclusive. */
export function drawnBox(picture: Pixels): { left: number; top: number; right: number; bottom: number } {
  const found = { left: picture.width_px, top: picture.height_px, right: 0, bottom: 0 };
  for (let y = 0; y < picture.height_px; y++) {
    for (let x = 0; x < picture.width_px; x++) {
      if (pixelAt(picture, x, y).every((value, channel) => value === BACKGROUND[channel])) continue;
      found.left = Math.min(found.left, x);
      found.right = Math.max(found.right, x + 1);
      found.top = Math.min(found.top, y);
      found.bottom = Math.max(found.bottom, y + 1);
    }
  }
  return found;
}

/** How alike two pictures of the same size are. */
export interface Likeness {
  /** Pixels drawn in both, divided by those drawn in either. */
  readonly iou: number;
  /** The part of all pixels in which no channel differs by more than the tolerance. */
  readonly same: number;
  readonly bothDrawn: number;
  /** The mean over all pixels of the largest difference of a channel, 0–255. */
  readonly meanDifference: number;
}

/** Compares two pictures on Cornfield's background; `tolerance` is the difference allowed, 0–255. */
export function comparePictures(a: Pixels, b: Pixels, tolerance: number): Likeness {
  if (a.width_px !== b.width_px || a.height_px !== b.height_px) throw new Error('pictures differ in size');
  const isDrawn = ({ rgba }: Pixels, at: number) =>
    BACKGROUND.some((value, channel) => rgba[at + channel] !== value);
  let [both, either, same, difference] = [0, 0, 0, 0];
  for (let at = 0; at < a.rgba.length; at += 4) {
    const [inA, inB] = [isDrawn(a, at), isDrawn(b, at)];
    if (inA && inB) both++;
    if (inA || inB) either++;
    let largest = 0;
    for (let channel = 0; channel < 4; channel++) {
      largest = Math.max(largest, Math.abs(a.rgba[at + channel] - b.rgba[at + channel]));
    }
    if (largest <= tolerance) same++;
    difference += largest;
  }
  const pixels = a.rgba.length / 4;
  return { iou: both / either, same: same / pixels, bothDrawn: both, meanDifference: difference / pixels };
}
