import { inflateSync } from 'node:zlib';
import { badFont, MAX_TABLES, type Sfnt, tagAt, viewOf } from './sfnt.ts';

/** `wOFF`, the first four bytes. */
export const WOFF_SIGNATURE = 0x774f4646;

const HEADER_BYTES = 44;
const RECORD_BYTES = 20;

/** What a font is refused with whose tables are larger than is allowed. */
export const TOO_LARGE = 'its tables are larger than the fonts of a model may be together';

/**
 * Unpacks WOFF, which is a TrueType or OpenType font whose tables are compressed one by one.
 *
 * @param maxBytes how much all tables may unpack to.
 * @throws AppError INVALID_INPUT when it is damaged or unpacks to more.
 */
export function unpackWoff(bytes: Uint8Array, maxBytes: number): Sfnt {
  const view = viewOf(bytes);
  if (bytes.length < HEADER_BYTES) throw badFont('it is cut off');
  const kind = view.getUint32(4);
  const count = view.getUint16(12);
  if (count > MAX_TABLES || HEADER_BYTES + count * RECORD_BYTES > bytes.length)
    throw badFont('its table directory is damaged');
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
    if (unpacked > maxBytes) throw badFont(TOO_LARGE);
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
