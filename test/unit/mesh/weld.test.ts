import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureMesh } from '../../../src/mesh/facts.ts';
import { readBinaryStl } from '../../../src/mesh/read-stl.ts';
import { measureTopology } from '../../../src/mesh/topology.ts';
import { weldTriangles } from '../../../src/mesh/weld.ts';
import { writeBinaryStl } from '../../../src/mesh/write-stl.ts';
import { meshFixture } from '../../support/mesh-fixtures.ts';
import { cube, soupOf } from '../../support/solids.ts';

/** Few distinct coordinates, so that corners often coincide; −0 and NaN among them. */
const coordinate = fc.constantFrom(0, -0, 1, -1, 0.1, 3e-45, 1e30, Number.NaN, Number.POSITIVE_INFINITY);
const anySoup = fc
  .array(fc.tuple(...Array.from({ length: 9 }, () => coordinate)), { maxLength: 40 })
  .map(triangles => Float32Array.from(triangles.flat()));

function triangleTexts(soup: Float32Array): string[] {
  const texts: string[] = [];
  for (let at = 0; at < soup.length; at += 9) {
    texts.push(Array.from(soup.subarray(at, at + 9), value => String(value + 0)).join(' '));
  }
  return texts;
}

describe('weldTriangles', () => {
  it('shares the corners of a cube', () => {
    const welded = weldTriangles(soupOf(cube(10)));
    expect(welded.positions.length / 3).toBe(8);
    expect(soupOf(welded)).toEqual(soupOf(cube(10)));
    expect(welded.dropped).toEqual({ nonFinite: 0, collapsed: 0 });
  });

  it('numbers vertices in the order in which they first appear', () => {
    const soup = Float32Array.from([5, 0, 0, 3, 0, 0, 4, 1, 0, /**/ 3, 0, 0, 5, 0, 0, 9, 9, 9]);
    const { positions, indices } = weldTriangles(soup);
    expect([...indices]).toEqual([0, 1, 2, 1, 0, 3]);
    expect([...positions]).toEqual([5, 0, 0, 3, 0, 0, 4, 1, 0, 9, 9, 9]);
  });

  it('takes −0 for 0 and writes 0', () => {
    const soup = Float32Array.from([-0, 0, 0, 1, 0, 0, 0, 1, -0, /**/ 0, -0, 0, 0, 1, 0, 0, 0, 1]);
    const { positions, indices } = weldTriangles(soup);
    expect([...indices]).toEqual([0, 1, 2, 0, 2, 3]);
    expect([...positions].some(value => Object.is(value, -0))).toBe(false);
  });

  it('keeps corners apart that differ in the last bit', () => {
    const soup = Float32Array.from([1, 0, 0, 1 + 2 ** -23, 0, 0, 0, 1, 0]);
    expect(weldTriangles(soup).positions.length).toBe(9);
  });

  it('leaves out triangles that are not finite, and the vertices only they use', () => {
    const broken = [7, 7, 7, 8, Number.POSITIVE_INFINITY, 8, 9, 9, Number.NaN];
    const welded = weldTriangles(Float32Array.from([...broken, ...soupOf(cube(1))]));
    expect(welded.dropped).toEqual({ nonFinite: 1, collapsed: 0 });
    expect(welded.positions).toEqual(weldTriangles(soupOf(cube(1))).positions);
  });

  it('leaves out the slivers that float32 makes of distinct vertices, so that the topology is right', () => {
    const soup = readBinaryStl(meshFixture('float32-sliver.stl'));
    const welded = weldTriangles(soup);
    expect(welded.dropped.collapsed).toBe(4);
    const topology = measureTopology(welded.positions.length / 3, welded.indices);
    expect(topology).toMatchObject({ openEdges: 0, nonManifoldEdges: 0 });
    expect(measureMesh(welded).parts).toBe(1);
    expect(measureMesh(welded).volume_mm3).toBeCloseTo(200, 3);
  });

  it('keeps triangles without area whose corners differ', () => {
    const line = Float32Array.from([0, 0, 0, 1, 0, 0, 2, 0, 0]);
    expect(weldTriangles(line).indices.length).toBe(3);
  });

  it('hands on the colours of the triangles it keeps', () => {
    const triangle = [0, 0, 0, 1, 0, 0, 0, 1, 0];
    const collapsed = [0, 0, 0, 0, 0, 0, 0, 1, 0];
    const soup = Float32Array.from([...triangle, ...collapsed, ...triangle]);
    const colors = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const welded = weldTriangles(soup, undefined, colors);
    expect(welded.faceColors).toEqual(Uint8Array.from([1, 2, 3, 4, 9, 10, 11, 12]));
  });

  it('places the results where the caller wants them', () => {
    const allocate = (bytes: number) => new SharedArrayBuffer(bytes);
    const welded = weldTriangles(soupOf(cube(1)), allocate, new Uint8Array(48));
    for (const array of [welded.positions, welded.indices, welded.faceColors]) {
      expect(array?.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(array?.byteLength).toBe(array?.buffer.byteLength);
    }
  });

  it('keeps every sound triangle, in order, over distinct vertices', () => {
    fc.assert(
      fc.property(anySoup, soup => {
        const welded = weldTriangles(soup);
        const isSound = (text: string) => {
          const numbers = text.split(' ');
          const corners = [0, 3, 6].map(at => numbers.slice(at, at + 3).join(' '));
          return !/NaN|Infinity/.test(text) && new Set(corners).size === 3;
        };
        expect(triangleTexts(soupOf(welded))).toEqual(triangleTexts(soup).filter(isSound));
        const vertices = triangleTexts(soupOf(welded)).flatMap(text => text.match(/\S+ \S+ \S+/g) ?? []);
        expect(welded.positions.length / 3).toBe(new Set(vertices).size);
      }),
    );
  });

  it('makes the same mesh again of its own STL', () => {
    fc.assert(
      fc.property(anySoup, soup => {
        const once = weldTriangles(soup);
        const again = weldTriangles(readBinaryStl(writeBinaryStl(once)));
        expect(again.positions).toEqual(once.positions);
        expect(again.indices).toEqual(once.indices);
      }),
    );
  });
});
