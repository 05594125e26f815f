import { expect, it } from 'vitest';
import { readCopyright, readNames } from '../../../src/fonts/names.ts';
import { u16 } from '../../support/fonts.ts';

interface Entry {
  readonly platform: number;
  readonly language: number;
  readonly id: number;
  readonly text: string;
}

const WINDOWS = { platform: 3, language: 0x0409 };
const GERMAN = { platform: 3, language: 0x0407 };
const MACINTOSH = { platform: 1, language: 0 };

function faceNamed(...entries: readonly Entry[]) {
  const records: number[] = [];
  const strings: number[] = [];
  for (const { platform, language, id, text } of entries) {
    const codes = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
    const bytes = platform === 1 ? codes : u16(...codes);
    records.push(...u16(platform, 1, language, id, bytes.length, strings.length));
    strings.push(...bytes);
  }
  const table = [...u16(0, entries.length, 6 + records.length), ...records, ...strings];
  return { kind: 0x10000, tables: new Map([['name', Uint8Array.from(table)]]) };
}

it('puts the family for people before the one for old programs', () => {
  const face = faceNamed(
    { ...WINDOWS, id: 1, text: 'Noto Sans Light' },
    { ...WINDOWS, id: 2, text: 'Regular' },
    { ...WINDOWS, id: 16, text: 'Noto Sans' },
    { ...WINDOWS, id: 17, text: 'Light' },
  );
  expect(readNames(face)).toEqual({ families: ['Noto Sans', 'Noto Sans Light'], style: 'Light' });
});

it('puts English before other languages, and knows the others', () => {
  const face = faceNamed({ ...GERMAN, id: 1, text: 'Größe' }, { ...WINDOWS, id: 1, text: 'Size' });
  expect(readNames(face).families).toEqual(['Size', 'Größe']);
});

it('reads names for the Macintosh', () => {
  expect(readNames(faceNamed({ ...MACINTOSH, id: 1, text: 'Geneva' })).families).toEqual(['Geneva']);
});

it('reads the copyright', () => {
  expect(readCopyright(faceNamed({ ...WINDOWS, id: 0, text: '© Somebody' }))).toBe('© Somebody');
});

it('leaves out what lies outside of the table', () => {
  const table = Uint8Array.from(u16(0, 3, 200, 3, 1, 0x0409, 1, 8, 900));
  expect(readNames({ kind: 0x10000, tables: new Map([['name', table]]) })).toEqual({
    families: [],
    style: '',
  });
  expect(readNames({ kind: 0x10000, tables: new Map() }).families).toEqual([]);
});

it('reads no more than a megabyte, though records share bytes', () => {
  const count = 1000;
  const length = 60_000;
  const records = Array.from({ length: count }, (_, index) => u16(3, 1, 0x0409, 1, length, 2 * index));
  const text = Array.from({ length: length + 2 * count }, (_, index) => 0x21 + (index % 89));
  const table = Uint8Array.from([...u16(0, count, 6 + 12 * count), ...records.flat(), ...text]);
  const { families } = readNames({ kind: 0x10000, tables: new Map([['name', table]]) });
  expect(families.join('').length).toBeLessThan(2 ** 20);
});
