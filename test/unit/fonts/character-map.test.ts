import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCharacterMap } from '../../../src/fonts/character-map.ts';
import { readSfnt } from '../../../src/fonts/sfnt.ts';
import { makeBlockFont } from '../../support/block-font.ts';
import { faceWithCharacters, u16, u32 } from '../../support/fonts.ts';

const WINDOWS = 3;

/** Format 4 with a segment for each range; `delta` 1 maps a code to the glyph after it. */
function format4(ranges: readonly (readonly [number, number])[]): number[] {
  const segments = [...ranges, [0xffff, 0xffff] as const];
  const ends = segments.map(([, end]) => end);
  const starts = segments.map(([start]) => start);
  const deltas = segments.map(() => 1);
  const offsets = segments.map(() => 0);
  const count = segments.length * 2;
  return u16(4, 16 + 4 * count, 0, count, 0, 0, 0, ...ends, 0, ...starts, ...deltas, ...offsets);
}

function format12(groups: readonly (readonly [number, number])[]): number[] {
  return [...u16(12, 0), ...u32(0, 0, groups.length), ...groups.flatMap(([a, b]) => u32(a, b, 7))];
}

/** Disjoint ascending ranges made of ascending numbers. */
const ranges = (max: number) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max }), { minLength: 2, maxLength: 20 })
    .map(numbers => [...numbers].sort((a, b) => a - b))
    .map(sorted =>
      sorted.flatMap((start, index) =>
        index % 2 === 0 && index + 1 < sorted.length ? [[start, sorted[index + 1]] as const] : [],
      ),
    );

describe.each([
  ['4', format4, 1, 0xfffd],
  ['12', format12, 10, 0x10ffff],
])('format %s', (_name, build, encoding, max) => {
  it('has what lies in its ranges and nothing else', () => {
    fc.assert(
      fc.property(ranges(max), fc.integer({ min: 0, max }), (found, code) => {
        const has = readCharacterMap(faceWithCharacters(WINDOWS, encoding, build(found)));
        const codes = [code, ...found.flat(), ...found.map(([start]) => start - 1)];
        for (const one of codes) {
          expect(has?.(one)).toBe(found.some(([start, end]) => one >= start && one <= end));
        }
      }),
    );
  });
});

it('reads the array of glyphs of format 4, in which 0 is missing', () => {
  const has = readCharacterMap(readSfnt(makeBlockFont()));
  expect([0x20, 0x21, 0x7e, 0x7f].map(code => has?.(code))).toEqual([false, true, true, false]);
});

it('reads format 0, which has the first 256 characters', () => {
  const glyphs = new Array(256).fill(0).map((_, code) => (code === 65 ? 1 : 0));
  const has = readCharacterMap(faceWithCharacters(0, 3, [...u16(0, 262, 0), ...glyphs]));
  expect([64, 65, 66, 300].map(code => has?.(code))).toEqual([false, true, false, false]);
});

it('reads format 6, a run of characters', () => {
  const has = readCharacterMap(faceWithCharacters(0, 3, u16(6, 16, 0, 0x41, 3, 5, 0, 6)));
  expect([0x40, 0x41, 0x42, 0x43, 0x44].map(code => has?.(code))).toEqual([false, true, false, true, false]);
});

it('reads format 13, one glyph for whole ranges', () => {
  const subtable = [...u16(13, 0), ...u32(0, 0, 1), ...u32(0x4e00, 0x9fff, 1)];
  const has = readCharacterMap(faceWithCharacters(WINDOWS, 10, subtable));
  expect([0x4dff, 0x4e00, 0x9fff, 0xa000].map(code => has?.(code))).toEqual([false, true, true, false]);
});

it('finds the ordinary letters of a font of symbols in its private range', () => {
  const has = readCharacterMap(faceWithCharacters(WINDOWS, 0, format4([[0xf041, 0xf042]])));
  expect([0x41, 0x42, 0x43, 0xf041].map(code => has?.(code))).toEqual([true, true, false, true]);
});

it('is null without a table for Unicode', () => {
  expect(readCharacterMap(faceWithCharacters(1, 0, format4([[65, 66]])))).toBeNull();
  expect(readCharacterMap({ kind: 0x10000, tables: new Map() })).toBeNull();
});

it('takes characters for missing where the table is damaged, and never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat({ max: 0x10ffff }), (bytes, code) => {
      for (const format of [0, 4, 6, 12, 13]) {
        const has = readCharacterMap(faceWithCharacters(WINDOWS, 1, [...u16(format), ...bytes]));
        expect([true, false, undefined]).toContain(has?.(code));
      }
    }),
  );
});
