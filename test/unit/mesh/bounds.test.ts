import { describe, expect, it } from 'vitest';
import { measureBounds, outlineBounds } from '../../../src/mesh/bounds.ts';
import { cube } from '../../support/solids.ts';

describe('measureBounds', () => {
  it('measures the box around a mesh', () => {
    expect(measureBounds(cube(3, [-1, 20, 0.5]).positions)).toEqual({
      min: [-1, 20, 0.5],
      max: [2, 23, 3.5],
      size: [3, 3, 3],
    });
  });

  it('gives nothing an empty box at the origin', () => {
    expect(measureBounds(new Float32Array())).toEqual({ min: [0, 0, 0], max: [0, 0, 0], size: [0, 0, 0] });
  });
});

describe('outlineBounds', () => {
  it('measures the rectangle around all contours', () => {
    const contours = [Float64Array.from([0, 0, 4, 0, 4, 1]), Float64Array.from([-2, 5, -1, 5, -1, 7])];
    expect(outlineBounds({ contours })).toEqual({ min: [-2, 0], max: [4, 7], size: [6, 7] });
  });

  it('gives nothing an empty rectangle at the origin', () => {
    expect(outlineBounds({ contours: [] })).toEqual({ min: [0, 0], max: [0, 0], size: [0, 0] });
  });
});
