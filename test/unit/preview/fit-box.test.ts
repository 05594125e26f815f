import { describe, expect, it } from 'vitest';
import type { Bounds, Vec3 } from '../../../src/contracts/mesh.ts';
import { drawModel, type Subject } from '../../../src/preview/index.ts';
import { box } from '../../support/meshes.ts';
import { countDrawn, drawnBox, pictureRequest } from '../../support/pictures.ts';

const bounds = (min: Vec3, max: Vec3): Bounds => ({
  min,
  max,
  size: [max[0] - min[0], max[1] - min[1], max[2] - min[2]],
});

const solid = (min: Vec3, max: Vec3): Subject => ({ kind: '3d', mesh: box(min, max), closed: true });
const flat = (left: number, right: number): Subject => ({
  kind: '2d',
  outline: { contours: [Float64Array.from([left, 0, right, 0, right, 10, left, 10])] },
});

const whole = bounds([0, 0, 0], [40, 20, 10]);

describe('fitBox', () => {
  it('equal to the box of a block changes nothing', () => {
    const subject = solid(whole.min, whole.max);
    for (const changes of [{}, { axes: true, grid: true }, { fit: 'openscad' }] as const) {
      const [own] = drawModel(subject, pictureRequest(changes));
      const [given] = drawModel(subject, pictureRequest({ ...changes, fitBox: whole }));
      expect(given.rgba).toEqual(own.rgba);
    }
  });

  it('keeps scale and place, so that a part that moves is drawn as large and elsewhere', () => {
    const request = pictureRequest({ views: ['top'], projection: 'orthographic', fitBox: whole });
    const [left] = drawModel(solid([0, 0, 0], [10, 10, 10]), request);
    const [right] = drawModel(solid([30, 0, 0], [40, 10, 10]), request);
    const [from, to] = [drawnBox(left), drawnBox(right)];
    expect(right.mm_per_px).toBe(left.mm_per_px);
    expect(to.left - from.left).toBeCloseTo(30 / (left.mm_per_px ?? 0), -0.5);
    expect([to.top, to.bottom]).toEqual([from.top, from.bottom]);
    const [alone] = drawModel(solid([0, 0, 0], [10, 10, 10]), { ...request, views: ['top'] });
    expect(countDrawn(alone)).toBe(countDrawn(left));
  });

  it('keeps grid and axes where they are', () => {
    const request = pictureRequest({ fitBox: whole, grid: true, axes: true, width_px: 240, height_px: 180 });
    const [near] = drawModel(solid([0, 0, 0], [4, 4, 4]), request);
    const [far] = drawModel(solid([36, 16, 0], [40, 20, 4]), request);
    let same = 0;
    for (let at = 0; at < near.rgba.length; at += 4) if (near.rgba[at] === far.rgba[at]) same++;
    expect(same / (240 * 180)).toBeGreaterThan(0.97);
  });

  it('fits 2D models too', () => {
    const request = pictureRequest({ views: ['top'], fitBox: bounds([0, 0, 0], [40, 10, 0]) });
    const [left] = drawModel(flat(0, 10), request);
    const [right] = drawModel(flat(30, 40), request);
    expect(right.mm_per_px).toBe(left.mm_per_px);
    expect(drawnBox(left).right).toBeLessThan(drawnBox(right).left);
    expect(drawModel(flat(0, 40), request)[0].rgba).toEqual(
      drawModel(flat(0, 40), pictureRequest({ views: ['top'] }))[0].rgba,
    );
  });
});
