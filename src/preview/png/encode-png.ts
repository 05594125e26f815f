import { deflateSync } from 'node:zlib';
import { COLOR_TYPE, headerChunk, PNG_SIGNATURE, pngChunk } from './chunks.ts';
import { quantizeColors } from './median-cut.ts';
import { findExactPalette, type PaletteImage, packColors } from './palette-image.ts';

/** Each row says that its bytes are the difference to the row above ("Up" in the PNG specification). */
const FILTER_UP = 2;

/** The compression past which pictures of models hardly shrink but take longer. */
const DEFLATE = { level: 6, memLevel: 9 } as const;

/**
 * Encodes a picture (sRGB, straight alpha, four bytes per pixel) as PNG.
 *
 * Up to 256 colours are stored exactly, in a palette. Opaque pictures with more are reduced to 256, which
 * makes them about three times smaller and can hardly be seen on drawings of models. Others are stored as
 * they are.
 */
export function encodePng(width_px: number, height_px: number, rgba: Uint8ClampedArray): Uint8Array {
  const colors = packColors(rgba);
  const image = findExactPalette(colors) ?? (isOpaque(colors) ? quantizeColors(colors, width_px) : null);
  const chunks =
    image === null ? rgbaChunks(width_px, height_px, rgba) : paletteChunks(width_px, height_px, image);
  return Buffer.concat([PNG_SIGNATURE, ...chunks, pngChunk('IEND', new Uint8Array(0))]);
}

function isOpaque(colors: Uint32Array): boolean {
  return colors.every(color => color >= 0xff000000);
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
  const alpha = palette.map(color => color >>> 24);
  const opaque = alpha.every(value => value === 255);
  return [
    headerChunk(width_px, height_px, bits, COLOR_TYPE.palette),
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

function rgbaChunks(width_px: number, height_px: number, rgba: Uint8ClampedArray): Uint8Array[] {
  const rowBytes = width_px * 4;
  const rows = new Uint8Array((rowBytes + 1) * height_px);
  for (let y = 0; y < height_px; y++) {
    const to = y * (rowBytes + 1);
    const from = y * rowBytes;
    rows[to] = FILTER_UP;
    for (let i = 0; i < rowBytes; i++) {
      const above = y === 0 ? 0 : rgba[from + i - rowBytes];
      rows[to + 1 + i] = rgba[from + i] - above;
    }
  }
  return [headerChunk(width_px, height_px, 8, COLOR_TYPE.rgba), pngChunk('IDAT', deflateSync(rows, DEFLATE))];
}
