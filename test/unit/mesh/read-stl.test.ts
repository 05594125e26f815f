import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.ts';
import { measureBounds } from '../../../src/mesh/bounds.ts';
import { readBinaryStl } from '../../../src/mesh/read-stl.ts';
import { writeBinaryStl } from '../../../src/mesh/write-stl.ts';
import { meshFixture } from '../../support/mesh-fixtures.ts';
import { cube, soupOf } from '../../support/solids.ts';

/** An STL file of zeros that announces `announced` triangles and has room for `actual`. */
function stlOfZeros(announced: number, actual = announced): Uint8Array {
  const bytes = new Uint8Array(84 + actual * 50);
  new DataView(bytes.buffer).setUint32(80, announced, true);
  return bytes;
}

describe('readBinaryStl', () => {
  it('reads nine coordinates per triangle in file order', () => {
    expect(readBinaryStl(writeBinaryStl(cube(10)))).toEqual(soupOf(cube(10)));
  });

  it('reads what OpenSCAD writes', () => {
    const soup = readBinaryStl(meshFixture('red-cube-and-ball.stl'));
    expect(soup.length).toBe(190 * 9);
    const { min, max } = measureBounds(soup);
    expect(max).toEqual([24, 10, 10]);
    // The ball's corners lie on circles half a step away from its poles.
    expect(min[0]).toBe(0);
    expect(min[1]).toBeCloseTo(-3.9708, 4);
    expect(min[2]).toBeCloseTo(-3.8997, 4);
  });

  it('reads from the middle of a larger buffer', () => {
    const file = writeBinaryStl(cube(10));
    const larger = new Uint8Array(file.length + 20);
    larger.set(file, 7);
    expect(readBinaryStl(larger.subarray(7, 7 + file.length))).toEqual(soupOf(cube(10)));
  });

  it('reads a file without triangles', () => {
    expect(readBinaryStl(stlOfZeros(0))).toEqual(new Float32Array());
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['half a header', new Uint8Array(83)],
    ['fewer triangles than announced', stlOfZeros(5, 4)],
    ['more triangles than announced', stlOfZeros(4, 5)],
    ['a gigantic count', stlOfZeros(0xffffffff, 1)],
    ['a triangle cut short', stlOfZeros(1).subarray(0, 130)],
  ])('refuses %s', (_, bytes) => {
    expect(() => readBinaryStl(bytes)).toThrow(expect.objectContaining({ code: 'ENGINE_CRASHED' }));
  });

  it('refuses more triangles than the limit', () => {
    const bytes = stlOfZeros(LIMITS.maxTriangles + 1);
    expect(() => readBinaryStl(bytes)).toThrow(expect.objectContaining({ code: 'OUTPUT_TOO_LARGE' }));
  });
});
