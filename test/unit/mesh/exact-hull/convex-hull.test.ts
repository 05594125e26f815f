import fc from 'fast-check';
import { orient3d } from 'robust-predicates';
import { describe, expect, it } from 'vitest';
import type { Vec3 } from '../../../../src/contracts/mesh.ts';
import { type ConvexHull, convexHull } from '../../../../src/mesh/exact-hull/convex-hull.ts';

/** What every hull has to be, without rounding anywhere. */
function expectHullOf(points: readonly Vec3[], hull: ConvexHull): void {
  const given = new Set(points.map(String));
  expect(hull.points.every(point => given.has(String(point)))).toBe(true);
  expect(new Set(hull.faces.flat()).size).toBe(hull.points.length);
  for (const [a, b, c] of hull.faces) {
    const [p, q, r] = [hull.points[a], hull.points[b], hull.points[c]];
    // The predicate is negative in front of a triangle.
    expect(points.some(point => orient3d(...p, ...q, ...r, ...point) < 0)).toBe(false);
    // A triangle without area would have every point in its plane.
    expect(points.some(point => orient3d(...p, ...q, ...r, ...point) > 0)).toBe(true);
  }
  expectClosed(hull);
}

function expectClosed({ points, faces }: ConvexHull): void {
  // Euler: 2 = V − E + F, and a triangle has one and a half edges to itself.
  expect(faces.length).toBe(2 * points.length - 4);
  const edges = new Set(faces.flatMap(([a, b, c]) => [`${a},${b}`, `${b},${c}`, `${c},${a}`]));
  expect(edges.size).toBe(3 * faces.length);
  for (const edge of edges) expect(edges.has(edge.split(',').reverse().join())).toBe(true);
}

function volumeOf({ points, faces }: ConvexHull): number {
  const terms = faces.map(([i, j, k]) => {
    const [[ax, ay, az], [bx, by, bz], [cx, cy, cz]] = [points[i], points[j], points[k]];
    return ax * (by * cz - bz * cy) - ay * (bx * cz - bz * cx) + az * (bx * cy - by * cx);
  });
  return terms.reduce((sum, term) => sum + term, 0) / 6;
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Whole numbers: most of the points lie in planes and on lines with others. */
const gridPoint = fc.tuple(
  fc.integer({ max: 3, min: 0 }),
  fc.integer({ max: 3, min: 0 }),
  fc.integer({ max: 3, min: 0 }),
);
/** With all digits, and not so small that products of three vanish. */
const coordinate = fc
  .double({ min: -100, max: 100, noNaN: true })
  .map(value => (Math.abs(value) < 1e-60 ? 0 : value));

describe('convexHull', () => {
  it('is closed, has all points behind its faces, and only triangles with an area', () => {
    for (const point of [gridPoint, fc.tuple(coordinate, coordinate, coordinate)]) {
      fc.assert(
        fc.property(fc.array(point, { minLength: 4, maxLength: 40 }), points => {
          const hull = convexHull(points);
          if (hull !== null) expectHullOf(points, hull);
        }),
        { numRuns: 150 },
      );
    }
  });

  it('holds for points that lie in a plane but for rounding', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 5, maxLength: 30 }), flat => {
        const [sine, cosine] = [Math.sin(0.3), Math.cos(0.3)];
        const points = flat.map(([x, y]): Vec3 => [x, y * cosine, y * sine]);
        points.push([0, -sine * 200, cosine * 200]);
        const hull = convexHull(points);
        if (hull !== null) expectHullOf(points, hull);
      }),
    );
  });

  it('of a grid is its box', () => {
    const points = range(9).flatMap(x => range(9).flatMap(y => range(9).map((z): Vec3 => [x, y, z])));
    const hull = convexHull(points);
    expect(hull?.points.length).toBeGreaterThanOrEqual(8);
    expect(hull && volumeOf(hull)).toBe(512);
  });

  it.each([1e51, Number.POSITIVE_INFINITY, Number.NaN])('is none when a coordinate is %d', far => {
    const corners: Vec3[] = [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, far],
      [0, 0, 1],
    ];
    expect(convexHull(corners)).toBeNull();
  });

  it('does not depend on repetitions', () => {
    const corners = [0, 1].flatMap(x => [0, 1].flatMap(y => [0, 1].map((z): Vec3 => [x, y, z])));
    const hull = convexHull([...corners, ...corners, [-0, 0, -0], ...corners]);
    expect(hull?.points).toHaveLength(8);
    expect(hull && volumeOf(hull)).toBe(1);
  });

  it.each<[string, Vec3[]]>([
    ['no points', []],
    [
      'three points',
      [
        [0, 0, 0],
        [1, 0, 0],
        [0, 1, 0],
      ],
    ],
    ['one point again and again', range(9).map((): Vec3 => [1, 2, 3])],
    ['a line', range(9).map((at): Vec3 => [at, 2 * at, -at])],
    ['a plane', range(49).map((at): Vec3 => [at % 7, Math.floor(at / 7), (at % 7) + Math.floor(at / 7)])],
  ])('is null for %s', (_, points) => {
    expect(convexHull(points)).toBeNull();
  });

  it('takes 20,000 points of a sphere in little time', () => {
    const points = range(100).flatMap(ring =>
      range(200).map((step): Vec3 => {
        const [polar, around] = [((ring + 0.5) * Math.PI) / 100, (step * Math.PI) / 100];
        return [Math.sin(polar) * Math.cos(around), Math.sin(polar) * Math.sin(around), Math.cos(polar)];
      }),
    );
    const start = performance.now();
    const hull = convexHull(points);
    expect(performance.now() - start).toBeLessThan(5000);
    if (hull === null) throw new Error('there is no hull');
    expectClosed(hull);
    expect(volumeOf(hull)).toBeCloseTo((4 / 3) * Math.PI, 2);
  });
});
