import { encodePaletteImage, reduceColors } from './encode-png.ts';
import { MAX_PALETTE_SIZE, type PaletteImage, packColors } from './palette-image.ts';

/** Palettes to try when a picture is too large. With fewer colours curved faces show bands. */
const SMALLER_PALETTES = [128, 64, 32, 16];

/** A picture encoded for a limited number of bytes. */
export interface BudgetedPng {
  readonly png: Uint8Array;
  /** How many colours were kept to make it smaller, or null when that was not necessary. */
  readonly colors: number | null;
  /** Whether it kept to the limit. */
  readonly fits: boolean;
}

/**
 * Encodes a picture like `encodePng` with as many colours as `maxBytes` allow, at most 256. When even 16
 * are too many, they are what comes back, with `fits` false: the picture has to become smaller then.
 */
export function encodePngWithin(
  width_px: number,
  height_px: number,
  rgba: Uint8ClampedArray,
  maxBytes: number,
): BudgetedPng {
  const encode = (image: PaletteImage) => encodePaletteImage(width_px, height_px, image);
  return encodeWithin(packColors(rgba), width_px, encode, maxBytes);
}

/**
 * Reduces the colours of pixels until what `encode` makes of them keeps to `maxBytes`, or 16 are left.
 *
 * @param colors packed, rows of `width_px`.
 */
export function encodeWithin(
  colors: Uint32Array,
  width_px: number,
  encode: (image: PaletteImage) => Uint8Array,
  maxBytes: number,
): BudgetedPng {
  let image = reduceColors(colors, width_px, MAX_PALETTE_SIZE);
  let png = encode(image);
  let kept: number | null = null;
  for (const maxColors of SMALLER_PALETTES) {
    if (png.length <= maxBytes) break;
    // A picture that has no more colours anyway would come out the same.
    if (image.palette.length <= maxColors) continue;
    image = reduceColors(colors, width_px, maxColors);
    png = encode(image);
    kept = maxColors;
  }
  return { png, colors: kept, fits: png.length <= maxBytes };
}
