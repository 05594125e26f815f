import { deflateSync } from 'node:zlib';
import { pngChunk } from './chunks.ts';
import { alphaOf } from './palette-image.ts';

/** The compression past which pictures of models hardly shrink but take longer. */
const DEFLATE = { level: 6, memLevel: 9 } as const;

/** Bits that an entry number takes, all of a picture's the same. */
export type EntryBits = 1 | 2 | 4 | 8;

/** The fewest bits that hold every entry number of a palette. */
export function bitsPerEntry(paletteSize: number): EntryBits {
  if (paletteSize <= 2) return 1;
  if (paletteSize <= 4) return 2;
  return paletteSize <= 16 ? 4 : 8;
}

/** The PLTE chunk, and tRNS where a colour is not opaque. */
export function paletteChunks(palette: readonly number[]): Uint8Array[] {
  const rgb = palette.flatMap(color => [color & 0xff, (color >>> 8) & 0xff, (color >>> 16) & 0xff]);
  const alpha = palette.map(alphaOf);
  const opaque = alpha.every(value => value === 255);
  return [
    pngChunk('PLTE', Uint8Array.from(rgb)),
    ...(opaque ? [] : [pngChunk('tRNS', Uint8Array.from(alpha))]),
  ];
}

/**
 * Entry numbers of a picture, compressed as PNG stores them. Palette pictures are stored without filters,
 * which only help where numbers mean brightness.
 */
export function deflateRows(
  width_px: number,
  height_px: number,
  indices: Uint8Array,
  bits: EntryBits,
): Uint8Array {
  return deflateSync(packRows(width_px, height_px, indices, bits), DEFLATE);
}

/** Rows as PNG stores them: a filter byte (0, none), then the pixels from the highest bit down. */
function packRows(width_px: number, height_px: number, indices: Uint8Array, bits: EntryBits): Uint8Array {
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
