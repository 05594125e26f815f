import { describe, expect, it } from 'vitest';
import { primitivePoints, readRows, splitArguments } from '../../../../src/scad/csg/primitive-points.ts';

const points = (name: string, given: string) => primitivePoints(name, splitArguments(given));

describe('splitArguments', () => {
  it('names arguments, or counts them', () => {
    expect([...splitArguments('[[1, 2], [3, 4]], size = [1, 2], $fn = 0')]).toEqual([
      ['0', '[[1, 2], [3, 4]]'],
      ['size', '[1, 2]'],
      ['$fn', '0'],
    ]);
    expect([...splitArguments('')]).toEqual([]);
  });
});

describe('readRows', () => {
  it('reads rows of finite numbers, and nothing else', () => {
    expect(readRows('[[1, -2e+20], [0.5, 1e-07]]', 2)).toEqual([
      [1, -2e20],
      [0.5, 1e-7],
    ]);
    for (const text of ['[[1, 2, 3]]', '[[1, inf]]', '[[1, "2"x]]', '[1, 2]', 'undef', undefined])
      expect(readRows(text, 2)).toBeNull();
  });
});

// Where the points are is compared with OpenSCAD itself in the tests of the real engine.
describe('primitivePoints', () => {
  it.each([
    ['cube', 'size = [1, 2, 3], center = true', 8],
    ['sphere', '$fn = 8, $fa = 12, $fs = 2, r = 3', 32],
    ['sphere', '$fn = 0, $fa = 12, $fs = 2, r = 0.01', 15],
    ['cylinder', '$fn = 7, $fa = 12, $fs = 2, h = 3, r1 = 1, r2 = 2, center = false', 14],
    ['cylinder', '$fn = 7, $fa = 12, $fs = 2, h = 3, r1 = 0, r2 = 2, center = false', 8],
    ['polyhedron', 'points = [[0, 0, 0], [9, 9, 9], [1, 0, 0]], faces = [[0, 2, 0]], convexity = 1', 2],
  ])('of %s(%s) are %d', (name, given, count) => {
    expect(points(name, given)).toHaveLength(count);
  });

  it.each([
    ['cube', 'size = [1, 0, 3], center = true'],
    ['sphere', '$fn = 8, $fa = 12, $fs = 2, r = -3'],
    ['cylinder', '$fn = 8, $fa = 12, $fs = 2, h = 3, r1 = 0, r2 = 0, center = false'],
    ['cylinder', '$fn = 8, $fa = 12, $fs = 2, h = -3, r1 = 1, r2 = 1, center = false'],
  ])('of %s(%s) are none', (name, given) => {
    expect(points(name, given)).toEqual([]);
  });

  it.each([
    ['cube', 'size = [inf, 1, 1], center = false'],
    ['sphere', '$fn = 8, $fa = 12, $fs = 2, r = nan'],
    ['sphere', '$fn = 30000, $fa = 12, $fs = 2, r = 1'],
    ['cylinder', '$fn = 1e+09, $fa = 12, $fs = 2, h = 1, r1 = 1, r2 = 1, center = false'],
    ['polyhedron', 'points = undef, faces = [[0, 1, 2]], convexity = 1'],
    ['linear_extrude', 'height = 3'],
  ])('of %s(%s) are not known', (name, given) => {
    expect(points(name, given)).toBeNull();
  });
});
