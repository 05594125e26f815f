import { type Sfnt, viewOf } from './sfnt.ts';

/** Whether a face has a glyph for a Unicode code point. */
export type CharacterMap = (codePoint: number) => boolean;

/** Looks a character code up in one of the formats of the table `cmap`; 0 is the glyph for "missing". */
type Lookup = (code: number) => number;

interface Encoding {
  readonly platform: number;
  readonly encoding: number;
  readonly offset: number;
}

const UNICODE = 0;
const WINDOWS = 3;
const WINDOWS_SYMBOL = 0;
const WINDOWS_ALL_OF_UNICODE = 10;

/** Fonts of symbols put their characters into a private range; programs look there for ordinary letters too. */
const SYMBOL_BASE = 0xf000;

/**
 * Reads which characters a face has, by its table for all of Unicode or else for the first plane.
 *
 * Null when it has no table for Unicode, or one in a format that no current font uses.
 */
export function readCharacterMap({ tables }: Sfnt): CharacterMap | null {
  const table = tables.get('cmap');
  if (table === undefined || table.length < 4) return null;
  const encodings = readEncodings(table).sort((a, b) => rank(b) - rank(a));
  for (const { platform, encoding, offset } of encodings) {
    const lookup = readLookup(table.subarray(offset));
    if (lookup === null) continue;
    const isSymbol = platform === WINDOWS && encoding === WINDOWS_SYMBOL;
    const has = (code: number) => isInside(lookup, code);
    return isSymbol ? code => has(code) || (code < 0x100 && has(SYMBOL_BASE + code)) : has;
  }
  return null;
}

function readEncodings(table: Uint8Array): Encoding[] {
  const view = viewOf(table);
  const encodings: Encoding[] = [];
  for (let index = 0, at = 4; index < view.getUint16(2) && at + 8 <= table.length; index += 1, at += 8) {
    const platform = view.getUint16(at);
    if (platform !== UNICODE && platform !== WINDOWS) continue;
    encodings.push({ platform, encoding: view.getUint16(at + 2), offset: view.getUint32(at + 4) });
  }
  return encodings;
}

/** All of Unicode before its first plane, symbols last; as FreeType chooses. */
function rank({ platform, encoding }: Encoding): number {
  if (platform === WINDOWS) {
    if (encoding === WINDOWS_ALL_OF_UNICODE) return 4;
    return encoding === WINDOWS_SYMBOL ? 0 : 2;
  }
  return encoding === 4 || encoding === 6 ? 3 : 1;
}

function readLookup(subtable: Uint8Array): Lookup | null {
  if (subtable.length < 14) return null;
  const view = viewOf(subtable);
  switch (view.getUint16(0)) {
    case 0:
      return code => (code < 256 ? view.getUint8(6 + code) : 0);
    case 4:
      return code => findInSegments(view, code);
    case 6:
      return code => {
        const index = code - view.getUint16(6);
        return index >= 0 && index < view.getUint16(8) ? view.getUint16(10 + 2 * index) : 0;
      };
    case 12:
    case 13:
      return code => findInGroups(view, code);
    default:
      return null;
  }
}

/** Format 4: segments of the first plane, sorted, as four parallel arrays. */
function findInSegments(view: DataView, code: number): number {
  if (code > 0xffff) return 0;
  const arrayBytes = view.getUint16(6);
  const segment = lowerBound(arrayBytes / 2, index => view.getUint16(14 + 2 * index) >= code);
  if (segment >= arrayBytes / 2) return 0;
  const startAt = 16 + arrayBytes + 2 * segment;
  const start = view.getUint16(startAt);
  if (code < start) return 0;
  const delta = view.getUint16(startAt + arrayBytes);
  const rangeAt = startAt + 2 * arrayBytes;
  const range = view.getUint16(rangeAt);
  if (range === 0) return (code + delta) & 0xffff;
  // The offset counts from where it is stored.
  const glyph = view.getUint16(rangeAt + range + 2 * (code - start));
  return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
}

/** Formats 12 and 13: groups of first code, last code and glyph. */
function findInGroups(view: DataView, code: number): number {
  const count = Math.min(view.getUint32(12), Math.floor((view.byteLength - 16) / 12));
  const group = lowerBound(count, index => view.getUint32(16 + 12 * index + 4) >= code);
  if (group >= count) return 0;
  const at = 16 + 12 * group;
  const start = view.getUint32(at);
  if (code < start) return 0;
  const isOneGlyphForAll = view.getUint16(0) === 13;
  return view.getUint32(at + 8) + (isOneGlyphForAll ? 0 : code - start);
}

/** The first index below `count` for which `reached` holds, or `count`; it must hold for all that follow. */
function lowerBound(count: number, reached: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A damaged table points outside of itself: then the character counts as missing. */
function isInside(lookup: Lookup, code: number): boolean {
  try {
    return lookup(code) !== 0;
  } catch {
    return false;
  }
}
