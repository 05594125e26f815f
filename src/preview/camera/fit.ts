import { MathUtils, type Quaternion, Vector3 } from 'three';
import type { Projection } from '../../contracts/picture.ts';
import type { ModelBox } from '../scene/model-box.ts';
import { gimbalViewpoint, type Viewpoint } from './viewpoint.ts';

/** What a tight fit leaves free on each side, as parts of the picture's half width or half height. */
export interface Margin {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The part that stays free on every side when nothing stands around the model. */
export const EVEN_MARGIN = 0.06;

const EVEN_MARGINS: Margin = {
  left: EVEN_MARGIN,
  right: EVEN_MARGIN,
  top: EVEN_MARGIN,
  bottom: EVEN_MARGIN,
};

/** In a tight perspective the eye keeps at least this part of the model's diagonal from its nearest point. */
const MIN_CLEARANCE = 0.05;

/**
 * The distance of OpenSCAD's `--viewall`: from it a ball around the target that holds the whole model just
 * touches the field of view. The shape of the picture plays no part.
 */
export function viewAllDistance_mm(box: ModelBox, target: Vector3, fov_deg: number): number {
  const radius_mm = box.center.distanceTo(target) + box.diagonal_mm / 2;
  return radius_mm / Math.sin(MathUtils.degToRad(fov_deg) / 2);
}

/** The model and the picture it has to fit into. */
export interface Framing {
  /** What has to be in view: the model's vertices or points around it, x, y, z each. */
  readonly points: Float32Array;
  readonly box: ModelBox;
  readonly projection: Projection;
  /** Width by height of the picture. */
  readonly aspect: number;
  /** `tight` fills the picture; `openscad` is --viewall with --autocenter. */
  readonly fit: 'tight' | 'openscad';
  /** The margin of a tight fit from a direction; {@link EVEN_MARGIN} on all sides if missing. */
  readonly marginFor?: (orientation: Quaternion) => Margin;
}

/** Looks at the whole model from a given direction. */
export function fitModel(orientation: Quaternion, fov_deg: number, framing: Framing): Viewpoint {
  const { box, fit, projection } = framing;
  if (fit === 'openscad') {
    const distance_mm = viewAllDistance_mm(box, box.center, fov_deg);
    return gimbalViewpoint(orientation, box.center, distance_mm, fov_deg);
  }
  return projection === 'perspective'
    ? fitPerspective(orientation, fov_deg, framing)
    : fitOrthographic(orientation, fov_deg, framing);
}

/**
 * In camera axes a point (x, y, z) is inside the right side of the view when
 * x - eye.x <= slope * (eye.z - z). Both sides together give the smallest eye.z and then the eye.x that
 * leaves as much at the left as at the right; up and down the same; the larger eye.z serves both.
 */
function fitPerspective(orientation: Quaternion, fov_deg: number, framing: Framing): Viewpoint {
  const { points, box, aspect } = framing;
  const margin = framing.marginFor?.(orientation) ?? EVEN_MARGINS;
  const slope = Math.tan(MathUtils.degToRad(fov_deg) / 2);
  const slopeRight = slope * (1 - margin.right) * aspect;
  const slopeLeft = slope * (1 - margin.left) * aspect;
  const slopeUp = slope * (1 - margin.top);
  const slopeDown = slope * (1 - margin.bottom);
  const right = maxAlong(points, box.center, cameraAxis(orientation, 1, 0, slopeRight));
  const left = maxAlong(points, box.center, cameraAxis(orientation, -1, 0, slopeLeft));
  const top = maxAlong(points, box.center, cameraAxis(orientation, 0, 1, slopeUp));
  const bottom = maxAlong(points, box.center, cameraAxis(orientation, 0, -1, slopeDown));
  const front = maxAlong(points, box.center, cameraAxis(orientation, 0, 0, 1));
  const eyeZ = Math.max(
    (right + left) / (slopeRight + slopeLeft),
    (top + bottom) / (slopeUp + slopeDown),
    front + MIN_CLEARANCE * box.diagonal_mm,
  );
  const eyeX = (right - left - (slopeRight - slopeLeft) * eyeZ) / 2;
  const eyeY = (top - bottom - (slopeUp - slopeDown) * eyeZ) / 2;
  return {
    orientation,
    eye: cameraAxis(orientation, eyeX, eyeY, eyeZ).add(box.center),
    fov_deg,
    near_mm: (eyeZ - front) / 2,
    halfHeight_mm: eyeZ * slope,
  };
}

function fitOrthographic(orientation: Quaternion, fov_deg: number, framing: Framing): Viewpoint {
  const { points, box, aspect } = framing;
  const margin = framing.marginFor?.(orientation) ?? EVEN_MARGINS;
  const right = maxAlong(points, box.center, cameraAxis(orientation, 1, 0, 0));
  const left = maxAlong(points, box.center, cameraAxis(orientation, -1, 0, 0));
  const top = maxAlong(points, box.center, cameraAxis(orientation, 0, 1, 0));
  const bottom = maxAlong(points, box.center, cameraAxis(orientation, 0, -1, 0));
  // A rod seen from its end must not be magnified without bound.
  const least_mm = 1e-4 * box.diagonal_mm;
  const halfHeight_mm = Math.max(
    Math.max((top + bottom) / 2, least_mm) / (1 - (margin.top + margin.bottom) / 2),
    Math.max((right + left) / (2 * aspect), least_mm) / (1 - (margin.left + margin.right) / 2),
  );
  const eyeX = (right - left - (margin.left - margin.right) * halfHeight_mm * aspect) / 2;
  const eyeY = (top - bottom - (margin.bottom - margin.top) * halfHeight_mm) / 2;
  return {
    orientation,
    eye: cameraAxis(orientation, eyeX, eyeY, box.diagonal_mm).add(box.center),
    fov_deg,
    near_mm: box.diagonal_mm / 4,
    halfHeight_mm,
  };
}

/** A vector given in the camera's axes, in the model's. */
function cameraAxis(orientation: Quaternion, x: number, y: number, z: number): Vector3 {
  return new Vector3(x, y, z).applyQuaternion(orientation);
}

/** The largest value of (point - origin) · axis. */
function maxAlong(points: Float32Array, origin: Vector3, axis: Vector3): number {
  const { x, y, z } = axis;
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < points.length; i += 3) {
    const along = points[i] * x + points[i + 1] * y + points[i + 2] * z;
    if (along > largest) largest = along;
  }
  return largest - origin.dot(axis);
}
