import fc from 'fast-check';
import { orient3d } from 'robust-predicates';
import { describe, expect, it } from 'vitest';
import type { Vec3 } from '../../../../src/contracts/mesh.ts';
import { convexHull } from '../../../../src/mesh/exact-hull/convex-hull.ts';
import { minkowskiSum } from '../../../../workers/exact-hulls/minkowski.ts';
import { isConvex, type Solid, volumeOf } from '../../../../workers/exact-hulls/solid.ts';

type Box = readonly [Vec3, Vec3];

function boxOf([from, to]: Box): Solid {
  const ends = [from, to];
  const hull = convexHull(
    ends.flatMap(([x]) => ends.flatMap(([, y]) => ends.map(([, , z]): Vec3 => [x, y, z]))),
  );
  if (hull === null) throw new Error('the box is flat');
  return hull;
}

const isIn = ([from, to]: Box, point: Vec3) =>
  point.every((value, axis) => value >= from[axis] && value <= to[axis]);
const isInConvex = ({ points, faces }: Solid, point: Vec3) =>
  faces.every(([a, b, c]) => orient3d(...points[a], ...points[b], ...points[c], ...point) >= 0);

/** A prism over an L, whose arms are the two boxes. */
const ARMS: readonly Box[] = [
  [
    [0, 0, 0],
    [10, 4, 5],
  ],
  [
    [0, 0, 0],
    [4, 10, 5],
  ],
];
const OUTLINE = [
  [0, 0],
  [10, 0],
  [10, 4],
  [4, 4],
  [4, 10],
  [0, 10],
];
const TRIANGLES = [
  [0, 1, 2],
  [0, 2, 3],
  [0, 3, 4],
  [0, 4, 5],
];
const ELL: Solid = {
  points: [0, 5].flatMap(z => OUTLINE.map(([x, y]): Vec3 => [x, y, z])),
  faces: [
    ...TRIANGLES.map(([a, b, c]) => [a, c, b] as const),
    ...TRIANGLES.map(([a, b, c]) => [a + 6, b + 6, c + 6] as const),
    ...OUTLINE.flatMap((_, at) => {
      const next = (at + 1) % 6;
      return [[at, next, next + 6] as const, [at, next + 6, at + 6] as const];
    }),
  ],
};

describe('minkowskiSum', () => {
  it('of boxes is a box', () => {
    const boxes = [
      [
        [0, 0, 0],
        [1, 2, 3],
      ],
      [
        [-1, -1, -1],
        [1, 1, 1],
      ],
      [
        [5, 0, 0],
        [6, 0.5, 0.25],
      ],
    ] as const;
    const sum = minkowskiSum(boxes.map(boxOf));
    expect(sum).toMatchObject({ moved: null, pieces: [{ points: expect.arrayContaining([[4, -1, -1]]) }] });
    expect(sum && volumeOf(sum.pieces[0])).toBeCloseTo((1 + 2 + 1) * (2 + 2 + 0.5) * (3 + 2 + 0.25), 9);
  });

  it('of a concave and a convex solid covers what it has to, and nothing else', () => {
    expect(volumeOf(ELL)).toBe((40 + 24) * 5);
    expect(isConvex(ELL)).toBe(false);
    const tool: Box = [
      [1, -1, 2],
      [2, 1, 3],
    ];
    const sum = minkowskiSum([boxOf(tool), ELL]);
    if (sum?.moved == null) throw new Error('there is no sum');
    const { moved, pieces } = sum;
    expect(moved.operand).toBe(1);
    const grown = ARMS.map(
      ([from, to]): Box => [
        [from[0] + 1, from[1] - 1, from[2] + 2],
        [to[0] + 2, to[1] + 1, to[2] + 3],
      ],
    );
    const coordinate = fc.integer({ min: -40, max: 260 }).map(value => value / 20 + 1 / 64);
    fc.assert(
      fc.property(fc.tuple(coordinate, coordinate, coordinate), point => {
        const inBody: Vec3 = [point[0] - moved.by[0], point[1] - moved.by[1], point[2] - moved.by[2]];
        const isCovered =
          ARMS.some(arm => isIn(arm, inBody)) || pieces.some(piece => isInConvex(piece, point));
        expect(isCovered).toBe(grown.some(box => isIn(box, point)));
      }),
      { numRuns: 3000 },
    );
  });

  it('is not to be had of two concave solids, or of too many points', () => {
    expect(minkowskiSum([ELL, ELL])).toBeNull();
    const ball = convexHull(
      Array.from({ length: 3000 }, (_, at): Vec3 => [Math.cos(at), Math.sin(at), Math.sin(at * 7.3)]),
    );
    if (ball === null) throw new Error('the ball is flat');
    expect(ball.points.length).toBeGreaterThan(1500);
    expect(minkowskiSum([ball, ball])).toBeNull();
  });
});
