import { describe, expect, it } from 'vitest';
import type { Framing } from '../../../../src/preview/camera/fit.ts';
import { gimbalCameraViewpoint } from '../../../../src/preview/camera/gimbal.ts';
import { measureBox } from '../../../../src/preview/scene/model-box.ts';
import { box } from '../../../support/meshes.ts';

const { positions } = box([0, 0, 0], [30, 20, 10]);
const framing: Framing = {
  points: positions,
  box: measureBox(positions),
  projection: 'perspective',
  aspect: 4 / 3,
  fit: 'openscad',
};
/** (diagonal / 2) / sin(fov / 2), by hand for this box. */
const VIEW_ALL_MM = Math.sqrt(1400) / 2 / Math.sin((11.25 * Math.PI) / 180);

describe('gimbalCameraViewpoint', () => {
  it('stands where OpenSCAD stands', () => {
    const camera = { rotation: [90, 0, 90], translation: [1, 2, 3], distance: 100, fov: 40 } as const;
    const { viewpoint, notes } = gimbalCameraViewpoint(camera, framing);
    expect(viewpoint.eye.toArray()).toEqual([
      expect.closeTo(101, 9),
      expect.closeTo(2, 9),
      expect.closeTo(3, 9),
    ]);
    expect(viewpoint.fov_deg).toBe(40);
    expect(viewpoint.near_mm).toBeCloseTo(10, 9);
    expect(viewpoint.halfHeight_mm).toBeCloseTo(100 * Math.tan(Math.PI / 9), 9);
    expect(notes).toEqual([]);
  });

  it('turns about x, then y, then z', () => {
    const camera = { rotation: [30, 40, 50], translation: [0, 0, 0], distance: 1 } as const;
    const { eye } = gimbalCameraViewpoint(camera, framing).viewpoint;
    const [sx, cx] = [Math.sin(Math.PI / 6), Math.cos(Math.PI / 6)];
    const [sy, cy] = [Math.sin((40 * Math.PI) / 180), Math.cos((40 * Math.PI) / 180)];
    const [sz, cz] = [Math.sin((50 * Math.PI) / 180), Math.cos((50 * Math.PI) / 180)];
    // (0, 0, 1) about x gives (0, -sx, cx); about y (sy·cx, -sx, cy·cx); then about z.
    expect(eye.x).toBeCloseTo(cz * sy * cx + sz * sx, 12);
    expect(eye.y).toBeCloseTo(sz * sy * cx - cz * sx, 12);
    expect(eye.z).toBeCloseTo(cy * cx, 12);
  });

  it('completes an empty camera like --viewall --autocenter', () => {
    const { viewpoint } = gimbalCameraViewpoint({}, framing);
    const distance = viewpoint.eye.distanceTo(framing.box.center);
    expect(distance).toBeCloseTo(VIEW_ALL_MM, 6);
    expect(viewpoint.fov_deg).toBe(22.5);
  });

  it('looks around a given point from far enough to see all', () => {
    const { viewpoint } = gimbalCameraViewpoint({ translation: [15, 10, 105], rotation: [0, 0, 0] }, framing);
    const expected = (100 + Math.sqrt(1400) / 2) / Math.sin((11.25 * Math.PI) / 180);
    expect(viewpoint.eye.z - 105).toBeCloseTo(expected, 6);
  });

  it('looks at the middle of the model from a given distance', () => {
    const { viewpoint } = gimbalCameraViewpoint({ distance: 70, rotation: [0, 0, 0] }, framing);
    expect(viewpoint.eye.toArray()).toEqual([15, 10, 75]);
  });

  it.each([
    [{ distance: 0 }, 'distance'],
    [{ distance: -5 }, 'distance'],
    [{ fov: 180 }, 'fov'],
    [{ rotation: [0, Number.NaN, 0] }, 'rotation'],
    [{ translation: [Infinity, 0, 0] }, 'translation'],
  ] as const)('goes on without %o and says so', (camera, name) => {
    const { viewpoint, notes } = gimbalCameraViewpoint(camera, framing);
    expect(notes).toEqual([expect.stringContaining(name)]);
    expect(viewpoint.eye.distanceTo(framing.box.center)).toBeCloseTo(VIEW_ALL_MM, 6);
  });
});
