import { type Quaternion, Vector3 } from 'three';
import type { Vec3 } from '../../contracts/mesh.ts';
import type { Projection } from '../../contracts/picture.ts';
import type { Viewpoint } from '../camera/viewpoint.ts';
import { type OutlinePlacement, toPicture } from '../outline-placement.ts';
import type { LineSurroundings } from '../raster/draw-lines.ts';
import { projectPoint } from '../raster/project-line.ts';
import type { ModelBox } from '../scene/model-box.ts';
import type { Point } from './strokes.ts';

/** One of the model's axes by its place in a {@link Vec3}. */
export type AxisIndex = 0 | 1 | 2;

/** x, y and z in this order. */
export const AXES = [0, 1, 2] as const satisfies readonly AxisIndex[];

/** A picture of a model as dimensions see it. */
export interface View {
  /** The axis that is seen exactly end on, all over the picture, if there is one. */
  readonly along: AxisIndex | null;
  /** Where a point of the model is in the picture; null when it is not in front of the eye. */
  project(point: Vec3): Point | null;
  /** Whether the side of the model's box at the lower (0) or upper (1) end of an axis is turned to the eye. */
  shows(axis: AxisIndex, end: 0 | 1): boolean;
}

/** The sine of the angle below which a side counts as seen edge-on. */
const EDGE_ON_SINE = 1e-3;

/** The view of a finished rendering. */
export function viewOfShot(
  { transform, samplesPerAxis }: LineSurroundings,
  { eye, orientation }: Viewpoint,
  projection: Projection,
  box: ModelBox,
): View {
  const orthographic = projection === 'orthographic';
  const tolerance_mm = EDGE_ON_SINE * box.diagonal_mm;
  return {
    along: orthographic ? axisAlong(orientation) : null,
    project(point) {
      const sample = projectPoint(point, transform);
      return sample && { x: sample.x / samplesPerAxis, y: sample.y / samplesPerAxis };
    },
    shows(axis, end) {
      if (orthographic) return facesEye(orientation, axis, end);
      const beyondMin_mm = eye.getComponent(axis) - box.min.getComponent(axis);
      const beyondMax_mm = eye.getComponent(axis) - box.max.getComponent(axis);
      return end === 0 ? beyondMin_mm < -tolerance_mm : beyondMax_mm > tolerance_mm;
    },
  };
}

/** The orthographic view from a direction at a given scale, with the middle of the box at 0, 0. */
export function orthographicView(orientation: Quaternion, mm_per_px: number, { center }: ModelBox): View {
  const right = new Vector3(1, 0, 0).applyQuaternion(orientation);
  const up = new Vector3(0, 1, 0).applyQuaternion(orientation);
  return {
    along: axisAlong(orientation),
    project(point) {
      const fromCenter = new Vector3(...point).sub(center).divideScalar(mm_per_px);
      return { x: fromCenter.dot(right), y: -fromCenter.dot(up) };
    },
    shows: (axis, end) => facesEye(orientation, axis, end),
  };
}

/** The view of a 2D model, from above. */
export function outlineView(placement: OutlinePlacement): View {
  return {
    along: 2,
    project: ([x, y]) => toPicture(x, y, placement),
    shows: (axis, end) => axis === 2 && end === 1,
  };
}

/** The axis that a direction of view is along, or null. */
export function axisAlong(orientation: Quaternion): AxisIndex | null {
  const towardsEye = new Vector3(0, 0, 1).applyQuaternion(orientation);
  const others = (axis: AxisIndex) => AXES.filter(other => other !== axis);
  const isAlong = (axis: AxisIndex) =>
    others(axis).every(other => Math.abs(towardsEye.getComponent(other)) < EDGE_ON_SINE);
  return AXES.find(isAlong) ?? null;
}

function facesEye(orientation: Quaternion, axis: AxisIndex, end: 0 | 1): boolean {
  const towardsEye = new Vector3(0, 0, 1).applyQuaternion(orientation).getComponent(axis);
  return end === 0 ? towardsEye < -EDGE_ON_SINE : towardsEye > EDGE_ON_SINE;
}
