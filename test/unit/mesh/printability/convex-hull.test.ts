import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vec2 } from '../../../../src/contracts/mesh.ts';
import { convexHull, depthInHull, hullWidth } from '../../../../src/mesh/printability/convex-hull.ts';

const SQUARE: readonly Vec2[] = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
];

describe('convexHull', () => {
  it('leaves out points inside and on the sides', () => {
    const hull = convexHull([...SQUARE, [2, 2], [2, 0], [4, 1], [0, 0]]);
    expect(hull).toEqual(SQUARE);
  });

  it('keeps the ends of a line and a single point', () => {
    expect(
      convexHull([
        [1, 1],
        [3, 3],
        [2, 2],
      ]),
    ).toEqual([
      [1, 1],
      [3, 3],
    ]);
    expect(
      convexHull([
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([[1, 1]]);
    expect(convexHull([])).toEqual([]);
  });

  it('holds all points and is made of some of them', () => {
    const coordinate = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 40 }), points => {
        const hull = convexHull(points);
        for (const corner of hull) expect(points).toContainEqual(corner);
        for (const point of points) expect(depthInHull(hull, point)).toBeGreaterThanOrEqual(-1e-9);
      }),
    );
  });
});

describe('depthInHull', () => {
  it('is the distance from the nearest side, negative outside', () => {
    expect(depthInHull(SQUARE, [1, 2])).toBe(1);
    expect(depthInHull(SQUARE, [4, 2])).toBe(0);
    expect(depthInHull(SQUARE, [7, 8])).toBe(-5);
  });

  it('is not inside a line, a point or nothing', () => {
    expect(
      depthInHull(
        [
          [0, 0],
          [4, 0],
        ],
        [2, 3],
      ),
    ).toBe(-3);
    expect(depthInHull([[0, 0]], [3, 4])).toBe(-5);
    expect(depthInHull([], [0, 0])).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('hullWidth', () => {
  it('is the width at the narrowest', () => {
    expect(hullWidth(SQUARE)).toBe(4);
    expect(
      hullWidth([
        [0, 0],
        [10, 0],
        [10, 3],
        [0, 3],
      ]),
    ).toBe(3);
    expect(
      hullWidth([
        [0, 0],
        [4, 0],
        [0, 3],
      ]),
    ).toBeCloseTo(2.4, 12);
    expect(
      hullWidth([
        [0, 0],
        [4, 0],
      ]),
    ).toBe(0);
  });
});
