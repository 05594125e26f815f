import { type Sfnt, viewOf } from './sfnt.ts';

/** What a face is called. */
export interface FaceNames {
  /**
   * Every name of its family, the one for people first. A face of a large family has two: `Noto Sans
   * Light` is also found as `Noto Sans` with style `Light`.
   */
  readonly families: readonly string[];
  /** `Regular`, `Bold Italic` and so on; empty when the font does not say. */
  readonly style: string;
}

/** Numbers of the names inside the table `name`, the typographic ones before those for old programs. */
const FAMILY_IDS = [16, 1, 21];
const STYLE_IDS = [17, 2, 22];
const COPYRIGHT_IDS = [0];

const HEADER_BYTES = 6;
const RECORD_BYTES = 12;

const PLATFORM = { unicode: 0, macintosh: 1, windows: 3 } as const;

/** All names of a face together. Records can share bytes, so a small table could hold any amount of text. */
const MAX_TEXT_BYTES = 1024 * 1024;

/** Windows' number for American English, whose names are the ones people write. */
const ENGLISH = 0x0409;

interface NameRecord {
  readonly id: number;
  readonly text: string;
  readonly isEnglish: boolean;
}

/** Reads family and style of a face. Damaged entries are left out, and those beyond a megabyte. */
export function readNames({ tables }: Sfnt): FaceNames {
  const records = readRecords(tables.get('name') ?? new Uint8Array());
  return { families: namesOf(records, FAMILY_IDS), style: namesOf(records, STYLE_IDS).at(0) ?? '' };
}

/** Reads whose work a face is; empty when it does not say. */
export function readCopyright({ tables }: Sfnt): string {
  return namesOf(readRecords(tables.get('name') ?? new Uint8Array()), COPYRIGHT_IDS).at(0) ?? '';
}

/** Distinct names with these numbers, in their order, English first. */
function namesOf(records: readonly NameRecord[], ids: readonly number[]): string[] {
  const found = ids.flatMap(id => {
    const same = records.filter(record => record.id === id);
    return [...same.filter(({ isEnglish }) => isEnglish), ...same.filter(({ isEnglish }) => !isEnglish)];
  });
  return [...new Set(found.map(({ text }) => text))];
}

function readRecords(table: Uint8Array): NameRecord[] {
  if (table.length < HEADER_BYTES) return [];
  const view = viewOf(table);
  const count = view.getUint16(2);
  const storage = view.getUint16(4);
  const records: NameRecord[] = [];
  let textBytes = 0;
  for (let index = 0; index < count; index += 1) {
    const at = HEADER_BYTES + index * RECORD_BYTES;
    if (at + RECORD_BYTES > table.length) break;
    textBytes += view.getUint16(at + 8);
    if (textBytes > MAX_TEXT_BYTES) break;
    const platform = view.getUint16(at);
    const start = storage + view.getUint16(at + 10);
    const text = decode(platform, table.subarray(start, start + view.getUint16(at + 8)));
    const isEnglish = platform === PLATFORM.macintosh || view.getUint16(at + 4) === ENGLISH;
    if (text !== '') records.push({ id: view.getUint16(at + 6), text, isEnglish });
  }
  return records;
}

function decode(platform: number, bytes: Uint8Array): string {
  if (platform === PLATFORM.macintosh) return new TextDecoder('latin1').decode(bytes).trim();
  if (platform !== PLATFORM.windows && platform !== PLATFORM.unicode) return '';
  // Node's decoder may lack the big-endian variant, so the bytes are swapped.
  const swapped = Uint8Array.from(bytes.subarray(0, bytes.length & ~1));
  for (let at = 0; at < swapped.length; at += 2) {
    [swapped[at], swapped[at + 1]] = [swapped[at + 1], swapped[at]];
  }
  return new TextDecoder('utf-16le').decode(swapped).replaceAll('\0', '').trim();
}
