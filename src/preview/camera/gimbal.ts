import { Vector3 } from 'three';
import type { Vec3 } from '../../contracts/mesh.ts';
import type { GimbalCamera } from '../../contracts/picture.ts';
import { type Framing, fitModel, viewAllDistance_mm } from './fit.ts';
import { VIEW_ROTATIONS_DEG } from './named-views.ts';
import { DEFAULT_FOV_DEG, gimbalViewpoint, orientationOf, type Viewpoint } from './viewpoint.ts';

/** A viewpoint with sentences about what could not be done as asked. */
export interface ChosenViewpoint {
  readonly viewpoint: Viewpoint;
  readonly notes: readonly string[];
}

/**
 * The viewpoint of OpenSCAD's own camera. What is missing is chosen as OpenSCAD does: its starting
 * direction, its field of view, the middle of the model (--autocenter), the distance from which the whole
 * model is in view (--viewall). When both place and distance are missing, the framing's fit decides them.
 */
export function gimbalCameraViewpoint(camera: Partial<GimbalCamera>, framing: Framing): ChosenViewpoint {
  const notes: string[] = [];
  const rotation = usable(camera.rotation, isFiniteVec3, 'rotation', 'has to be three finite numbers', notes);
  const translation = usable(
    camera.translation,
    isFiniteVec3,
    'translation',
    'has to be three finite numbers',
    notes,
  );
  const distance_mm = usable(
    camera.distance,
    value => value > 0 && value < Infinity,
    'distance',
    'has to be more than 0',
    notes,
  );
  const fov_deg =
    usable(
      camera.fov,
      value => value > 0 && value < 180,
      'fov',
      'has to be between 0 and 180 degrees',
      notes,
    ) ?? DEFAULT_FOV_DEG;

  const orientation = orientationOf(rotation ?? VIEW_ROTATIONS_DEG.iso);
  if (translation === undefined && distance_mm === undefined) {
    return { viewpoint: fitModel(orientation, fov_deg, framing), notes };
  }
  const target = translation === undefined ? framing.box.center : new Vector3(...translation);
  const viewpoint = gimbalViewpoint(
    orientation,
    target,
    distance_mm ?? viewAllDistance_mm(framing.box, target, fov_deg),
    fov_deg,
  );
  return { viewpoint, notes };
}

/** Tells whether all three are finite numbers. */
export function isFiniteVec3(vector: Vec3): boolean {
  return vector.every(Number.isFinite);
}

/** The value if it can be used; otherwise a note says that the camera is completed without it. */
function usable<T>(
  value: T | undefined,
  isUsable: (value: T) => boolean,
  name: string,
  rule: string,
  notes: string[],
): T | undefined {
  if (value === undefined || isUsable(value)) return value;
  notes.push(`The camera's ${name} ${rule}, so it was chosen as if it had not been given.`);
  return undefined;
}
