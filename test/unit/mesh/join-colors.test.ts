import { describe, expect, it } from 'vitest';
import { CUT_FACE_RGB, UNCOLORED_FACE_RGB } from '../../../src/contracts/mesh.ts';
import { joinFaceColors } from '../../../src/mesh/join-colors.ts';
import { readOff } from '../../../src/mesh/read-off.ts';
import { readBinaryStl } from '../../../src/mesh/read-stl.ts';
import { meshFixture } from '../../support/mesh-fixtures.ts';

function joinFixture(name: string) {
  return joinFaceColors(readBinaryStl(meshFixture(`${name}.stl`)), readOff(meshFixture(`${name}.off`)));
}

/** How many triangles have each colour, written "r,g,b,a". */
function countColors(colors: Uint8Array | null): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let at = 0; at < (colors?.length ?? 0); at += 4) {
    const name = String(colors?.subarray(at, at + 4));
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

const off = (text: string) => readOff(new TextEncoder().encode(text));
const SOUP = Float32Array.from([
  0,
  0,
  0,
  1 / 3,
  0,
  0,
  0,
  123456.789,
  0,
  /**/ 0,
  0,
  0,
  0,
  123456.789,
  0,
  1 / 3,
  0,
  0,
]);
const PRINTED = 'OFF 3 2 0\n0 0 0\n0.333333 0 0\n0 123457 0\n3 0 1 2 255 0 0\n3 0 2 1 0 0 255\n';

describe('joinFaceColors', () => {
  it('colours the triangles that have a colour and leaves the others as OpenSCAD shows them', () => {
    const { colors, mismatch } = joinFixture('red-cube-and-ball');
    expect(mismatch).toBe(false);
    expect(countColors(colors)).toEqual({ '255,0,0,255': 12, [`${UNCOLORED_FACE_RGB},255`]: 178 });
  });

  it('puts the colours on the right triangles', () => {
    const soup = readBinaryStl(meshFixture('red-cube-and-ball.stl'));
    const { colors } = joinFixture('red-cube-and-ball');
    for (let triangle = 0; triangle < soup.length / 9; triangle++) {
      const isCube = soup[triangle * 9] <= 10;
      expect(colors?.[triangle * 4 + 2]).toBe(isCube ? 0 : UNCOLORED_FACE_RGB[2]);
    }
  });

  it('keeps the colour of cut faces beside real colours', () => {
    const counts = countColors(joinFixture('red-cut-cube').colors);
    expect(Object.keys(counts).sort()).toEqual([`${CUT_FACE_RGB},255`, '255,0,0,255']);
  });

  it('finds no colours where there are only plain and cut faces', () => {
    expect(joinFixture('cut-cube')).toEqual({ colors: null, mismatch: false });
    expect(joinFixture('alpha-only')).toEqual({ colors: null, mismatch: false });
  });

  it('keeps transparency', () => {
    const counts = countColors(joinFixture('translucent-cubes').colors);
    expect(Object.keys(counts).sort()).toEqual(['0,0,255,63', '255,0,0,127']);
  });

  it('spreads the one colour of a lone primitive over all its triangles', () => {
    expect(countColors(joinFixture('purple-notched-prism').colors)).toEqual({ '128,0,128,255': 16 });
  });

  it('notices that the two files show different shapes', () => {
    expect(joinFixture('unseeded-rands')).toEqual({ colors: null, mismatch: true });
  });

  it('accepts what six digits lose', () => {
    expect(joinFaceColors(SOUP, off(PRINTED)).mismatch).toBe(false);
    expect(joinFaceColors(SOUP, off(PRINTED)).colors).toEqual(
      Uint8Array.from([255, 0, 0, 255, 0, 0, 255, 255]),
    );
  });

  it.each([
    ['a coordinate off by one in the sixth digit', PRINTED.replace('123457', '123458')],
    ['another order of triangles', PRINTED.replace('3 0 1 2', '3 0 2 1')],
    ['another number of triangles', PRINTED.replace('3 2 0', '3 3 0').concat('3 0 1 2 255 0 0\n')],
    ['faces of another size', PRINTED.replace('3 0 1 2', '4 0 1 2 2')],
    ['a coordinate that is not a number', PRINTED.replace('123457', 'nan')],
  ])('refuses %s', (_, text) => {
    expect(joinFaceColors(SOUP, off(text))).toEqual({ colors: null, mismatch: true });
  });

  it('ignores coordinates too large for STL', () => {
    const soup = SOUP.map(value => (value > 1 ? Number.POSITIVE_INFINITY : value));
    expect(joinFaceColors(soup, off(PRINTED.replace('123457', '1e+39'))).mismatch).toBe(false);
  });
});
