import type { Vec3 } from '../../contracts/mesh.ts';
import type { Line } from '../raster/draw-lines.ts';
import type { ModelBox } from '../scene/model-box.ts';
import { AXIS_LOOK } from './look.ts';

/** The origin belongs to the picture while it is this close to the model's box, as a part of its diagonal. */
const NEAR = 0.5;

/**
 * The positive x, y and z axes from the origin to beyond the model, in this order; empty when the origin is
 * so far away that lines from it would only cross the picture.
 */
export function originAxes({ min, max, diagonal_mm }: ModelBox): readonly Line[] {
  const near_mm = NEAR * diagonal_mm;
  const isNear = [0, 1, 2].every(
    axis => min.getComponent(axis) <= near_mm && max.getComponent(axis) >= -near_mm,
  );
  if (!isNear) return [];
  const end = (axis: number) => Math.max(0, max.getComponent(axis)) + AXIS_LOOK.beyond * diagonal_mm;
  const ends: readonly Vec3[] = [
    [end(0), 0, 0],
    [0, end(1), 0],
    [0, 0, end(2)],
  ];
  return ends.map(to => ({ from: [0, 0, 0], to }));
}
