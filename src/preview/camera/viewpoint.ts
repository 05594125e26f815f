import { Euler, MathUtils, OrthographicCamera, PerspectiveCamera, Quaternion, Vector3 } from 'three';
import type { Vec3 } from '../../contracts/mesh.ts';
import type { Projection } from '../../contracts/picture.ts';

/** OpenSCAD's `$vpf` when nobody sets it: the vertical field of view in degrees. */
export const DEFAULT_FOV_DEG = 22.5;

/** Where a camera stands, how it is turned and how much it sees, for either projection. */
export interface Viewpoint {
  /** Turns the camera's axes (x right, y up, z towards the viewer) into the model's. */
  readonly orientation: Quaternion;
  readonly eye: Vector3;
  /** Vertical field of view; used in perspective. */
  readonly fov_deg: number;
  /** What is nearer to the eye is cut off; used in perspective. */
  readonly near_mm: number;
  /** From the middle of the picture to its upper edge; used in orthographic projection. */
  readonly halfHeight_mm: number;
}

/** The orientation of OpenSCAD's `$vpr`: degrees about x, then y, then z. */
export function orientationOf([x, y, z]: Vec3): Quaternion {
  const { degToRad } = MathUtils;
  return new Quaternion().setFromEuler(new Euler(degToRad(x), degToRad(y), degToRad(z), 'ZYX'));
}

/**
 * The viewpoint of OpenSCAD's gimbal camera: `distance_mm` away from `target`, looking at it. OpenSCAD cuts
 * at a tenth of the distance and gives the orthographic picture the height seen at the target.
 */
export function gimbalViewpoint(
  orientation: Quaternion,
  target: Vector3,
  distance_mm: number,
  fov_deg: number,
): Viewpoint {
  return {
    orientation,
    eye: new Vector3(0, 0, distance_mm).applyQuaternion(orientation).add(target),
    fov_deg,
    near_mm: 0.1 * distance_mm,
    halfHeight_mm: distance_mm * Math.tan(MathUtils.degToRad(fov_deg) / 2),
  };
}

/** Makes the three.js camera that sees what the viewpoint describes; `aspect` is width by height. */
export function buildCamera(
  viewpoint: Viewpoint,
  projection: Projection,
  aspect: number,
): PerspectiveCamera | OrthographicCamera {
  const { fov_deg, near_mm, halfHeight_mm } = viewpoint;
  // Only `near` of a perspective camera matters: nothing is cut off at the far end, nor in an
  // orthographic picture, where OpenSCAD too shows what lies behind the eye.
  const camera =
    projection === 'perspective'
      ? new PerspectiveCamera(fov_deg, aspect, near_mm, 1000 * near_mm)
      : new OrthographicCamera(
          -halfHeight_mm * aspect,
          halfHeight_mm * aspect,
          halfHeight_mm,
          -halfHeight_mm,
          -1000 * halfHeight_mm,
          1000 * halfHeight_mm,
        );
  camera.position.copy(viewpoint.eye);
  camera.quaternion.copy(viewpoint.orientation);
  camera.updateMatrixWorld();
  return camera;
}
