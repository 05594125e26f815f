import { crc32, inflateRawSync } from 'node:zlib';
import { AppError } from '../contracts/errors.ts';

/** What an archive may cost. */
export interface ZipLimits {
  readonly maxEntries: number;
  /** All entries that are read, together. */
  readonly maxExpandedBytes: number;
  /** Expanded size over compressed size of an entry; small entries may exceed it. */
  readonly maxRatio: number;
}

/** Reads entries of a ZIP archive that is held in memory. */
export interface ZipArchive {
  /** Of all entries, as stored. */
  readonly names: readonly string[];
  /** The name as stored, for a name in any case; a package compares names so. Null when there is none. */
  find(name: string): string | null;
  /** Whether there is an entry of exactly this name. */
  has(name: string): boolean;
  /**
   * Expands an entry, found by the name as stored.
   *
   * @throws AppError INVALID_INPUT for a damaged entry, SOURCE_TOO_LARGE beyond the limits.
   */
  read(name: string): Uint8Array;
}

interface Entry {
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly crc: number;
  readonly compressedBytes: number;
  readonly expandedBytes: number;
  /** Where its local header starts. */
  readonly offset: number;
}

// Signatures and sizes of the records; APPNOTE.TXT 6.3.10 by PKWARE, sections 4.3 and 4.5.3.
const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const END64_SIGNATURE = 0x06064b50;
const END64_BYTES = 56;
const LOCATOR64_SIGNATURE = 0x07064b50;
const LOCATOR64_BYTES = 20;
const CENTRAL_SIGNATURE = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const EXTRA64_ID = 1;
/** In a 32-bit field: the value is in a 64-bit field elsewhere. */
const SEE_64 = 0xffffffff;

const STORED = 0;
const DEFLATED = 8;

/** An entry smaller than this is no bomb, whatever its ratio. */
const HARMLESS_BYTES = 1 << 20;

/**
 * Opens a ZIP archive by its directory. Nothing is expanded yet; entries nobody reads never are. Names are
 * keys and nothing else: no file system ever sees them.
 *
 * @throws AppError INVALID_INPUT for what is not an archive, SOURCE_TOO_LARGE for too many entries.
 */
export function openZip(bytes: Uint8Array, limits: ZipLimits): ZipArchive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = guarded(() => readDirectory(view, limits.maxEntries));
  const names = new Map([...entries.keys()].map(name => [name.toLowerCase(), name]));
  let budget = limits.maxExpandedBytes;
  return {
    names: [...entries.keys()],
    find: name => names.get(name.toLowerCase()) ?? null,
    has: name => entries.has(name),
    read: name => {
      const entry = entries.get(name);
      if (entry === undefined) throw invalid(`it has no part ${JSON.stringify(name)}`);
      if (entry.expandedBytes > budget) throw tooLarge(limits);
      const allowed = Math.max(entry.compressedBytes * limits.maxRatio, HARMLESS_BYTES);
      if (entry.expandedBytes > allowed) throw tooLarge(limits);
      budget -= entry.expandedBytes;
      return guarded(() => expand(bytes, view, entry));
    },
  };
}

/** A position outside the file, which a damaged archive leads to, throws a RangeError. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw invalid('its ZIP archive is damaged', thrown);
  }
}

function readDirectory(view: DataView, maxEntries: number): Map<string, Entry> {
  const { count, start } = findDirectory(view);
  if (count > maxEntries) {
    throw new AppError('SOURCE_TOO_LARGE', `it has ${count} parts; ${maxEntries} are allowed`);
  }
  const entries = new Map<string, Entry>();
  const decoder = new TextDecoder();
  let at = start;
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== CENTRAL_SIGNATURE) throw invalid('its ZIP archive is damaged');
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const commentBytes = view.getUint16(at + 32, true);
    const name = decoder.decode(new Uint8Array(view.buffer, view.byteOffset + at + CENTRAL_BYTES, nameBytes));
    // Which of the two counts, every reader decides for itself.
    if (entries.has(name)) throw invalid('its ZIP archive has two parts of one name');
    entries.set(name, readEntry(view, at, at + CENTRAL_BYTES + nameBytes, extraBytes));
    at += CENTRAL_BYTES + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

/** Looks for the record at the end of the file, which a comment of any length may follow. */
function findDirectory(view: DataView): { count: number; start: number } {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    const locator = at - LOCATOR64_BYTES;
    if (locator >= 0 && view.getUint32(locator, true) === LOCATOR64_SIGNATURE) {
      return readEnd64(view, read64(view, locator + 8));
    }
    return { count: view.getUint16(at + 10, true), start: view.getUint32(at + 16, true) };
  }
  throw invalid('it is not a ZIP archive');
}

function readEnd64(view: DataView, at: number): { count: number; start: number } {
  if (at + END64_BYTES > view.byteLength || view.getUint32(at, true) !== END64_SIGNATURE) {
    throw invalid('its ZIP archive is damaged');
  }
  return { count: read64(view, at + 32), start: read64(view, at + 48) };
}

function readEntry(view: DataView, at: number, extraAt: number, extraBytes: number): Entry {
  const in64 = read64Fields(view, extraAt, extraBytes);
  // The 64-bit fields hold only what did not fit, in this order.
  const widen = (value: number) => (value === SEE_64 ? (in64.shift() ?? value) : value);
  const expandedBytes = widen(view.getUint32(at + 24, true));
  const compressedBytes = widen(view.getUint32(at + 20, true));
  return {
    isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    compressedBytes,
    expandedBytes,
    offset: widen(view.getUint32(at + 42, true)),
  };
}

function read64Fields(view: DataView, start: number, length: number): number[] {
  for (let at = start; at + 4 <= start + length; ) {
    const size = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === EXTRA64_ID) {
      return Array.from({ length: Math.min(3, size >> 3) }, (_, index) => read64(view, at + 4 + index * 8));
    }
    at += 4 + size;
  }
  return [];
}

/** Larger than 2^53 is inexact, and far outside any file. */
function read64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function expand(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  const { offset, compressedBytes, expandedBytes, method } = entry;
  if (entry.isEncrypted) throw invalid('it is encrypted');
  if (view.getUint32(offset, true) !== LOCAL_SIGNATURE) throw invalid('its ZIP archive is damaged');
  const start = offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const compressed = bytes.subarray(start, start + compressedBytes);
  const expanded = method === STORED ? compressed : inflate(compressed, method, expandedBytes);
  // An entry that is longer than it says was cut off by inflate(); this is one that is shorter.
  if (expanded.length !== expandedBytes || crc32(expanded) !== entry.crc) {
    throw invalid('its ZIP archive is damaged');
  }
  return expanded;
}

/** Inflates no further than announced, so that lying about the size gains nothing. */
function inflate(compressed: Uint8Array, method: number, expandedBytes: number): Uint8Array {
  if (method !== DEFLATED) throw invalid('it is compressed in an unknown way');
  return inflateRawSync(compressed, { maxOutputLength: Math.max(1, expandedBytes) });
}

function invalid(reason: string, cause?: unknown): AppError {
  return new AppError('INVALID_INPUT', reason, cause === undefined ? {} : { cause });
}

function tooLarge({ maxExpandedBytes, maxRatio }: ZipLimits): AppError {
  const limit_MB = maxExpandedBytes / 2 ** 20;
  return new AppError(
    'SOURCE_TOO_LARGE',
    `it expands to more than ${limit_MB} MB or ${maxRatio} times its size`,
  );
}
