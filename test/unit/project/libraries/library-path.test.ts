import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitLibraryPath } from '../../../../src/project/libraries/library-path.ts';

describe('splitLibraryPath', () => {
  test.each([
    ['BOSL2/std.scad', ['BOSL2', 'std.scad']],
    ['./BOSL2//std.scad', ['BOSL2', 'std.scad']],
    ['threads.scad', ['threads.scad']],
    ['a b/ü.scad', ['a b', 'ü.scad']],
  ])('%j', (path, segments) => {
    expect(splitLibraryPath(path)).toEqual(segments);
  });

  test.each([
    '',
    '.',
    '/BOSL2/std.scad',
    '../BOSL2/std.scad',
    'BOSL2/../MCAD/boxes.scad',
    'BOSL2/..',
    'BOSL2\\std.scad',
    'C:/BOSL2/std.scad',
    'BOSL2/std.scad:stream',
    'BOSL2/.git/config',
    '.hidden/a.scad',
    'BOSL2/std.scad\0.txt',
    'BOSL2/\u202Estd.scad',
    `${'a/'.repeat(20)}b.scad`,
    'a'.repeat(300),
  ])('%j leads to no library', path => {
    expect(splitLibraryPath(path)).toBeNull();
  });

  test('nothing it answers leads up or out', () => {
    const piece = fc.constantFrom('..', '.', '/', '\\', 'a', 'BOSL2', ':', '\0', ' ', '~');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        for (const segment of splitLibraryPath(pieces.join('')) ?? []) {
          expect(segment).toMatch(/^[^./\\:\0][^/\\:\0]*$/);
        }
      }),
    );
  });
});
