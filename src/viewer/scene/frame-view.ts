import { type Box3, Vector3 } from 'three';
import { VIEW_ROTATIONS_DEG } from '../../preview/camera/named-views.ts';

/** The views that have a button. */
export const VIEWER_VIEWS = ['iso', 'front', 'back', 'left', 'right', 'top', 'bottom'] as const;

/** A member of {@link VIEWER_VIEWS}. */
export type ViewerView = (typeof VIEWER_VIEWS)[number];

/** Straight down or up, turning about z has no meaning any more; this much off, it has. */
const POLE_DEG = 0.01;

/** Free space around a model, as a part of its size on the screen. */
const MARGIN = 1.22;

/** The direction from the model to the eye, of length 1. */
export function viewDirection(view: ViewerView): Vector3 {
  const [tilt_deg, , turn_deg] = VIEW_ROTATIONS_DEG[view];
  const tilt = (Math.min(180 - POLE_DEG, Math.max(POLE_DEG, tilt_deg)) * Math.PI) / 180;
  const turn = (turn_deg * Math.PI) / 180;
  return new Vector3(Math.sin(tilt) * Math.sin(turn), -Math.sin(tilt) * Math.cos(turn), Math.cos(tilt));
}

/** How far the eye has to be, and how much of the world it has to see without perspective. In mm. */
export interface Framing {
  readonly distance: number;
  readonly halfHeight: number;
}

/**
 * Works out from how far a box is seen as a whole.
 *
 * @param direction from the middle of the box to the eye.
 * @param slope tangent of half the vertical angle of view.
 */
export function frameBox(box: Box3, direction: Vector3, slope: number, aspect: number): Framing {
  const up = new Vector3(0, 0, 1);
  const right = new Vector3().crossVectors(up, direction).normalize();
  const top = new Vector3().crossVectors(direction, right);
  const center = box.getCenter(new Vector3());
  let distance = 0;
  let halfHeight = 0;
  for (let corner = 0; corner < 8; corner++) {
    const x = corner & 1 ? box.max.x : box.min.x;
    const y = corner & 2 ? box.max.y : box.min.y;
    const z = corner & 4 ? box.max.z : box.min.z;
    const offset = new Vector3(x, y, z).sub(center);
    const needed = Math.max(Math.abs(offset.dot(right)) / aspect, Math.abs(offset.dot(top))) * MARGIN;
    distance = Math.max(distance, needed / slope + offset.dot(direction));
    halfHeight = Math.max(halfHeight, needed);
  }
  return { distance, halfHeight };
}
