import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { type Axis, measureSection } from '../../../../src/mesh/measure/section.ts';
import { box, merge, sphere, torus, insideOut as turned } from '../../../support/meshes.ts';
import { expectNear } from '../../../support/near.ts';
import { polygonArea, polygonLength } from '../../../support/profiles.ts';
import {
  ball,
  cube,
  insideOut,
  openBox,
  plateWithHoles,
  prism,
  regularPolygon,
  revolve,
  voxels,
  weld,
} from '../../../support/solids.ts';

const cut = (mesh: Mesh, axis: Axis, offset_mm: number) =>
  measureSection(new MeshStructure(mesh), axis, offset_mm);

describe('measureSection', () => {
  it('cuts a box square to each axis', () => {
    const mesh = box([0, 0, 0], [2, 3, 5]);
    expect(cut(mesh, 'x', 0.75)).toMatchObject({ area_mm2: 15, perimeter_mm: 16, plane_axes: ['y', 'z'] });
    expect(cut(mesh, 'y', 0.75)).toMatchObject({ area_mm2: 10, perimeter_mm: 14, plane_axes: ['x', 'z'] });
    expect(cut(mesh, 'z', 0.75)).toMatchObject({ area_mm2: 6, perimeter_mm: 10, plane_axes: ['x', 'y'] });
  });

  it.each([0.1, 0.3, 0.5, 0.7, 12.345])('cuts along a face at %d, which float32 holds rounded', z => {
    expect(cut(box([0, 0, z], [10, 10, z + 10]), 'z', z).area_mm2).toBeCloseTo(100, 3);
    expect(cut(box([0, 0, z - 10], [10, 10, z]), 'z', z).area_mm2).toBeCloseTo(100, 3);
  });

  it('gives the corners of a contour without those on the diagonals of faces', () => {
    const { contours, closed, side } = cut(box([0, 0, 0], [2, 3, 5]), 'z', 1);
    expect({ closed, side }).toEqual({ closed: true, side: 'at' });
    expect(contours).toHaveLength(1);
    expect([...contours[0].points_mm].sort().join(' ')).toBe('0,0 0,3 2,0 2,3');
  });

  it('tells holes from material', () => {
    const segments = 24;
    const { contours, ...section } = cut(plateWithHoles(3, 3, segments, 4), 'z', 1.5);
    expectNear(section.area_mm2, 3 * (100 - polygonArea(3, segments)), 1e-6);
    expectNear(section.perimeter_mm, 80 + 3 * polygonLength(3, segments), 1e-6);
    expect(contours.map(contour => contour.is_hole)).toEqual([false, true, true, true]);
    expect(contours.map(contour => contour.points_mm.length)).toEqual([4, segments, segments, segments]);
    for (const hole of contours.slice(1)) expectNear(hole.area_mm2, polygonArea(3, segments), 1e-6);
  });

  it('tells holes from material in a mesh that is inside out', () => {
    const section = cut(turned(plateWithHoles(1, 3, 24, 4)), 'z', 1.5);
    expect(section.contours.map(contour => contour.is_hole)).toEqual([false, true]);
    expectNear(section.area_mm2, 100 - polygonArea(3, 24), 1e-6);
  });

  it('finds cavities and what lies in them', () => {
    const mesh = weld(cube(10), insideOut(cube(6, [2, 2, 2])), cube(1, [4, 4, 4]));
    const { area_mm2, contours } = cut(mesh, 'y', 4.5);
    expect(area_mm2).toBe(100 - 36 + 1);
    expect(contours.map(contour => [contour.area_mm2, contour.is_hole])).toEqual([
      [100, false],
      [36, true],
      [1, false],
    ]);
  });

  it('goes through vertices', () => {
    // The equator of this ball is a ring of vertices, and its poles lie in the plane x = 0.
    const mesh = ball(5, 24, 12);
    expectNear(cut(mesh, 'z', 0).area_mm2, polygonArea(5, 24), 1e-6);
    const upright = cut(mesh, 'x', 0);
    expectNear(upright.area_mm2, polygonArea(5, 24), 1e-6);
    expect(upright).toMatchObject({ closed: true, side: 'at' });
    expect(upright.contours[0].points_mm).toHaveLength(24);
  });

  it('gives the larger side where faces lie in the plane', () => {
    const stair = voxels([
      [0, 0, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]);
    expect(cut(stair, 'z', 0)).toMatchObject({ area_mm2: 2, side: 'above' });
    expect(cut(stair, 'z', 1)).toMatchObject({ area_mm2: 2, side: 'below' });
    expect(cut(stair, 'z', 2)).toMatchObject({ area_mm2: 1, side: 'below' });
  });

  it('finds nothing beside the model, nor where a plane only touches it', () => {
    const nothing = { area_mm2: 0, perimeter_mm: 0, contours: [], closed: true };
    expect(cut(cube(10), 'z', 10.001)).toMatchObject(nothing);
    expect(cut(ball(5, 24, 12), 'z', 5)).toMatchObject(nothing);
    expect(cut(prism(regularPolygon(5, 3), 5), 'x', 5)).toMatchObject(nothing);
  });

  it('keeps solids apart that touch in an edge', () => {
    const mesh = weld(cube(10), cube(10, [10, 10, 0]));
    const { contours, area_mm2 } = cut(mesh, 'z', 5);
    expect(area_mm2).toBe(200);
    expect(contours.map(contour => contour.area_mm2)).toEqual([100, 100]);
  });

  it('says that the line does not close where the surface has a gap', () => {
    expect(cut(openBox(10), 'x', 5)).toMatchObject({ closed: false, contours: [] });
    expect(cut(openBox(10), 'z', 5)).toMatchObject({ closed: true, area_mm2: 100 });
  });

  it('cuts a torus into rings and into discs', () => {
    const mesh = torus(20, 4, 200, 100);
    expectNear(cut(mesh, 'z', 0.001).area_mm2, Math.PI * (24 ** 2 - 16 ** 2), 2e-3);
    const discs = cut(mesh, 'y', 0.001);
    expect(discs.contours.map(contour => contour.is_hole)).toEqual([false, false]);
    expectNear(discs.area_mm2, 2 * Math.PI * 16, 2e-3);
  });

  it('adds up to the volume', () => {
    const mesh = merge(
      sphere(10, 48),
      revolve(
        [
          [12, -3],
          [15, 0],
          [12, 3],
        ],
        20,
      ),
    );
    const structure = new MeshStructure(mesh);
    let sum = 0;
    const step = 0.05;
    for (let z = -12 + step / 2; z < 12; z += step) sum += measureSection(structure, 'z', z).area_mm2 * step;
    expectNear(
      sum,
      structure.pieces.sums.reduce((total, { volume_mm3 }) => total + volume_mm3, 0),
      1e-3,
    );
  });

  it('cuts voxels at any height into whole squares', () => {
    const cell = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3));
    fc.assert(
      fc.property(
        fc.uniqueArray(cell, { minLength: 1, maxLength: 40, selector: String }),
        fc.nat(3),
        (cells, z) => {
          const section = cut(voxels(cells), 'z', z + 0.5);
          expect(section.closed).toBe(true);
          expect(section.area_mm2).toBeCloseTo(cells.filter(cell => cell[2] === z).length, 9);
        },
      ),
    );
  });
});
