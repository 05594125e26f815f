import type { Vec3 } from '../../contracts/mesh.ts';
import type { NamedView } from '../../contracts/picture.ts';

/**
 * OpenSCAD's `$vpr` (degrees about x, y, z) of each named view. The front is seen looking along +y, as in
 * OpenSCAD's View menu.
 *
 * - `iso` is the direction OpenSCAD starts with.
 * - `dimetric` is the engineering dimetric of ISO 5456-3: in an orthographic picture width and height keep
 *   one scale and depth has half of it. That puts the eye in direction (1, -√7, 1): the angle above the
 *   horizon is asin(1/3), the turn to the right is atan(1/√7); width runs 7° and depth 41° off horizontal.
 */
export const VIEW_ROTATIONS_DEG: Readonly<Record<NamedView, Vec3>> = {
  iso: [55, 0, 25],
  front: [90, 0, 0],
  back: [90, 0, 180],
  left: [90, 0, 270],
  right: [90, 0, 90],
  top: [0, 0, 0],
  bottom: [180, 0, 0],
  dimetric: [70.528779, 0, 20.704811],
};
