import type { Vec3 } from '../../contracts/mesh.ts';
import type { RayCaster } from './ray.ts';

/**
 * Directions in which to look for what lies around a point. None lies in a plane that models are full of,
 * and where one ray passes through an edge after all, the other two outvote it.
 */
export const PROBE_DIRECTIONS = [
  [0.5377, 0.8339, 0.1259],
  [-0.2263, 0.3188, 0.9204],
  [0.7131, -0.4336, -0.5504],
] as const;

/**
 * Whether a closed surface winds around a point, whichever way its faces are wound. On the surface itself the
 * answer is either.
 */
export function isInside(rays: RayCaster, [x, y, z]: Vec3): boolean {
  let votes = 0;
  for (const [dx, dy, dz] of PROBE_DIRECTIONS) {
    let winding = 0;
    rays.cast(x, y, z, dx, dy, dz, Infinity, (_slot, _distance, leaves) => {
      winding += leaves ? 1 : -1;
      return Infinity;
    });
    if (winding !== 0) votes++;
  }
  return votes >= 2;
}
