import type { Rgb } from './theme.ts';

/** A picture in memory: four bytes per pixel (sRGB, straight alpha), rows from the top. */
export interface RgbaImage {
  readonly width_px: number;
  readonly height_px: number;
  readonly rgba: Uint8ClampedArray;
}

/** Makes an opaque picture of one colour, or a transparent one when there is none. */
export function createImage(width_px: number, height_px: number, color: Rgb | null): RgbaImage {
  const image = { width_px, height_px, rgba: new Uint8ClampedArray(width_px * height_px * 4) };
  if (color !== null) fillRectangle(image, 0, 0, width_px, height_px, color);
  return image;
}

/** Paints a rectangle in one opaque colour; what lies outside of the picture is ignored. */
export function fillRectangle(
  image: RgbaImage,
  left_px: number,
  top_px: number,
  width_px: number,
  height_px: number,
  color: Rgb,
): void {
  const left = Math.max(0, left_px);
  const right = Math.min(image.width_px, left_px + width_px);
  const top = Math.max(0, top_px);
  const bottom = Math.min(image.height_px, top_px + height_px);
  if (left >= right || top >= bottom) return;
  // The first row pixel by pixel, the others as copies of it.
  const rowStart = (top * image.width_px + left) * 4;
  const rowEnd = rowStart + (right - left) * 4;
  for (let i = rowStart; i < rowEnd; i += 4) {
    image.rgba[i] = color[0];
    image.rgba[i + 1] = color[1];
    image.rgba[i + 2] = color[2];
    image.rgba[i + 3] = 255;
  }
  for (let y = top + 1; y < bottom; y++) {
    image.rgba.copyWithin((y * image.width_px + left) * 4, rowStart, rowEnd);
  }
}

/** Copies a whole picture into another one, which must have room for it there. */
export function copyInto(target: RgbaImage, source: RgbaImage, left_px: number, top_px: number): void {
  const rowBytes = source.width_px * 4;
  for (let y = 0; y < source.height_px; y++) {
    const row = source.rgba.subarray(y * rowBytes, (y + 1) * rowBytes);
    target.rgba.set(row, ((top_px + y) * target.width_px + left_px) * 4);
  }
}

/** Lays a picture with PREMULTIPLIED alpha (what resvg returns) over another, cut off at its right and bottom. */
export function compositeOver(
  target: RgbaImage,
  overlay: { readonly width_px: number; readonly height_px: number; readonly premultiplied: Uint8Array },
  left_px: number,
  top_px: number,
): void {
  const width_px = Math.min(overlay.width_px, target.width_px - left_px);
  const height_px = Math.min(overlay.height_px, target.height_px - top_px);
  const { rgba } = target;
  for (let y = 0; y < height_px; y++) {
    for (let x = 0; x < width_px; x++) {
      const from = (y * overlay.width_px + x) * 4;
      const to = ((top_px + y) * target.width_px + left_px + x) * 4;
      const opacity = overlay.premultiplied[from + 3];
      if (opacity === 0) continue;
      const behind = (rgba[to + 3] / 255) * (1 - opacity / 255);
      const alpha = opacity / 255 + behind;
      for (let channel = 0; channel < 3; channel++) {
        const sum = overlay.premultiplied[from + channel] + rgba[to + channel] * behind;
        rgba[to + channel] = sum / alpha;
      }
      rgba[to + 3] = alpha * 255;
    }
  }
}
