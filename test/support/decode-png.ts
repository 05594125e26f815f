import { crc32, inflateSync } from 'node:zlib';

/** A PNG taken apart again. */
export interface DecodedPng {
  readonly width_px: number;
  readonly height_px: number;
  readonly bitDepth: number;
  /** 2 RGB, 3 palette, 6 RGBA. */
  readonly colorType: number;
  /** Chunk types in the order of the file. */
  readonly chunks: readonly string[];
  /** Four bytes per pixel, straight alpha. */
  readonly rgba: Uint8ClampedArray;
}

const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 3: 1, 6: 4 };

/** Decodes a non-interlaced PNG of one of the colour types above. Throws when a checksum is wrong. */
export function decodePng(png: Uint8Array): DecodedPng {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) throw new Error('not a PNG');
  const data = new Map<string, Uint8Array>();
  const chunks: string[] = [];
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (crc32(png.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length)) {
      throw new Error(`checksum of ${type} is wrong`);
    }
    const body = png.subarray(at + 8, at + 8 + length);
    data.set(type, Uint8Array.from([...(data.get(type) ?? []), ...body]));
    chunks.push(type);
    at += length + 12;
  }
  const header = new DataView((data.get('IHDR') ?? new Uint8Array()).buffer);
  const [width_px, height_px] = [header.getUint32(0), header.getUint32(4)];
  const [bitDepth, colorType] = [header.getUint8(8), header.getUint8(9)];
  const bitsPerPixel = bitDepth * CHANNELS[colorType];
  const rows = unfilter(inflateSync(data.get('IDAT') ?? new Uint8Array()), width_px, height_px, bitsPerPixel);
  const rgba = new Uint8ClampedArray(width_px * height_px * 4);
  const palette = data.get('PLTE') ?? new Uint8Array();
  const alphas = data.get('tRNS') ?? new Uint8Array();
  for (let y = 0; y < height_px; y++) {
    for (let x = 0; x < width_px; x++) {
      const at = (y * width_px + x) * 4;
      if (colorType === 3) {
        const byte = rows[y][Math.floor((x * bitDepth) / 8)];
        const entry = (byte >> (8 - bitDepth - ((x * bitDepth) % 8))) & (2 ** bitDepth - 1);
        if (entry * 3 >= palette.length) throw new Error(`palette has no entry ${entry}`);
        rgba.set(palette.subarray(entry * 3, entry * 3 + 3), at);
        rgba[at + 3] = alphas[entry] ?? 255;
      } else {
        rgba[at + 3] = 255;
        rgba.set(rows[y].subarray(x * CHANNELS[colorType], (x + 1) * CHANNELS[colorType]), at);
      }
    }
  }
  return { width_px, height_px, bitDepth, colorType, chunks, rgba };
}

/** Undoes the filters of all rows. */
function unfilter(raw: Uint8Array, width_px: number, height_px: number, bitsPerPixel: number): Uint8Array[] {
  const rowBytes = Math.ceil((width_px * bitsPerPixel) / 8);
  const step = Math.max(1, bitsPerPixel / 8);
  if (raw.length !== (rowBytes + 1) * height_px) throw new Error(`${raw.length} bytes of pixels`);
  const rows: Uint8Array[] = [];
  for (let y = 0; y < height_px; y++) {
    const filter = raw[y * (rowBytes + 1)];
    const row = raw.slice(y * (rowBytes + 1) + 1, (y + 1) * (rowBytes + 1));
    for (let i = 0; i < rowBytes; i++) {
      const left = i < step ? 0 : row[i - step];
      const above = y === 0 ? 0 : rows[y - 1][i];
      const corner = i < step || y === 0 ? 0 : rows[y - 1][i - step];
      row[i] += [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
    }
    rows.push(row);
  }
  return rows;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const distances = [left, above, corner].map(value => Math.abs(guess - value));
  const nearest = Math.min(...distances);
  return [left, above, corner][distances.indexOf(nearest)];
}
