import type { RgbaImage } from './rgba-image.ts';

/**
 * Makes an opaque picture smaller: each new pixel is the mean of the area it covers, so that thin lines
 * grow paler but none is lost.
 *
 * @param width_px at most the picture's own, and so `height_px`.
 */
export function shrinkImage(image: RgbaImage, width_px: number, height_px: number): RgbaImage {
  if (image.width_px === width_px && image.height_px === height_px) return image;
  const rgba = new Uint8ClampedArray(width_px * height_px * 4);
  const columns = shares(image.width_px, width_px);
  const rows = shares(image.height_px, height_px);
  for (let y = 0; y < height_px; y++) {
    for (let x = 0; x < width_px; x++) {
      let [red, green, blue] = [0, 0, 0];
      for (const row of rows[y]) {
        for (const column of columns[x]) {
          const at = (row.index * image.width_px + column.index) * 4;
          const share = row.share * column.share;
          red += share * image.rgba[at];
          green += share * image.rgba[at + 1];
          blue += share * image.rgba[at + 2];
        }
      }
      const to = (y * width_px + x) * 4;
      rgba[to] = red;
      rgba[to + 1] = green;
      rgba[to + 2] = blue;
      rgba[to + 3] = 255;
    }
  }
  return { width_px, height_px, rgba };
}

/** Which rows or columns of the old picture a new one is made of, and the part of it that each takes. */
function shares(before: number, after: number): readonly (readonly { index: number; share: number }[])[] {
  const size = before / after;
  return Array.from({ length: after }, (_, index) => {
    const [start, end] = [index * size, Math.min(before, (index + 1) * size)];
    const first = Math.floor(start);
    return Array.from({ length: Math.ceil(end) - first }, (_, offset) => {
      const at = first + offset;
      return { index: at, share: (Math.min(at + 1, end) - Math.max(at, start)) / size };
    });
  });
}
