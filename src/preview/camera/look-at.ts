import { MathUtils, Matrix4, Quaternion, Vector3 } from 'three';
import type { LookAtCamera } from '../../contracts/picture.ts';
import { type Framing, fitModel } from './fit.ts';
import { type ChosenViewpoint, isFiniteVec3 } from './gimbal.ts';
import { VIEW_ROTATIONS_DEG } from './named-views.ts';
import { DEFAULT_FOV_DEG, gimbalViewpoint, orientationOf } from './viewpoint.ts';

/** The sine of the angle below which `up` counts as parallel to the direction of view. */
const PARALLEL_SINE = 1e-6;

/**
 * The viewpoint of a camera given by its place and what it looks at. Without `up` the picture is upright as
 * with OpenSCAD's six-number --camera: the z axis points upwards.
 */
export function lookAtViewpoint(camera: LookAtCamera, framing: Framing): ChosenViewpoint {
  const eye = new Vector3(...camera.eye);
  const center = new Vector3(...camera.center);
  const direction = center.clone().sub(eye);
  const distance_mm = direction.length();
  if (
    !isFiniteVec3(camera.eye) ||
    !isFiniteVec3(camera.center) ||
    !(distance_mm > 0 && distance_mm < Infinity)
  ) {
    const note =
      'The camera needs an eye and a center that are two different points; the default view of the whole model is shown instead.';
    const orientation = orientationOf(VIEW_ROTATIONS_DEG.iso);
    return { viewpoint: fitModel(orientation, DEFAULT_FOV_DEG, framing), notes: [note] };
  }
  direction.divideScalar(distance_mm);
  const notes: string[] = [];
  let orientation = uprightOrientation(direction);
  if (camera.up !== undefined) {
    const up = new Vector3(...camera.up).normalize();
    // The comparison is false for a zero or non-finite `up` too.
    if (up.clone().cross(direction).length() > PARALLEL_SINE) {
      orientation = new Quaternion().setFromRotationMatrix(
        new Matrix4().lookAt(new Vector3(), direction, up),
      );
    } else {
      notes.push("The camera's up is parallel to the direction of view, so it was left out of account.");
    }
  }
  return { viewpoint: gimbalViewpoint(orientation, center, distance_mm, DEFAULT_FOV_DEG), notes };
}

/**
 * The orientation OpenSCAD gives its six-number camera: turned about x by 90° plus the angle of the view
 * above the horizon and about z by its compass angle. Straight up and straight down have no compass angle:
 * OpenSCAD takes 0 looking down and -180° looking up.
 */
function uprightOrientation({ x, y, z }: Vector3): Quaternion {
  const { radToDeg } = MathUtils;
  const pitch_deg = 90 + radToDeg(Math.atan2(z, Math.hypot(x, y)));
  const vertical_deg = z < 0 ? 0 : -180;
  const compass_deg = x === 0 && y === 0 ? vertical_deg : radToDeg(Math.atan2(y, x)) - 90;
  return orientationOf([pitch_deg, 0, compass_deg]);
}
