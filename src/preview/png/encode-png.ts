import { deflateSync } from 'node:zlib';
import { headerChunk, PALETTE_COLOR_TYPE, PNG_SIGNATURE, pngChunk } from './chunks.ts';
import { quantizeColors } from './median-cut.ts';
import {
  alphaOf,
  findExactPalette,
  MAX_PALETTE_SIZE,
  type PaletteImage,
  packColors,
} from './palette-image.ts';

/** The compression past which pictures of models hardly shrink but take longer. */
const DEFLATE = { level: 6, memLevel: 9 } as const;

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
export function encodePaletteImage(width_px: number, height_px: number, image: PaletteImage): Uint8Array {
  const chunks = paletteChunks(width_px, height_px, image);
  return Buffer.concat([PNG_SIGNATURE, ...chunks, pngChunk('IEND', new Uint8Array(0))]);
}

/** Palette pictures are stored without filters, which only help where numbers mean brightness. */
function paletteChunks(
  width_px: number,
  height_px: number,
  { palette, indices }: PaletteImage,
): Uint8Array[] {
  const bits = bitsPerPixel(palette.length);
  const rows = packRows(width_px, height_px, indices, bits);
  const rgb = palette.flatMap(color => [color & 0xff, (color >>> 8) & 0xff, (color >>> 16) & 0xff]);
  const alpha = palette.map(alphaOf);
  const opaque = alpha.every(value => value === 255);
  return [
    headerChunk(width_px, height_px, bits, PALETTE_COLOR_TYPE),
    pngChunk('PLTE', Uint8Array.from(rgb)),
    ...(opaque ? [] : [pngChunk('tRNS', Uint8Array.from(alpha))]),
    pngChunk('IDAT', deflateSync(rows, DEFLATE)),
  ];
}

function bitsPerPixel(paletteSize: number): 1 | 2 | 4 | 8 {
  if (paletteSize <= 2) return 1;
  if (paletteSize <= 4) return 2;
  return paletteSize <= 16 ? 4 : 8;
}

/** Rows as PNG stores them: a filter byte (0, none), then the pixels from the highest bit down. */
function packRows(width_px: number, height_px: number, indices: Uint8Array, bits: number): Uint8Array {
  const perByte = 8 / bits;
  const rowBytes = 1 + Math.ceil(width_px / perByte);
  const rows = new Uint8Array(rowBytes * height_px);
  for (let y = 0; y < height_px; y++) {
    const row = y * rowBytes + 1;
    if (perByte === 1) {
      rows.set(indices.subarray(y * width_px, (y + 1) * width_px), row);
      continue;
    }
    for (let x = 0; x < width_px; x++) {
      const shift = 8 - bits * ((x % perByte) + 1);
      rows[row + Math.floor(x / perByte)] |= indices[y * width_px + x] << shift;
    }
  }
  return rows;
}
