import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mesh, Vec3 } from '../../../src/contracts/mesh.ts';
import { measureMesh } from '../../../src/mesh/facts.ts';
import { readBinaryStl } from '../../../src/mesh/read-stl.ts';
import { weldTriangles } from '../../../src/mesh/weld.ts';
import { meshFixture } from '../../support/mesh-fixtures.ts';
import { box, merge } from '../../support/meshes.ts';
import { ball, cube, insideOut, openBox, soupOf } from '../../support/solids.ts';

describe('measureMesh', () => {
  it('measures a cube', () => {
    expect(measureMesh(cube(10))).toEqual({
      triangles: 12,
      vertices: 8,
      watertight: true,
      parts: 1,
      volume_mm3: 1000,
      area_mm2: 600,
    });
  });

  it('approaches the formulas of a sphere', () => {
    const facts = measureMesh(ball(5, 200, 100));
    expect(facts.watertight).toBe(true);
    expect(facts.parts).toBe(1);
    expect(facts.volume_mm3 / ((4 / 3) * Math.PI * 125)).toBeCloseTo(1, 2);
    expect(facts.area_mm2 / (4 * Math.PI * 25)).toBeCloseTo(1, 2);
  });

  it('says that a box without its top is not watertight', () => {
    const facts = measureMesh(openBox(10));
    expect(facts).toMatchObject({ triangles: 10, watertight: false, parts: 1, area_mm2: 500 });
  });

  it('says that a mesh with one face the wrong way round is not watertight', () => {
    const mesh = cube(10);
    mesh.indices.subarray(0, 3).reverse();
    expect(measureMesh(mesh).watertight).toBe(false);
  });

  it('gives an inside-out solid a negative volume', () => {
    expect(measureMesh(insideOut(cube(10)))).toMatchObject({
      watertight: true,
      volume_mm3: -1000,
      area_mm2: 600,
    });
  });

  it('subtracts a cavity, whose wall is a part of its own', () => {
    const hollow = weldTriangles(soupOf(cube(10), insideOut(cube(4, [3, 3, 3]))));
    expect(measureMesh(hollow)).toMatchObject({ watertight: true, parts: 1, volume_mm3: 1000 - 64 });
  });

  it('counts a solid that lies loose in a cavity', () => {
    const rattle = weldTriangles(soupOf(cube(10), insideOut(cube(6, [2, 2, 2])), cube(2, [4, 4, 4])));
    expect(measureMesh(rattle)).toMatchObject({ parts: 2, volume_mm3: 1000 - 216 + 8 });
  });

  it('counts a hollow solid in a cavity once', () => {
    const nested = soupOf(
      ...[cube(10), insideOut(cube(8, [1, 1, 1])), cube(6, [2, 2, 2]), insideOut(cube(4, [3, 3, 3]))],
    );
    expect(measureMesh(weldTriangles(nested))).toMatchObject({ parts: 2 });
  });

  describe('of more components than are compared', () => {
    const row = (count: number, side: number, inset: number) =>
      Array.from({ length: count }, (_, at) => cube(side, [6 * at + inset, inset, inset]));
    const partsOf = (...meshes: readonly Mesh[]) => measureMesh(merge(...meshes)).parts;

    it('counts solids, whichever way they are wound', () => {
      expect(partsOf(...row(2100, 4, 0))).toBe(2100);
      expect(partsOf(...row(2100, 4, 0).map(insideOut))).toBe(2100);
    });

    it('counts what has no volume', () => {
      const flat = { ...cube(1, [0, 10, 0]), positions: cube(1).positions.fill(0) };
      expect(partsOf(...row(2100, 4, 0), flat)).toBe(2101);
    });

    it('does not count cavities, be they in one solid or in many', () => {
      const cavities = row(2100, 4, 1).map(insideOut);
      expect(partsOf(box([0, 0, 0], [13_000, 6, 6]), ...cavities)).toBe(1);
      expect(partsOf(...row(1100, 4, 0), ...row(1100, 2, 1).map(insideOut))).toBe(1100);
    });
  });

  it.each<[string, Vec3, number, number]>([
    ['apart', [20, 0, 0], 2, 16],
    ['that share a vertex', [10, 10, 10], 1, 15],
    ['that share an edge', [10, 10, 0], 1, 14],
  ])('measures two cubes %s', (_, corner, parts, vertices) => {
    const facts = measureMesh(weldTriangles(soupOf(cube(10), cube(10, corner))));
    expect(facts).toMatchObject({ watertight: true, parts, vertices, volume_mm3: 2000, area_mm2: 1200 });
  });

  it('measures nothing as nothing', () => {
    const facts = measureMesh(weldTriangles(new Float32Array()));
    expect(facts).toEqual({
      triangles: 0,
      vertices: 0,
      watertight: false,
      parts: 0,
      volume_mm3: 0,
      area_mm2: 0,
    });
  });

  it('loses no precision far from the origin', () => {
    const near = ball(5, 40, 20);
    // Sixteenths of a millimetre are what float32 can tell apart at 2^19 mm.
    near.positions.forEach((value, at) => {
      if (at % 3 === 0) near.positions[at] = Math.round(value * 16) / 16;
    });
    const far = {
      ...near,
      positions: near.positions.map((value, at) => (at % 3 === 0 ? value + 2 ** 19 : value)),
    };
    expect(measureMesh(far)).toEqual(measureMesh(near));
  });

  it('does not depend on where the solid is', () => {
    const steps = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(steps, steps, steps, (x, y, z) => {
        expect(measureMesh(cube(3, [x, y, z]))).toEqual(measureMesh(cube(3)));
      }),
    );
  });

  it.each([
    ['red-cube-and-ball', 2],
    ['purple-notched-prism', 1],
    ['red-cut-cube', 1],
    ['translucent-cubes', 1],
    ['float32-sliver', 1],
  ])('finds %s from OpenSCAD watertight', (name, parts) => {
    const mesh = weldTriangles(readBinaryStl(meshFixture(`${name}.stl`)));
    expect(measureMesh(mesh)).toMatchObject({ watertight: true, parts });
  });

  it('agrees with the volumes one can work out', () => {
    const volumeOf = (name: string) =>
      measureMesh(weldTriangles(readBinaryStl(meshFixture(`${name}.stl`)))).volume_mm3;
    expect(volumeOf('purple-notched-prism')).toBeCloseTo(5 * (100 - 35), 6);
    // A regular dodecagon of radius 3 has the area 3 × 3².
    expect(volumeOf('red-cut-cube')).toBeCloseTo(1000 - 10 * 27, 4);
    expect(volumeOf('translucent-cubes')).toBeCloseTo(2000 - 125, 6);
  });
});
