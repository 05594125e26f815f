import { inflateSync } from 'node:zlib';
import { badFont, type Sfnt, tagAt, viewOf } from './sfnt.ts';

/** `wOFF`, the first four bytes. */
export const WOFF_SIGNATURE = 0x774f4646;

const HEADER_BYTES = 44;
const RECORD_BYTES = 20;

/** All tables of a font together, unpacked; the largest fonts there are have about 30 MB. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

/**
 * Unpacks WOFF, which is a TrueType or OpenType font whose tables are compressed one by one.
 *
 * @throws AppError INVALID_INPUT when it is damaged or unpacks to more than any font has.
 */
export function unpackWoff(bytes: Uint8Array): Sfnt {
  const view = viewOf(bytes);
  if (bytes.length < HEADER_BYTES) throw badFont('it is cut off');
  const kind = view.getUint32(4);
  const count = view.getUint16(12);
  if (HEADER_BYTES + count * RECORD_BYTES > bytes.length) throw badFont('its table directory is cut off');
  const tables = new Map<string, Uint8Array>();
  let unpacked = 0;
  for (let index = 0; index < count; index += 1) {
    const record = HEADER_BYTES + index * RECORD_BYTES;
    const tag = tagAt(view, record);
    const start = view.getUint32(record + 4);
    const packedLength = view.getUint32(record + 8);
    const length = view.getUint32(record + 12);
    unpacked += length;
    if (start + packedLength > bytes.length) throw badFont(`its table ${tag} is cut off`);
    if (unpacked > MAX_UNPACKED_BYTES) throw badFont('it unpacks to more than any font has');
    tables.set(tag, unpackTable(tag, bytes.subarray(start, start + packedLength), length));
  }
  return { kind, tables };
}

function unpackTable(tag: string, packed: Uint8Array, length: number): Uint8Array {
  // A table that does not get smaller is stored as it is.
  if (packed.length === length) return packed;
  try {
    const table = inflateSync(packed, { maxOutputLength: Math.max(length, 1) });
    if (table.length === length) return table;
  } catch {
    // Damaged data and data of another length are one and the same fault.
  }
  throw badFont(`its table ${tag} does not unpack`);
}
