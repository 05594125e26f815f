import { crc32 } from 'node:zlib';

/** The eight bytes every PNG file starts with. */
export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** The PNG specification's number for pixels that are numbers of palette entries. */
export const PALETTE_COLOR_TYPE = 3;

/** One chunk of a PNG file: length, four-letter type, data, checksum over type and data. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) chunk[4 + i] = type.charCodeAt(i);
  chunk.set(data, 8);
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)));
  return chunk;
}

/** The IHDR chunk: size and kind of the picture, without interlacing. */
export function headerChunk(
  width_px: number,
  height_px: number,
  bitDepth: number,
  colorType: number,
): Uint8Array {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width_px);
  view.setUint32(4, height_px);
  data[8] = bitDepth;
  data[9] = colorType;
  return pngChunk('IHDR', data);
}
