import { describe, expect, it } from 'vitest';
import type { Mesh, Vec2, Vec3 } from '../../../../src/contracts/mesh.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { measureThickness, type ThicknessMeasure } from '../../../../src/mesh/measure/thickness.ts';
import { box, mapVertices, merge, sphere, torus, insideOut as turned } from '../../../support/meshes.ts';
import { expectNear } from '../../../support/near.ts';
import { halfCircle } from '../../../support/profiles.ts';
import {
  ball,
  cube,
  insideOut,
  openBox,
  prism,
  regularPolygon,
  revolve,
  weld,
} from '../../../support/solids.ts';

/** A ball is let through by 0.2 % of its radius. */
const SHARE = 2e-3;

/** Fewer samples than usual, to be quick. */
const SAMPLES = 4000;

function thicknessOf(mesh: Mesh, thin_below_mm = 0.8): ThicknessMeasure {
  const measure = measureThickness(new MeshStructure(mesh), { thin_below_mm, samples: SAMPLES });
  if (measure === null) throw new Error('There is no thickness.');
  return measure;
}

/** A profile in x and z pulled along y. */
function bar(profile: readonly Vec2[], length: number): Mesh {
  return mapVertices(prism(profile, length), (x, y, z) => [x, -z, y]);
}

/** A plate 20 wide and 3 thick with a V-shaped groove that leaves a web. */
function groovedPlate(web: number, halfWidth: number, length: number): Mesh {
  // The profile is not convex, so it is put together from two halves that share the web's cross-section.
  const half: Vec2[] = [
    [0, 0],
    [10, 0],
    [10, 3],
    [halfWidth, 3],
    [0, web],
  ];
  // Its halves begin at the tip of the groove, from which all of a half can be seen.
  const right = bar([half[4], half[0], half[1], half[2], half[3]], length);
  const left = mapVertices(turned(right), (x, y, z) => [-x, y, z]);
  const joined = weld(right, left);
  return withoutInnerWall(joined);
}

/** Leaves out the faces in the plane x = 0, which two halves share. */
function withoutInnerWall({ positions, indices, faceColors }: Mesh): Mesh {
  const isInner = (corner: number) => {
    const first = corner - (corner % 3);
    return [0, 1, 2].every(at => positions[indices[first + at] * 3] === 0);
  };
  return { positions, indices: indices.filter((_, corner) => !isInner(corner)), faceColors };
}

describe('measureThickness', () => {
  it.each<[string, Mesh, number]>([
    ['a plate', box([0, 0, 0], [100, 60, 2]), 2],
    ['a very thin plate', box([0, 0, 0], [100, 60, 0.05]), 0.05],
    ['a cube', cube(10), 10],
    ['a rod', box([0, 0, 0], [3, 4, 200]), 3],

    ['a hollow cube', weld(cube(10), insideOut(cube(9, [0.5, 0.5, 0.5]))), 0.5],
    ['a cube with a cavity off its middle', weld(cube(10), insideOut(cube(4, [0.3, 3, 3]))), 0.3],
  ])('is exact for %s', (_, mesh, truth) => {
    expectNear(thicknessOf(mesh).min_mm, truth, 1e-5);
  });

  it.each<[string, Mesh, number]>([
    ['a hexagonal bar', prism(regularPolygon(5, 6), 40), 10 * Math.cos(Math.PI / 6)],
    ['a ball', ball(5, 64, 32), 10],
    ['a fine ball', ball(5, 200, 100), 10],
    ['a cylinder', prism(regularPolygon(5, 64), 30), 10],
    ['a torus', torus(20, 4, 96, 48), 8],
    ['a hollow ball', weld(sphere(10, 64), turned(sphere(9, 64))), 1],
    ['a tube', tube(10, 8.5, 60), 1.5],
  ])('is near the truth for %s', (_, mesh, truth) => {
    const { min_mm, median_mm } = thicknessOf(mesh);
    const deviation = 0.0025;
    expectNear(median_mm, truth, deviation + SHARE);
    expect(min_mm).toBeLessThan(truth * (1 + 2 * SHARE));
    expect(min_mm).toBeGreaterThan(truth * (1 - 2 * deviation - SHARE));
  });

  it.each<[string, Mesh]>([
    ['a cube', cube(10)],
    [
      'a block with a chamfer',
      bar(
        [
          [0, 0],
          [10, 0],
          [10, 8],
          [8, 10],
          [0, 10],
        ],
        10,
      ),
    ],
    [
      'a bar with edges of 45°',
      bar(
        [
          [0, 0],
          [10, 0],
          [0, 10],
        ],
        20,
      ),
    ],
    ['a bar with edges of 60°', prism(regularPolygon(8, 3), 20)],
    [
      'a pyramid',
      revolve(
        [
          [0, 0],
          [8, 0],
          [0, 8],
        ],
        4,
      ),
    ],
    [
      'a cone',
      revolve(
        [
          [0, 0],
          [6, 0],
          [0, 8],
        ],
        48,
      ),
    ],
    [
      'a lens of two cones',
      revolve(
        [
          [0, -5],
          [6, 0],
          [0, 5],
        ],
        32,
      ),
    ],
    ['a rounded bar', bar(roundedSquare(10, 1, 8), 20)],
    ['half a ball', revolve([[0, 0], ...halfCircle(8, 24).slice(12)], 48)],
  ])('reports nothing thin at the edges and corners of %s', (_, mesh) => {
    const { thin, min_mm } = thicknessOf(mesh, 2);
    expect(thin).toEqual([]);
    expect(min_mm).toBeGreaterThan(2);
  });

  it('measures bars whose sides do not face each other', () => {
    // The inscribed circle of a triangle with corners on a circle has half its radius.
    expectNear(thicknessOf(prism(regularPolygon(0.5, 3), 30)).median_mm, 0.5, 0.02);
    expectNear(
      thicknessOf(
        bar(
          [
            [0, 0],
            [1, 0],
            [0, 1],
          ],
          30,
        ),
      ).median_mm,
      2 - Math.SQRT2,
      0.01,
    );
  });

  it('finds the tip of a wedge sharper than 20°', () => {
    const { min_mm, at, thin } = thicknessOf(
      bar(
        [
          [0, 0],
          [30, 0],
          [30, 5],
        ],
        20,
      ),
      0.8,
    );
    expect(min_mm).toBeLessThan(0.1);
    expect(at[0]).toBeLessThan(0.5);
    expect(thin).toHaveLength(1);
  });

  it.each([0.3, 0.5, 1])('finds a web of %f mm under a groove', web => {
    for (const halfWidth of [0.2, 1, 3 - web, 5]) {
      const { min_mm, at, thin } = thicknessOf(groovedPlate(web, halfWidth, 20), 1.2);
      expectNear(min_mm, web, 1e-3);
      expect(Math.abs(at[0])).toBeLessThan(0.3);
      expect(thin).toHaveLength(1);
    }
  });

  it('finds where a bore comes near the surface', () => {
    const mesh = weld(
      turned(mapVertices(tubeWall(3, 64, 20), (x, y, z) => [x + 3.4, y, z])),
      tubeWall(10, 128, 20),
    );
    const { min_mm, at } = thicknessOf(mesh);
    // Both polygons have a corner on the x axis.
    expectNear(min_mm, 10 - 6.4, 1e-2);
    expect(Math.abs(at[1])).toBeLessThan(2);
  });

  it('tells thin places apart and says how large they are', () => {
    const block = box([0, 0, 0], [10, 10, 10]);
    const fins = [20, 40, 60].map((x, at) => box([x, 0, 0], [x + 0.3 + 0.1 * at, 10, 10]));
    const { thin, min_mm, at, thin_below_mm } = thicknessOf(merge(block, ...fins));
    expect(thin_below_mm).toBe(0.8);
    expect(thin.map(({ mm }) => mm)).toEqual([0.3, 0.4, 0.5].map(mm => expect.closeTo(mm, 4)));
    for (const place of thin) expectNear(place.area_mm2, 200, 0.1);
    expect(min_mm).toBeCloseTo(0.3, 4);
    expect(at[0]).toBeCloseTo(at[0] < 20.2 ? 20 : 20.3, 5);
  });

  it('gives shares of the surface', () => {
    const measure = thicknessOf(merge(box([0, 0, 0], [100, 100, 0.5]), box([0, 0, 50], [100, 100, 55])));
    expectNear(
      measure.histogram.reduce((sum, { share }) => sum + share, 0),
      1,
      1e-9,
    );
    const share = (from: number) => measure.histogram.find(({ from_mm }) => from_mm === from)?.share ?? 0;
    expect(share(0.4)).toBeCloseTo(0.48, 1);
    expect(share(4)).toBeCloseTo(0.48, 1);
    expect(measure.p05_mm).toBeCloseTo(0.5, 4);
    expect(measure.measured_share).toBeGreaterThan(0.95);
  });

  it('measures a mesh that is inside out as the solid it outlines', () => {
    expectNear(thicknessOf(turned(box([0, 0, 0], [50, 50, 1.5]))).min_mm, 1.5, 1e-5);
  });

  it('has no answer for nothing, nor for a sheet', () => {
    const nothing = { positions: new Float32Array(), indices: new Uint32Array(), faceColors: null };
    expect(measureThickness(new MeshStructure(nothing))).toBeNull();
    const sheet = { ...cube(10), indices: cube(10).indices.subarray(0, 6) };
    expect(measureThickness(new MeshStructure(sheet))).toBeNull();
    expect(thicknessOf(openBox(10)).min_mm).toBeCloseTo(10, 4);
  });

  it('is the same again', () => {
    const mesh = ball(5, 24, 12);
    expect(thicknessOf(mesh)).toEqual(thicknessOf(mesh));
  });
});

function tube(outer: number, inner: number, segments: number): Mesh {
  const profile: Vec2[] = [
    [inner, 0],
    [outer, 0],
    [outer, 20],
    [inner, 20],
  ];
  return revolve(profile, segments);
}

/** A closed cylinder, of which only the wall matters. */
function tubeWall(radius: number, segments: number, height: number): Mesh {
  return mapVertices(
    prism(regularPolygon(radius, segments), height),
    (x, y, z): Vec3 => [
      x,
      y,
      // The inner one sticks out at both ends, so that only walls face each other.
      radius < 5 ? z * 1.5 - 5 : z,
    ],
  );
}

function roundedSquare(side: number, radius: number, steps: number): Vec2[] {
  const inner = side / 2 - radius;
  const corners: readonly Vec2[] = [
    [inner, inner],
    [-inner, inner],
    [-inner, -inner],
    [inner, -inner],
  ];
  return corners.flatMap(([x, y], quarter) =>
    Array.from({ length: steps + 1 }, (_, step): Vec2 => {
      const turn = (Math.PI / 2) * (quarter + step / steps);
      return [x + radius * Math.cos(turn), y + radius * Math.sin(turn)];
    }),
  );
}
