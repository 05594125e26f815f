import { describe, expect, it } from 'vitest';
import type { PictureRequest } from '../../../src/contracts/picture.ts';
import { drawModel } from '../../../src/preview/index.ts';
import {
  BACKGROUND,
  centerPixel,
  countDrawn,
  drawnBox,
  pictureRequest,
  pixelAt,
} from '../../support/pictures.ts';

const FILL = [0x00, 0xbf, 0x99, 255];

/** A rectangle as a contour, counter-clockwise. */
function rectangle(left: number, bottom: number, right: number, top: number): Float64Array {
  return Float64Array.of(left, bottom, right, bottom, right, top, left, top);
}

function draw(contours: readonly Float64Array[], changes: Partial<PictureRequest> = {}) {
  const request = pictureRequest({ views: ['top'], width_px: 200, height_px: 100, ...changes });
  const drawings = drawModel({ kind: '2d', outline: { contours } }, request);
  expect(drawings).toHaveLength(1);
  return drawings[0];
}

describe('a 2D model', () => {
  it('is filled except for its holes, whichever way they run', () => {
    const hole = rectangle(-5, -5, 5, 5);
    for (const inner of [hole, Float64Array.of(5, -5, -5, -5, -5, 5, 5, 5)]) {
      const drawing = draw([rectangle(-20, -10, 20, 10), inner]);
      expect(centerPixel(drawing)).toEqual(BACKGROUND);
      expect(pixelAt(drawing, 40, 50)).toEqual(FILL);
      expect(pixelAt(drawing, 1, 1)).toEqual(BACKGROUND);
    }
  });

  it('has y upwards', () => {
    const drawing = draw([rectangle(0, 0, 20, 2), rectangle(0, 0, 2, 10)]);
    expect(pixelAt(drawing, 15, 20)).toEqual(FILL);
    expect(pixelAt(drawing, 180, 88)).toEqual(FILL);
    expect(pixelAt(drawing, 180, 20)).toEqual(BACKGROUND);
  });

  it('tells its scale', () => {
    const drawing = draw([rectangle(100, 100, 140, 110)]);
    const { left, right } = drawnBox(drawing);
    expect(drawing.mm_per_px).toBeCloseTo(40 / (200 * 0.94), 9);
    // The line around it adds a little more than half a pixel on both sides.
    expect(Math.abs(right - left - 40 / (drawing.mm_per_px ?? 0))).toBeLessThan(2.5);
  });

  it('is one picture from the top whatever views are asked for', () => {
    const contours = [rectangle(0, 0, 10, 10)];
    const plain = draw(contours);
    expect(plain.view).toBe('top');
    expect(plain.notes).toEqual([]);
    const other = draw(contours, { views: ['iso', 'front'], layout: 'sheet', camera: {} });
    expect(other.rgba).toEqual(plain.rgba);
    expect(other.notes).toEqual([expect.stringContaining('top view')]);
  });

  it.each([
    ['a point', [Float64Array.of(3, 3)]],
    ['a line', [Float64Array.of(0, 0, 0, 10)]],
    ['tiny', [rectangle(1e-9, 1e-9, 2e-9, 2e-9)]],
    ['huge', [rectangle(-1e9, -1e9, 1e9, 1e9)]],
    ['far away', [rectangle(1e8, 1e8, 1e8 + 1, 1e8 + 1)]],
    ['partly damaged', [rectangle(0, 0, 1, 1), Float64Array.of(0, Number.NaN, 1, 1)]],
  ])('is never lost when it is %s', (_, contours) => {
    expect(countDrawn(draw(contours))).toBeGreaterThan(0);
  });

  it('is an empty picture with a note when there are no contours', () => {
    for (const contours of [[], [Float64Array.of(Number.NaN, 0)]]) {
      const drawing = draw(contours);
      expect(countDrawn(drawing)).toBe(0);
      expect(drawing.notes.join()).toContain('nothing to see');
    }
  });
});
