import type { Shape } from './shape.ts';

/** 0 for x, 1 for y, 2 for z. */
export type AxisIndex = 0 | 1 | 2;

/**
 * Finds where a plane across an axis cuts the triangles of a shape.
 *
 * @returns two ends of x, y, z per line; those of a closed solid join into contours.
 */
export function findCutLines(
  { positions, indices }: Shape,
  axis: AxisIndex,
  offset_mm: number,
): Float32Array {
  const ends: number[] = [];
  for (let at = 0; at < indices.length; at += 3) {
    const corners = [indices[at] * 3, indices[at + 1] * 3, indices[at + 2] * 3];
    const sides = corners.map(corner => positions[corner + axis] - offset_mm);
    // A corner in the plane counts as above it, so that each contour is met once.
    if (sides[0] >= 0 === sides[1] >= 0 && sides[1] >= 0 === sides[2] >= 0) continue;
    for (let edge = 0; edge < 3; edge++) {
      const [from, to] = [sides[edge], sides[(edge + 1) % 3]];
      if (from >= 0 === to >= 0) continue;
      const share = from / (from - to);
      const [a, b] = [corners[edge], corners[(edge + 1) % 3]];
      for (let k = 0; k < 3; k++) {
        ends.push(positions[a + k] + (positions[b + k] - positions[a + k]) * share);
      }
    }
  }
  return Float32Array.from(ends);
}
