import { expect, it } from 'vitest';
import type { Vec3 } from '../../../../src/contracts/mesh.ts';
import { withoutNearRepeats } from '../../../../src/mesh/exact-hull/without-near-repeats.ts';

it('leaves the first of points that single precision cannot tell apart, in their order', () => {
  const points: Vec3[] = [
    [10, 0, 0],
    [1, 2, 3],
    [10 + 1e-9, 0, 0],
    [10, 0, 1e-9],
    [1, 2, 3],
    [10 - 1e-5, 0, 0],
  ];
  expect(withoutNearRepeats(points)).toEqual([points[0], points[1], points[3], points[5]]);
});

it('returns the very same points when all differ', () => {
  const points: Vec3[] = [
    [0, 0, 0],
    [0, 0, 1e-30],
  ];
  expect(withoutNearRepeats(points)).toBe(points);
});
