import { Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import type { LookAtCamera } from '../../../../src/contracts/picture.ts';
import type { Framing } from '../../../../src/preview/camera/fit.ts';
import { lookAtViewpoint } from '../../../../src/preview/camera/look-at.ts';
import { measureBox } from '../../../../src/preview/scene/model-box.ts';
import { cube } from '../../../support/meshes.ts';

const { positions } = cube(20);
const framing: Framing = {
  points: positions,
  box: measureBox(positions),
  projection: 'perspective',
  aspect: 1,
  fit: 'tight',
};

/** The camera's own right, up and backward axes in the model's coordinates. */
function axesOf(camera: LookAtCamera): Vector3[] {
  const { orientation } = lookAtViewpoint(camera, framing).viewpoint;
  return [new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1)].map(axis =>
    axis.applyQuaternion(orientation),
  );
}

function expectAxis(axis: Vector3, x: number, y: number, z: number): void {
  expect(axis.distanceTo(new Vector3(x, y, z).normalize())).toBeLessThan(1e-9);
}

describe('lookAtViewpoint', () => {
  it('stands at the eye, looks at the center and keeps z upright', () => {
    const camera: LookAtCamera = { eye: [100, 80, 60], center: [0, 0, 5] };
    const [right, up, back] = axesOf(camera);
    expectAxis(back, 100, 80, 55);
    expect(right.z).toBeCloseTo(0, 12);
    expect(up.z).toBeGreaterThan(0);
    const { eye, near_mm } = lookAtViewpoint(camera, framing).viewpoint;
    expect(eye.distanceTo(new Vector3(100, 80, 60))).toBeLessThan(1e-9);
    expect(near_mm).toBeCloseTo(0.1 * Math.hypot(100, 80, 55), 9);
  });

  it('has y upwards when looking straight down and downwards when looking straight up', () => {
    expectAxis(axesOf({ eye: [0, 0, 50], center: [0, 0, 0] })[1], 0, 1, 0);
    const [right, up, back] = axesOf({ eye: [0, 0, -50], center: [0, 0, 0] });
    // OpenSCAD's rotation [180, 0, -180].
    expectAxis(back, 0, 0, -1);
    expectAxis(up, 0, 1, 0);
    expectAxis(right, -1, 0, 0);
  });

  it('puts a given up upwards', () => {
    const [right, up] = axesOf({ eye: [0, -50, 0], center: [0, 0, 0], up: [1, 0, 0] });
    expectAxis(up, 1, 0, 0);
    expectAxis(right, 0, 0, -1);
  });

  it.each([[[0, 7, 0]], [[0, 0, 0]], [[Number.NaN, 0, 1]]] as const)(
    'leaves out an up of %o and says so',
    up => {
      const camera: LookAtCamera = { eye: [0, -50, 0], center: [0, 0, 0], up };
      expect(lookAtViewpoint(camera, framing).notes).toEqual([expect.stringContaining('parallel')]);
      expectAxis(axesOf(camera)[1], 0, 0, 1);
    },
  );

  it.each([
    [{ eye: [3, 3, 3], center: [3, 3, 3] }],
    [{ eye: [Number.NaN, 3, 3], center: [0, 0, 0] }],
    [{ eye: [1e300, 3, 3], center: [-1e308, 0, 0] }],
  ] as const)('shows the whole model when there is no direction in %o', camera => {
    const { viewpoint, notes } = lookAtViewpoint(camera, framing);
    expect(notes).toHaveLength(1);
    expect(viewpoint.eye.toArray().every(Number.isFinite)).toBe(true);
    expect(viewpoint.eye.length()).toBeGreaterThan(20);
  });
});
