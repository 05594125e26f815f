import { encodePaletteImage, reduceColors } from './encode-png.ts';
import { MAX_PALETTE_SIZE, packColors } from './palette-image.ts';

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
  const packed = packColors(rgba);
  let image = reduceColors(packed, width_px, MAX_PALETTE_SIZE);
  let png = encodePaletteImage(width_px, height_px, image);
  let colors: number | null = null;
  for (const maxColors of SMALLER_PALETTES) {
    if (png.length <= maxBytes) break;
    // A picture that has no more colours anyway would come out the same.
    if (image.palette.length <= maxColors) continue;
    image = reduceColors(packed, width_px, maxColors);
    png = encodePaletteImage(width_px, height_px, image);
    colors = maxColors;
  }
  return { png, colors, fits: png.length <= maxBytes };
}
