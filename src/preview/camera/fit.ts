import { MathUtils, type Quaternion, Vector3 } from 'three';
import type { Projection } from '../../contracts/picture.ts';
import type { ModelBox } from '../scene/model-box.ts';
import { gimbalViewpoint, type Viewpoint } from './viewpoint.ts';

/** The part of the picture's half width and half height that a tight fit leaves free. */
const TIGHT_MARGIN = 0.06;

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
  /** The model's vertices, x, y, z each. */
  readonly points: Float32Array;
  readonly box: ModelBox;
  readonly projection: Projection;
  /** Width by height of the picture. */
  readonly aspect: number;
  /** `tight` fills the picture; `openscad` is --viewall with --autocenter. */
  readonly fit: 'tight' | 'openscad';
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
 * In camera axes a point (x, y, z) is inside the left and right sides of the view when
 * |x - eye.x| <= slope * (eye.z - z). Both sides together give the smallest eye.z and the eye.x for it;
 * up and down the same; the larger eye.z serves both.
 */
function fitPerspective(
  orientation: Quaternion,
  fov_deg: number,
  { points, box, aspect }: Framing,
): Viewpoint {
  const slopeY = Math.tan(MathUtils.degToRad(fov_deg) / 2) * (1 - TIGHT_MARGIN);
  const slopeX = slopeY * aspect;
  const right = maxAlong(points, box.center, cameraAxis(orientation, 1, 0, slopeX));
  const left = maxAlong(points, box.center, cameraAxis(orientation, -1, 0, slopeX));
  const top = maxAlong(points, box.center, cameraAxis(orientation, 0, 1, slopeY));
  const bottom = maxAlong(points, box.center, cameraAxis(orientation, 0, -1, slopeY));
  const front = maxAlong(points, box.center, cameraAxis(orientation, 0, 0, 1));
  const eyeZ = Math.max(
    (right + left) / (2 * slopeX),
    (top + bottom) / (2 * slopeY),
    front + MIN_CLEARANCE * box.diagonal_mm,
  );
  return {
    orientation,
    eye: cameraAxis(orientation, (right - left) / 2, (top - bottom) / 2, eyeZ).add(box.center),
    fov_deg,
    near_mm: (eyeZ - front) / 2,
    halfHeight_mm: eyeZ * slopeY,
  };
}

function fitOrthographic(
  orientation: Quaternion,
  fov_deg: number,
  { points, box, aspect }: Framing,
): Viewpoint {
  const right = maxAlong(points, box.center, cameraAxis(orientation, 1, 0, 0));
  const left = maxAlong(points, box.center, cameraAxis(orientation, -1, 0, 0));
  const top = maxAlong(points, box.center, cameraAxis(orientation, 0, 1, 0));
  const bottom = maxAlong(points, box.center, cameraAxis(orientation, 0, -1, 0));
  const halfHeight_mm = Math.max((top + bottom) / 2, (right + left) / (2 * aspect));
  const eye = cameraAxis(orientation, (right - left) / 2, (top - bottom) / 2, box.diagonal_mm);
  return {
    orientation,
    eye: eye.add(box.center),
    fov_deg,
    near_mm: box.diagonal_mm / 4,
    // A rod seen from its end must not be magnified without bound.
    halfHeight_mm: Math.max(halfHeight_mm, 1e-4 * box.diagonal_mm) / (1 - TIGHT_MARGIN),
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
