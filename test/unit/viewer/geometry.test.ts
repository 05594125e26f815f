import { describe, expect, it } from 'vitest';
import { findCutLines } from '../../../src/viewer/geometry/cut-lines.ts';
import { findFeatureLines } from '../../../src/viewer/geometry/feature-lines.ts';
import { readOutline } from '../../../src/viewer/geometry/read-outline.ts';
import type { Shape } from '../../../src/viewer/geometry/shape.ts';
import { box } from '../../support/meshes.ts';

const { positions, indices } = box([0, 0, 0], [4, 2, 1]);
const whole = [{ rgba: [1, 1, 1, 1], start: 0, count: 36 }] as const;
const shape: Shape = { positions, indices, runs: whole, lines: new Float32Array() };

/** Lengths of lines given as pairs of ends, all together. */
function totalLength(ends: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < ends.length; at += 6) {
    sum += Math.hypot(...[0, 1, 2].map(k => ends[at + k] - ends[at + 3 + k]));
  }
  return sum;
}

/** Area of the triangles of a flat shape. */
function areaOf({ positions: p, indices: corners }: Shape): number {
  let sum = 0;
  for (let at = 0; at < corners.length; at += 3) {
    const [a, b, c] = [corners[at] * 3, corners[at + 1] * 3, corners[at + 2] * 3];
    sum += Math.abs((p[b] - p[a]) * (p[c + 1] - p[a + 1]) - (p[b + 1] - p[a + 1]) * (p[c] - p[a])) / 2;
  }
  return sum;
}

describe('findFeatureLines', () => {
  it('finds the twelve edges of a box and no diagonal', () => {
    expect(totalLength(findFeatureLines(shape, whole))).toBeCloseTo(4 * (4 + 2 + 1));
  });

  it('draws a line where colours meet on a flat face', () => {
    const runs = Array.from({ length: 12 }, (_, at) => ({ ...whole[0], start: at * 3, count: 3 }));
    expect(findFeatureLines(shape, runs).length / 6).toBe(18);
  });
});

describe('findCutLines', () => {
  it.each([
    [0, 2 * (2 + 1)],
    [1, 2 * (4 + 1)],
    [2, 2 * (4 + 2)],
  ] as const)('finds the contour where a plane across axis %i cuts a box', (axis, perimeter) => {
    const half = [...positions].filter((_, at) => at % 3 === axis);
    const middle = (Math.min(...half) + Math.max(...half)) / 2;
    const ends = findCutLines(shape, axis, middle);
    expect(totalLength(ends)).toBeCloseTo(perimeter);
    for (let at = axis; at < ends.length; at += 3) expect(ends[at]).toBeCloseTo(middle);
  });

  it('finds nothing beside the box', () => {
    expect(findCutLines(shape, 0, 100)).toHaveLength(0);
  });
});

describe('readOutline', () => {
  it('fills by the even-odd rule, holes and what is in them included, with Y up', () => {
    const square = (from: number, to: number) =>
      `M ${from},${-from} L ${to},${-from} L ${to},${-to} L ${from},${-to} z`;
    const svg = `<svg><path d="${square(0, 10)} ${square(2, 8)} ${square(4, 5)}" fill="x"/></svg>`;
    const drawing = readOutline(svg);
    expect(areaOf(drawing)).toBeCloseTo(100 - 36 + 1);
    expect(Math.max(...drawing.positions)).toBe(10);
    expect(Math.min(...drawing.positions)).toBeCloseTo(0);
    expect(totalLength(drawing.lines)).toBeCloseTo(40 + 24 + 4);
  });
});
