import fc from 'fast-check';
import { Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import type { Projection } from '../../../../src/contracts/picture.ts';
import { fitModel } from '../../../../src/preview/camera/fit.ts';
import { VIEW_ROTATIONS_DEG } from '../../../../src/preview/camera/named-views.ts';
import { buildCamera, orientationOf } from '../../../../src/preview/camera/viewpoint.ts';
import { measureBox } from '../../../../src/preview/scene/model-box.ts';

/** The largest |x| and |y| any point has in the picture, where 1 is its border. */
function extentOf(points: Float32Array, projection: Projection, aspect: number, rotation: readonly number[]) {
  const framing = { points, box: measureBox(points), projection, aspect, fit: 'tight' } as const;
  const orientation = orientationOf([rotation[0], rotation[1], rotation[2]]);
  const viewpoint = fitModel(orientation, 22.5, framing);
  const camera = buildCamera(viewpoint, projection, aspect);
  const extent = { x: 0, y: 0, nearest_mm: Infinity, near_mm: viewpoint.near_mm };
  for (let i = 0; i < points.length; i += 3) {
    const point = new Vector3().fromArray(points, i);
    const seen = point.clone().applyMatrix4(camera.matrixWorldInverse);
    point.project(camera);
    extent.x = Math.max(extent.x, Math.abs(point.x));
    extent.y = Math.max(extent.y, Math.abs(point.y));
    extent.nearest_mm = Math.min(extent.nearest_mm, -seen.z);
  }
  return extent;
}

const coordinate = fc.float({ min: -100, max: 100, noNaN: true });
const cloud = fc
  .array(fc.tuple(coordinate, coordinate, coordinate), { minLength: 4, maxLength: 30 })
  .map(points => Float32Array.from(points.flat()))
  .filter(points => measureBox(points).diagonal_mm > 1);
const angle = fc.double({ min: -180, max: 180, noNaN: true });

describe('a tight fit', () => {
  it.each(['perspective', 'orthographic'] as const)(
    'holds every point within the margin, in %s',
    projection => {
      fc.assert(
        fc.property(
          cloud,
          fc.tuple(angle, angle, angle),
          fc.constantFrom(0.5, 1, 16 / 9),
          (points, rotation, aspect) => {
            const { x, y, nearest_mm, near_mm } = extentOf(points, projection, aspect, rotation);
            expect(Math.max(x, y)).toBeLessThan(0.9401);
            if (projection === 'perspective') expect(nearest_mm).toBeGreaterThan(near_mm);
          },
        ),
        { seed: 7, numRuns: 100 },
      );
    },
  );

  it('touches the margin with a ball of points', () => {
    const points = new Float32Array(3000);
    for (let i = 0; i < 1000; i++) {
      const z = 1 - (2 * i) / 999;
      const r = Math.sqrt(1 - z * z);
      points.set([r * Math.cos(i * 2.4) + 50, r * Math.sin(i * 2.4), z], i * 3);
    }
    for (const projection of ['perspective', 'orthographic'] as const) {
      expect(extentOf(points, projection, 4 / 3, [55, 0, 25]).y).toBeGreaterThan(0.93);
    }
  });

  it('keeps its distance from the tip of a needle that points at the eye', () => {
    const needle = Float32Array.of(0, 0, 0, 0.1, 0, 0, 0, 0.1, 0, 0, 0, 100);
    expect(extentOf(needle, 'perspective', 1, [0, 0, 0]).nearest_mm).toBeGreaterThan(4);
  });
});

describe('the dimetric view', () => {
  it('keeps width and height in one scale and halves depth', () => {
    const orientation = orientationOf(VIEW_ROTATIONS_DEG.dimetric).invert();
    const onScreen = (axis: Vector3) => {
      axis.applyQuaternion(orientation);
      return Math.hypot(axis.x, axis.y);
    };
    const width = onScreen(new Vector3(1, 0, 0));
    expect(onScreen(new Vector3(0, 0, 1))).toBeCloseTo(width, 6);
    expect(onScreen(new Vector3(0, 1, 0))).toBeCloseTo(width / 2, 6);
  });
});

describe('a margin', () => {
  const points = Float32Array.of(-30, -20, -10, 30, -20, 10, 30, 20, -10, -30, 20, 10);
  const margin = { left: 0.5, right: 0.1, top: 0.06, bottom: 0.3 };

  it.each(['perspective', 'orthographic'] as const)('is left free on its own side, in %s', projection => {
    for (const aspect of [0.4, 1, 3]) {
      const framing = { points, box: measureBox(points), projection, aspect, fit: 'tight' } as const;
      const orientation = orientationOf([55, 0, 25]);
      const viewpoint = fitModel(orientation, 22.5, { ...framing, marginFor: () => margin });
      const camera = buildCamera(viewpoint, projection, aspect);
      const xs: number[] = [];
      const ys: number[] = [];
      for (let i = 0; i < points.length; i += 3) {
        const point = new Vector3().fromArray(points, i).project(camera);
        xs.push(point.x);
        ys.push(point.y);
      }
      const free = {
        left: 1 + Math.min(...xs) - margin.left,
        right: 1 - Math.max(...xs) - margin.right,
        top: 1 - Math.max(...ys) - margin.top,
        bottom: 1 + Math.min(...ys) - margin.bottom,
      };
      for (const rest of Object.values(free)) expect(rest).toBeGreaterThan(-1e-6);
      expect(Math.min(free.left + free.right, free.top + free.bottom)).toBeLessThan(1e-6);
      if (projection === 'orthographic') {
        expect(free.left).toBeCloseTo(free.right, 6);
        expect(free.top).toBeCloseTo(free.bottom, 6);
      }
    }
  });
});
