import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSfnt, SFNT_KINDS, writeSfnt } from '../../../src/fonts/sfnt.ts';
import { makeBlockFont } from '../../support/block-font.ts';

const tag = fc.string({ unit: fc.constantFrom(...'abcdefghij'), minLength: 4, maxLength: 4 });

it('reads back the tables it wrote', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(SFNT_KINDS)),
      fc.array(fc.tuple(tag, fc.uint8Array({ maxLength: 40 })), { maxLength: 20 }),
      (kind, entries) => {
        const tables = new Map(entries);
        const read = readSfnt(writeSfnt({ kind, tables }));
        expect(read.kind).toBe(kind);
        expect([...read.tables].sort()).toEqual([...tables].sort());
      },
    ),
  );
});

it.each([
  ['one table under two tags', 0],
  ['a table that begins inside another', 4],
])('refuses %s', (_what, shift) => {
  const bytes = writeSfnt({
    kind: SFNT_KINDS.cff,
    tables: new Map([
      ['aaaa', new Uint8Array(16)],
      ['bbbb', new Uint8Array(8)],
    ]),
  });
  expect(readSfnt(bytes).tables.size).toBe(2);
  const first = bytes.slice(20, 24);
  bytes.set(first, 36);
  bytes[39] += shift;
  expect(() => readSfnt(bytes)).toThrow(expect.objectContaining({ message: 'its tables overlap' }));
});

it.each([
  ['nothing', new Uint8Array(), 'too short'],
  ['text', new TextEncoder().encode('this is not a font at all'), 'not a TrueType'],
  ['half of a font', makeBlockFont().subarray(0, 200), 'cut off'],
  ['only a header', makeBlockFont().subarray(0, 20), 'directory'],
])('refuses %s', (_what, bytes, reason) => {
  expect(() => readSfnt(bytes)).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining(reason) }),
  );
});
