import { AppError } from '../contracts/errors.ts';

/**
 * A font as its tables. TrueType and OpenType files share one layout, called sfnt: a directory of tables,
 * each with a tag of four letters.
 */
export interface Sfnt {
  /** What kind of outlines it holds; one of {@link SFNT_KINDS}. */
  readonly kind: number;
  readonly tables: ReadonlyMap<string, Uint8Array>;
}

/** The first four bytes of a font with TrueType outlines, of Apple's spelling of it, and of one with CFF outlines. */
export const SFNT_KINDS = { trueType: 0x00010000, appleTrueType: 0x74727565, cff: 0x4f54544f } as const;

const HEADER_BYTES = 12;
const RECORD_BYTES = 16;

/** More tables than any font has; a larger count is damage. */
export const MAX_TABLES = 128;

/** A view of the same bytes with big-endian readers. Reading outside of them throws a RangeError. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The error for bytes that are not the font they should be. The reason ends a sentence about the file. */
export function badFont(reason: string): AppError {
  return new AppError('INVALID_INPUT', reason);
}

/**
 * Splits a font into its tables, without copying. Tables that share bytes are refused: written apart again,
 * a small file of them could make a hundred times as much.
 *
 * @param offset where the font begins; fonts of a collection share one file.
 * @throws AppError INVALID_INPUT when the directory or a table lies outside of the file, or tables overlap.
 */
export function readSfnt(bytes: Uint8Array, offset = 0): Sfnt {
  const view = viewOf(bytes);
  if (bytes.length < offset + HEADER_BYTES) throw badFont('it is too short for a font');
  const kind = view.getUint32(offset);
  if (!Object.values<number>(SFNT_KINDS).includes(kind))
    throw badFont('it is not a TrueType or OpenType font');
  const count = view.getUint16(offset + 4);
  const end = offset + HEADER_BYTES + count * RECORD_BYTES;
  if (count > MAX_TABLES || end > bytes.length) throw badFont('its table directory is damaged');
  const tables = new Map<string, Uint8Array>();
  for (let record = offset + HEADER_BYTES; record < end; record += RECORD_BYTES) {
    const tag = tagAt(view, record);
    const start = view.getUint32(record + 8);
    const length = view.getUint32(record + 12);
    if (start + length > bytes.length) throw badFont(`its table ${tag} is cut off`);
    tables.set(tag, bytes.subarray(start, start + length));
  }
  if (overlap([...tables.values()])) throw badFont('its tables overlap');
  return { kind, tables };
}

/** Puts tables together to a font file. */
export function writeSfnt({ kind, tables }: Sfnt): Uint8Array {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  let offset = HEADER_BYTES + RECORD_BYTES * sorted.length;
  const size = sorted.reduce((sum, [, table]) => sum + padded(table.length), offset);
  const bytes = new Uint8Array(size);
  const view = viewOf(bytes);
  view.setUint32(0, kind);
  view.setUint16(4, sorted.length);
  writeSearchHelp(view, sorted.length);
  sorted.forEach(([tag, table], index) => {
    const record = HEADER_BYTES + RECORD_BYTES * index;
    bytes.set(table, offset);
    bytes.set(new TextEncoder().encode(tag), record);
    view.setUint32(record + 4, checksum(bytes.subarray(offset, offset + padded(table.length))));
    view.setUint32(record + 8, offset);
    view.setUint32(record + 12, table.length);
    offset += padded(table.length);
  });
  return bytes;
}

/** Whether any two views of one buffer share bytes. */
function overlap(views: readonly Uint8Array[]): boolean {
  const sorted = views.filter(({ length }) => length > 0).sort((a, b) => a.byteOffset - b.byteOffset);
  return sorted.slice(1).some((view, index) => {
    const previous = sorted[index];
    return previous.byteOffset + previous.length > view.byteOffset;
  });
}

/** Reads a tag of four letters. */
export function tagAt(view: DataView, offset: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map(index => view.getUint8(offset + index)));
}

/** Three numbers for binary search that every directory carries, by the number of its tables. */
function writeSearchHelp(view: DataView, count: number): void {
  const exponent = Math.floor(Math.log2(Math.max(count, 1)));
  const range = RECORD_BYTES * 2 ** exponent;
  view.setUint16(6, range);
  view.setUint16(8, exponent);
  view.setUint16(10, RECORD_BYTES * count - range);
}

/** Tables begin at multiples of four. */
function padded(length: number): number {
  return (length + 3) & ~3;
}

function checksum(table: Uint8Array): number {
  const view = viewOf(table);
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
