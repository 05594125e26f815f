import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  gridLineNumbers,
  gridSpacing_mm,
  groundGrid,
  groundLine,
  isGroundEdgeOn,
  majorEvery,
} from '../../../../src/preview/annotate/ground-grid.ts';
import { roundLengthFrom, roundLengthUpTo } from '../../../../src/preview/annotate/round-length.ts';
import { VIEW_ROTATIONS_DEG } from '../../../../src/preview/camera/named-views.ts';
import { gimbalViewpoint, orientationOf } from '../../../../src/preview/camera/viewpoint.ts';
import { measureBox } from '../../../../src/preview/scene/model-box.ts';
import { box } from '../../../support/meshes.ts';

const size = fc.double({ min: -12, max: 12, noNaN: true }).map(exponent => 10 ** exponent);

/** The leading digit of a number that is a digit times a power of ten. */
function leadingDigit(value: number): number {
  return Number(value.toExponential(9).split('e')[0]);
}

describe('a round length', () => {
  it('is 1, 2 or 5 times a power of ten, and next to the one asked for', () => {
    fc.assert(
      fc.property(size, length => {
        const [from, upTo] = [roundLengthFrom(length), roundLengthUpTo(length)];
        expect([1, 2, 5]).toContain(leadingDigit(from));
        expect([1, 2, 5]).toContain(leadingDigit(upTo));
        expect(from / length).toBeGreaterThan(1 - 1e-8);
        expect(from / length).toBeLessThan(2.5001);
        expect(upTo / length).toBeLessThan(1 + 1e-8);
        expect(upTo / length).toBeGreaterThan(0.3999);
      }),
    );
  });

  it.each([
    [1, 1, 1],
    [3, 5, 2],
    [0.2, 0.2, 0.2],
    [70, 100, 50],
    [0.0011, 0.002, 0.001],
  ])('of %d is %d from there on and %d up to there', (length, from, upTo) => {
    expect(roundLengthFrom(length)).toBeCloseTo(from, 12);
    expect(roundLengthUpTo(length)).toBeCloseTo(upTo, 12);
  });
});

describe('the grid', () => {
  it('has 8 to 20 cells along the longest side of a model', () => {
    fc.assert(
      fc.property(size, side => {
        const cells = side / gridSpacing_mm(side);
        expect(cells).toBeGreaterThan(7.99);
        expect(cells).toBeLessThan(20.01);
      }),
    );
    expect([64, 100, 25].map(gridSpacing_mm)).toEqual([5, 5, 2]);
  });

  it('has stronger lines at multiples of 10 or 50', () => {
    const stronger = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50].map(spacing => spacing * majorEvery(spacing));
    for (const length of stronger) expect([1, 5]).toContain(leadingDigit(length));
    expect(majorEvery(2)).toBe(5);
    expect(majorEvery(5)).toBe(10);
  });

  it('lies under the whole model and a little beyond, on round coordinates', () => {
    const { spacing_mm, minor, major } = groundGrid(measureBox(box([13, -7, 4], [61, 22, 30]).positions));
    expect(spacing_mm).toBe(5);
    const lines = [...minor, ...major];
    const xs = lines.flatMap(({ from, to }) => [from[0], to[0]]);
    const ys = lines.flatMap(({ from, to }) => [from[1], to[1]]);
    expect([Math.min(...xs), Math.max(...xs)]).toEqual([5, 70]);
    expect([Math.min(...ys), Math.max(...ys)]).toEqual([-15, 30]);
    expect(lines.every(({ from, to }) => from[2] === 4 && to[2] === 4)).toBe(true);
    expect(lines).toHaveLength(14 + 10);
    expect(major.map(({ from, to }) => (from[0] === to[0] ? from[0] : from[1]))).toEqual([50, 0]);
  });

  it.each([
    [0, 0],
    [0.4, 0],
    [-0.4, 0],
    [3, 3],
    [-20, -20],
  ])('lies on z = %d at %d', (lowest, ground) => {
    const { major, minor } = groundGrid(measureBox(box([0, 0, lowest], [50, 50, lowest + 30]).positions));
    expect([...major, ...minor][0].from[2]).toBeCloseTo(ground, 5);
  });

  it('has few lines whatever the size and place of the model', () => {
    fc.assert(
      fc.property(size, size, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (width, depth, offset) => {
        const { min, max } = { min: offset, max: offset + Math.max(width, depth) };
        expect(gridLineNumbers(min, max, gridSpacing_mm(max - min || 1)).length).toBeLessThan(24);
      }),
    );
  });
});

describe('the ground', () => {
  const plate = measureBox(box([0, 0, 0], [50, 50, 5]).positions);
  const from = (rotation: readonly [number, number, number]) =>
    gimbalViewpoint(orientationOf(rotation), plate.center, 200, 22.5);

  it('is a line in views from the side and a grid in all others', () => {
    for (const projection of ['orthographic', 'perspective'] as const) {
      const isLine = (view: keyof typeof VIEW_ROTATIONS_DEG) =>
        isGroundEdgeOn(plate, from(VIEW_ROTATIONS_DEG[view]), projection);
      expect((['front', 'back', 'left', 'right'] as const).map(isLine)).toEqual([true, true, true, true]);
      expect((['iso', 'top', 'bottom', 'dimetric'] as const).map(isLine)).toEqual([
        false,
        false,
        false,
        false,
      ]);
    }
  });

  it('is drawn as a line from left to right under the model', () => {
    const front = groundLine(plate, from(VIEW_ROTATIONS_DEG.front));
    expect(front.from[0]).toBeLessThan(0);
    expect(front.to[0]).toBeGreaterThan(50);
    expect([front.from[2], front.to[2]]).toEqual([0, 0]);
    const right = groundLine(plate, from(VIEW_ROTATIONS_DEG.right));
    expect(right.from[1]).toBeLessThan(0);
    expect(right.to[1]).toBeGreaterThan(50);
  });
});
