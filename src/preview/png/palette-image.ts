import { endianness } from 'node:os';

/**
 * A picture as numbers of palette entries. A colour here is one 32-bit number: red in the lowest byte, then
 * green, blue and alpha, so the order in which RGBA bytes lie in memory.
 */
export interface PaletteImage {
  /** At most 256 colours. */
  readonly palette: readonly number[];
  /** One entry number per pixel. */
  readonly indices: Uint8Array;
}

/** The most entries a PNG palette can have. */
export const MAX_PALETTE_SIZE = 256;

/** One number per pixel, as {@link PaletteImage} describes it; the picture's own memory where its bytes lie so. */
export function packColors(rgba: Uint8ClampedArray): Uint32Array {
  if (endianness() === 'LE' && rgba.byteOffset % 4 === 0) {
    return new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
  }
  const colors = new Uint32Array(rgba.length / 4);
  for (let pixel = 0, i = 0; pixel < colors.length; pixel++, i += 4) {
    colors[pixel] = rgba[i] | (rgba[i + 1] << 8) | (rgba[i + 2] << 16) | (rgba[i + 3] << 24);
  }
  return colors;
}

/** A packed colour's alpha, 0–255. */
export function alphaOf(color: number): number {
  return color >>> 24;
}

/** Gives every colour an entry of its own, in order of appearance; null when there are more than allowed. */
export function findExactPalette(colors: Uint32Array, maxColors: number): PaletteImage | null {
  const entries = new Map<number, number>();
  const indices = new Uint8Array(colors.length);
  let lastColor = -1;
  let lastEntry = 0;
  for (let pixel = 0; pixel < colors.length; pixel++) {
    const color = colors[pixel];
    // Neighbours mostly have the same colour; looking it up once per run saves most of the time.
    if (color !== lastColor) {
      lastColor = color;
      lastEntry = entries.get(color) ?? entries.size;
      if (lastEntry === maxColors) return null;
      entries.set(color, lastEntry);
    }
    indices[pixel] = lastEntry;
  }
  return { palette: [...entries.keys()], indices };
}
