import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/contracts/errors.ts';
import { boxAround, describeFrames } from '../../../../src/operations/animation/describe-frames.ts';
import { blockOutput, evaluated } from '../../../support/evaluated.ts';

const block = (...max: [number, number, number]) => evaluated({ output: blockOutput([0, 0, 0], max) });
const empty = evaluated({ output: { kind: 'none' }, fault: new AppError('EMPTY_GEOMETRY', 'empty') });

describe('describeFrames', () => {
  it('gives the range of size and volume', () => {
    const facts = describeFrames([block(10, 20, 30), block(20, 10, 30)]);
    expect(facts).toEqual({
      failed: [],
      empty: [],
      with_warnings: [],
      all_equal: false,
      size_min: [10, 10, 30],
      size_max: [20, 20, 30],
      volume_mm3: [6000, 6000],
    });
  });

  it('tells failed frames from empty ones', () => {
    const failed = evaluated({ fault: new AppError('SCAD_RUNTIME', 'wrong') });
    const facts = describeFrames([empty, block(1, 1, 1), failed]);
    expect(facts).toMatchObject({ failed: [2], empty: [0], all_equal: false, size_max: [1, 1, 1] });
  });

  it('notices when nothing changes', () => {
    expect(describeFrames([block(1, 2, 3), block(1, 2, 3)]).all_equal).toBe(true);
    expect(describeFrames([block(1, 2, 3), block(1, 2, 4)]).all_equal).toBe(false);
  });

  it('counts a moving camera as a change', () => {
    const seenFrom = (z: number) =>
      evaluated({
        output: {
          ...blockOutput([0, 0, 0], [1, 1, 1]),
          camera: { rotation: [60, 0, z], translation: [0, 0, 0], distance: 100, fov: 22.5 },
        },
      });
    expect(describeFrames([seenFrom(0), seenFrom(90)]).all_equal).toBe(false);
    expect(describeFrames([seenFrom(90), seenFrom(90)]).all_equal).toBe(true);
  });

  it('says nothing of sizes when there is no geometry', () => {
    expect(describeFrames([empty, empty])).toEqual({
      failed: [],
      empty: [0, 1],
      with_warnings: [],
      all_equal: true,
    });
  });
});

describe('boxAround', () => {
  it('holds the geometry of all frames', () => {
    const far = evaluated({ output: blockOutput([-5, 3, 1], [0, 4, 50]) });
    expect(boxAround([block(1, 2, 3), empty, far])).toEqual({
      min: [-5, 0, 0],
      max: [1, 4, 50],
      size: [6, 4, 50],
    });
    expect(boxAround([empty])).toBeNull();
  });

  it('lays 2D models into the plane', () => {
    const contour = Float64Array.from([0, 0, 4, 0, 4, 3]);
    const outline = evaluated({
      output: {
        kind: '2d',
        outline: { contours: [contour] },
        bounds: { min: [0, 0], max: [4, 3], size: [4, 3] },
        facts: { contours: 1, area_mm2: 6, perimeter_mm: 12 },
      },
    });
    expect(boxAround([outline])).toEqual({ min: [0, 0, 0], max: [4, 3, 0], size: [4, 3, 0] });
  });
});
