import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mesh, Vec3 } from '../../../../src/contracts/mesh.ts';
import { angleAtPoint_deg, angleBetween_deg, angleBetweenFaces } from '../../../../src/mesh/measure/angle.ts';
import {
  distanceBetweenParts,
  distanceBetweenPoints,
  distanceToPart,
} from '../../../../src/mesh/measure/distance.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { box, mapVertices, merge, torus } from '../../../support/meshes.ts';
import { ball, cube, insideOut, prism, regularPolygon, weld } from '../../../support/solids.ts';

const between = (...meshes: readonly Mesh[]) =>
  distanceBetweenParts(new MeshStructure(merge(...meshes)), 0, 1);
const move = (mesh: Mesh, [dx, dy, dz]: Vec3) => mapVertices(mesh, (x, y, z) => [x + dx, y + dy, z + dz]);

describe('distances', () => {
  it('between points', () => {
    expect(distanceBetweenPoints([1, 2, 3], [4, 6, 15])).toEqual({ from: [1, 2, 3], to: [4, 6, 15], mm: 13 });
  });

  it('between faces, an edge and a corner', () => {
    expect(between(cube(10), box([12.5, 2, 2], [15, 5, 5])).mm).toBe(2.5);
    expect(between(cube(10), box([13, 14, 0], [16, 17, 5])).mm).toBe(5);
    expect(between(cube(10), box([12, 13, 16], [14, 15, 18]))).toMatchObject({
      mm: 7,
      from: [10, 10, 10],
      to: [12, 13, 16],
      from_part: 0,
      to_part: 1,
    });
  });

  it('between edges that cross in space', () => {
    const roof = mapVertices(prism(regularPolygon(10, 4), 30), (x, y, z) => [x, z, y]);
    const across = mapVertices(prism(regularPolygon(6, 4), 80), (x, y, z) => [z - 40, x + 15, y + 18.5]);
    const { mm, from, to } = between(across, roof);
    expect(mm).toBeCloseTo(18.5 - 6 - 10, 5);
    expect([from[0], from[1], to[0], to[1]].map(value => Math.round(value * 1e4) / 1e4)).toEqual([
      0, 15, 0, 15,
    ]);
  });

  it('between balls, within what their facets lack', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 6, noNaN: true }),
        (gap, turn) => {
          const reach = 15 + gap;
          const other = move(ball(5, 64, 32), [reach * Math.cos(turn), reach * Math.sin(turn), 0]);
          const { mm, from, to } = between(ball(10, 64, 32), other);
          expect(mm).toBeGreaterThan(gap - 1e-4);
          expect(mm).toBeLessThan(gap + 15 * (1 - Math.cos(Math.PI / 64)) * 2.1);
          expect(Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2])).toBeCloseTo(mm, 5);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('between rings that are linked', () => {
    const ring = torus(10, 2, 64, 32);
    const linked = move(
      mapVertices(ring, (x, y, z) => [x, -z, y]),
      [10, 0, 0],
    );
    expect(between(ring, linked).mm).toBeCloseTo(10 - 4, 1);
  });

  it('from the wall of a cavity to what lies in it', () => {
    const nested = weld(cube(20), insideOut(cube(16, [2, 2, 2])), cube(10, [4, 5, 5]));
    expect(distanceBetweenParts(new MeshStructure(nested), 0, 1)).toMatchObject({ mm: 2 });
  });

  it('are nothing between parts that touch, cross or lie in each other', () => {
    const nothing = { mm: 0, overlaps: true };
    expect(between(cube(10), box([10, 2, 2], [15, 5, 5]))).toMatchObject(nothing);
    expect(between(cube(10), box([5, 5, 5], [15, 15, 15]))).toMatchObject(nothing);
    expect(between(cube(10), box([-5, 4, 4], [15, 5, 5]))).toMatchObject(nothing);
    expect(between(cube(10), box([4, 4, 4], [5, 5, 5]))).toMatchObject(nothing);
  });

  it('from a point to a part', () => {
    const structure = new MeshStructure(merge(cube(10), cube(5, [50, 0, 0])));
    expect(distanceToPart(structure, [13, 5, 14], 0)).toEqual({
      from: [13, 5, 14],
      to: [10, 5, 10],
      mm: 5,
      to_part: 0,
    });
    expect(distanceToPart(structure, [5, 5, 5], 0)).toMatchObject({ mm: 0, overlaps: true });
    expect(distanceToPart(structure, [5, 2, 2], 1)).toMatchObject({ mm: 45 });
  });

  it('need parts that exist', () => {
    const structure = new MeshStructure(cube(10));
    expect(() => distanceBetweenParts(structure, 0, 1)).toThrow('There is no part 1; the model has 1.');
    expect(() => distanceBetweenParts(structure, 0, 0)).toThrow('two different parts');
    expect(() => distanceToPart(structure, [0, 0, 0], 0.5)).toThrow('There is no part 0.5');
  });
});

describe('angles', () => {
  it('at a point', () => {
    expect(angleAtPoint_deg([1, 0, 0], [0, 0, 0], [0, 2, 0])).toBe(90);
    expect(angleAtPoint_deg([3, 3, 1], [1, 1, 1], [5, 1, 1])).toBeCloseTo(45, 12);
    expect(angleAtPoint_deg([1, 1e-9, 0], [0, 0, 0], [1, 0, 0])).toBeCloseTo((1e-9 * 180) / Math.PI, 15);
    expect(angleBetween_deg([0, 0, 2], [0, 0, -1])).toBe(180);
  });

  it('need three different points', () => {
    expect(() => angleAtPoint_deg([1, 0, 0], [1, 0, 0], [0, 2, 0])).toThrow('three different points');
  });

  it('between the faces nearest to two points', () => {
    const hexagon = new MeshStructure(prism(regularPolygon(10, 6), 5));
    const at = (turn: number): Vec3 => [20 * Math.cos(turn), 20 * Math.sin(turn), 2];
    expect(angleBetweenFaces(hexagon, at(Math.PI / 6), at(Math.PI / 2)).deg).toBeCloseTo(60, 4);
    const ends = angleBetweenFaces(hexagon, [1, 2, 9], [1, 2, -9]);
    expect(ends.deg).toBe(180);
    expect(ends.from[2] - ends.to[2]).toBe(5);
    expect([ends.from_normal[2], ends.to_normal[2]]).toEqual([1, -1]);
    const nothing = { positions: new Float32Array(), indices: new Uint32Array(), faceColors: null };
    expect(() => angleBetweenFaces(new MeshStructure(nothing), [0, 0, 0], [1, 1, 1])).toThrow('no faces');
  });
});
