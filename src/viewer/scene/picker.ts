import { type Camera, type Plane, Raycaster, Vector2, Vector3 } from 'three';
import type { Shape } from '../geometry/shape.ts';
import type { ModelObject } from './model-object.ts';

/** A place on a model that the user points at. */
export interface Pick {
  readonly point: Vector3;
  /** Whether it is a corner of the mesh, which is exact. */
  readonly isVertex: boolean;
}

/** A corner this near on the screen is what was meant. */
const SNAP_PX = 14;

/** What is looked at, and through what. */
export interface Sight {
  readonly camera: Camera;
  readonly width_px: number;
  readonly height_px: number;
  /** What cuts the model, if anything does. */
  readonly plane: Plane | null;
  /** Millimetres per pixel at a point. */
  scaleAt(point: Vector3): number;
}

/**
 * Finds the place on a model under a point of the screen: a corner of an edge that is near and in sight, or else
 * where the ray meets a face.
 *
 * @param at in pixels from the upper left corner.
 */
export function pickPoint(model: ModelObject, shape: Shape, at: Vector2, sight: Sight): Pick | null {
  const { camera, width_px, height_px, plane } = sight;
  const raycaster = new Raycaster();
  const ndc = new Vector2((at.x / width_px) * 2 - 1, 1 - (at.y / height_px) * 2);
  raycaster.setFromCamera(ndc, camera);
  const isKept = (point: Vector3) => plane === null || plane.distanceToPoint(point) >= -1e-6;
  const hit = raycaster.intersectObject(model.faces).find(({ point }) => isKept(point));
  // A corner on the rim of the model may lie a little behind the face beside it, and no farther.
  const reach =
    hit === undefined ? Number.POSITIVE_INFINITY : hit.distance + 2 * SNAP_PX * sight.scaleAt(hit.point);
  const vertex = nearestVertex(shape.lines, at, sight, point => {
    return isKept(point) && raycaster.ray.origin.distanceTo(point) <= reach;
  });
  if (vertex !== null) return { point: vertex, isVertex: true };
  return hit === undefined ? null : { point: hit.point.clone(), isVertex: false };
}

/** Of the line ends within reach the one that is nearest to the eye, and among those as near the nearest to the point. */
function nearestVertex(
  ends: Float32Array,
  at: Vector2,
  { camera, width_px, height_px }: Sight,
  accepts: (point: Vector3) => boolean,
): Vector3 | null {
  let best: Vector3 | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  const point = new Vector3();
  const seen = new Vector3();
  for (let end = 0; end < ends.length; end += 3) {
    point.set(ends[end], ends[end + 1], ends[end + 2]);
    seen.copy(point).project(camera);
    const x_px = ((seen.x + 1) / 2) * width_px - at.x;
    const y_px = ((1 - seen.y) / 2) * height_px - at.y;
    const away_px = Math.hypot(x_px, y_px);
    if (away_px > SNAP_PX || Math.abs(seen.z) > 1 || !accepts(point)) continue;
    // Depth decides between the front and the back of a thin part; it is small between neighbours.
    const cost = away_px / SNAP_PX + seen.z * 4;
    if (cost < bestCost) {
      bestCost = cost;
      best = point.clone();
    }
  }
  return best;
}
