import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { isInside } from '../../../../src/mesh/measure/inside.ts';
import { closestOnTriangle, NearestPoint } from '../../../../src/mesh/measure/nearest-point.ts';
import { RayCaster } from '../../../../src/mesh/measure/ray.ts';
import { TriangleDistance } from '../../../../src/mesh/measure/triangle-distance.ts';
import { buildTriangleTree } from '../../../../src/mesh/measure/triangle-tree.ts';
import { torus } from '../../../support/meshes.ts';
import { ball, cube, insideOut } from '../../../support/solids.ts';

/** A mesh of unconnected triangles. */
const soups = fc
  .array(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 9, maxLength: 9 }), {
    minLength: 1,
    maxLength: 60,
  })
  .map(
    (triangles): Mesh => ({
      positions: Float32Array.from(triangles.flat(), value => value / 2),
      indices: Uint32Array.from({ length: triangles.length * 3 }, (_, at) => at),
      faceColors: null,
    }),
  );
/** None in a plane or on a line that the meshes are full of. */
const coordinates = fc.integer({ min: -15_000, max: 15_000 }).map(value => value / 1000 + 0.000_37);
const points = fc.tuple(coordinates, coordinates, coordinates);

/** The distance to a triangle by trying points of it, on a grid that gets finer around the best. */
function distanceByTrying(corners: Float32Array, at: number, [x, y, z]: readonly number[]): number {
  let [bestS, bestT, best] = [0, 0, Infinity];
  for (let step = 1; step > 1e-6; step /= 2) {
    const [aroundS, aroundT] = [bestS, bestT];
    for (let i = -2; i <= 2; i++) {
      for (let j = -2; j <= 2; j++) {
        const s = Math.min(1, Math.max(0, aroundS + (i * step) / 2));
        const t = Math.min(1 - s, Math.max(0, aroundT + (j * step) / 2));
        const coordinate = (axis: number) =>
          (1 - s - t) * corners[at + axis] + s * corners[at + 3 + axis] + t * corners[at + 6 + axis];
        const distance = Math.hypot(coordinate(0) - x, coordinate(1) - y, coordinate(2) - z);
        if (distance < best) [bestS, bestT, best] = [s, t, distance];
      }
    }
  }
  return best;
}

describe('closestOnTriangle', () => {
  it('finds no point that is farther than one found by trying', () => {
    fc.assert(
      fc.property(soups, points, ({ positions }, point) => {
        const closest = new Float64Array(3);
        closestOnTriangle(positions, 0, ...point, closest);
        const distance = Math.hypot(...point.map((value, axis) => value - closest[axis]));
        const area = new TriangleDistance();
        const isSliver = area.measure(positions, 0, positions, 0) > 0;
        if (!isSliver) expect(distance).toBeLessThanOrEqual(distanceByTrying(positions, 0, point) + 1e-4);
      }),
    );
  });
});

describe('a tree of triangles', () => {
  it('finds the nearest point as looking at all triangles does', () => {
    fc.assert(
      fc.property(soups, points, (mesh, point) => {
        const tree = buildTriangleTree(mesh);
        const nearest = new NearestPoint(tree);
        const closest = new Float64Array(3);
        let truth = Infinity;
        for (let at = 0; at < mesh.positions.length; at += 9) {
          closestOnTriangle(mesh.positions, at, ...point, closest);
          truth = Math.min(truth, Math.hypot(...point.map((value, axis) => value - closest[axis])));
        }
        expect(nearest.find(...point, Infinity)).toBe(true);
        expect(nearest.distance).toBeCloseTo(truth, 9);
        expect(Math.hypot(...point.map((value, axis) => value - nearest.point[axis]))).toBeCloseTo(truth, 9);
        expect(nearest.find(...point, truth * 0.999)).toBe(false);
      }),
    );
  });

  it('holds every triangle once, each in boxes that hold it', () => {
    fc.assert(
      fc.property(soups, mesh => {
        const { triangles, start, end, secondChild, boxes, corners } = buildTriangleTree(mesh);
        expect([...triangles].sort((a, b) => a - b)).toEqual([...triangles.keys()]);
        for (let node = 0; node < start.length; node++) {
          for (let slot = start[node]; slot < end[node]; slot++) {
            for (let at = 0; at < 9; at++) {
              expect(corners[slot * 9 + at]).toBeGreaterThanOrEqual(boxes[node * 6 + (at % 3)]);
              expect(corners[slot * 9 + at]).toBeLessThanOrEqual(boxes[node * 6 + 3 + (at % 3)]);
            }
          }
          if (secondChild[node] === 0) expect(end[node] - start[node]).toBeLessThanOrEqual(4);
        }
      }),
    );
  });

  it('stays shallow when all triangles lie in one place', () => {
    const { positions } = cube(1);
    const indices = Uint32Array.from({ length: 30_000 }, (_, at) => at % 3);
    expect(buildTriangleTree({ positions, indices, faceColors: null }).triangles).toHaveLength(10_000);
  });

  it('lets rays through as often as they enter a closed surface', () => {
    const mesh = torus(20, 5, 30, 12);
    const rays = new RayCaster(buildTriangleTree(mesh));
    fc.assert(
      fc.property(points, points, (from, to) => {
        const direction = to.map((value, axis) => value - from[axis]);
        fc.pre(direction.every(value => value !== 0));
        const winding = (sign: number) => {
          let sum = 0;
          rays.cast(
            from[0],
            from[1],
            from[2],
            sign * direction[0],
            sign * direction[1],
            sign * direction[2],
            Infinity,
            (_slot, _distance, leaves) => {
              sum += leaves ? 1 : -1;
              return Infinity;
            },
          );
          return sum;
        };
        expect(winding(1)).toBe(winding(-1));
      }),
    );
  });

  it('hits at the distance of the surface', () => {
    const rays = new RayCaster(buildTriangleTree(cube(10)));
    const hits: [number, boolean][] = [];
    rays.cast(-3, 4, 5.5, 2, 0, 0, Infinity, (_slot, distance, leaves) => {
      hits.push([distance, leaves]);
      return Infinity;
    });
    expect(hits.sort((a, b) => a[0] - b[0])).toEqual([
      [1.5, false],
      [6.5, true],
    ]);
  });
});

describe('isInside', () => {
  it('tells the inside of a torus from its hole', () => {
    const rays = new RayCaster(buildTriangleTree(torus(10, 3, 90, 40)));
    fc.assert(
      fc.property(points, point => {
        const depth = 3 - Math.hypot(Math.hypot(point[0], point[1]) - 10, point[2]);
        fc.pre(Math.abs(depth) > 0.05);
        expect(isInside(rays, point)).toBe(depth > 0);
      }),
    );
  });

  it('does not mind faces that are wound inside out', () => {
    const rays = new RayCaster(buildTriangleTree(insideOut(ball(5, 16, 8))));
    expect([isInside(rays, [0, 0, 0]), isInside(rays, [5, 5, 0])]).toEqual([true, false]);
  });
});
