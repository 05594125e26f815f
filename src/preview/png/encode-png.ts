import { headerChunk, PALETTE_COLOR_TYPE, PNG_SIGNATURE, pngChunk } from './chunks.ts';
import { quantizeColors } from './median-cut.ts';
import { findExactPalette, MAX_PALETTE_SIZE, type PaletteImage, packColors } from './palette-image.ts';
import { bitsPerEntry, deflateRows, paletteChunks } from './palette-rows.ts';

/** How to encode a picture. */
export interface EncodeOptions {
  /** How many colours to keep, 2–256; fewer make a smaller file. */
  readonly maxColors?: number;
}

/**
 * Encodes a picture (sRGB, straight alpha, four bytes per pixel) as PNG with a palette.
 *
 * As many colours as the palette has room for are stored exactly. Pictures with more are reduced, which
 * makes them about three times smaller than all colours would, and with 256 can hardly be seen on drawings
 * of models. The background and full transparency stay exact.
 */
export function encodePng(
  width_px: number,
  height_px: number,
  rgba: Uint8ClampedArray,
  { maxColors = MAX_PALETTE_SIZE }: EncodeOptions = {},
): Uint8Array {
  return encodePaletteImage(width_px, height_px, reduceColors(packColors(rgba), width_px, maxColors));
}

/** The picture as a palette of at most `maxColors` and entry numbers, exact when that is possible. */
export function reduceColors(colors: Uint32Array, width_px: number, maxColors: number): PaletteImage {
  return findExactPalette(colors, maxColors) ?? quantizeColors(colors, width_px, maxColors);
}

/** The bytes of a PNG file that holds the picture. */
export function encodePaletteImage(
  width_px: number,
  height_px: number,
  { palette, indices }: PaletteImage,
): Uint8Array {
  const bits = bitsPerEntry(palette.length);
  return Buffer.concat([
    PNG_SIGNATURE,
    headerChunk(width_px, height_px, bits, PALETTE_COLOR_TYPE),
    ...paletteChunks(palette),
    pngChunk('IDAT', deflateRows(width_px, height_px, indices, bits)),
    pngChunk('IEND', new Uint8Array(0)),
  ]);
}
