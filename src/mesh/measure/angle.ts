import { AppError } from '../../contracts/errors.ts';
import type { Vec3 } from '../../contracts/mesh.ts';
import type { MeshStructure } from './mesh-structure.ts';
import { NearestPoint } from './nearest-point.ts';
import { cross, dot, lengthOf, normalize, pointAt, subtract } from './vectors.ts';

/** The angle between two faces. */
export interface FaceAngle {
  /** Between the outward normals: 0 for faces that look the same way, 180 for those that look apart. */
  readonly deg: number;
  readonly from: Vec3;
  readonly to: Vec3;
  readonly from_normal: Vec3;
  readonly to_normal: Vec3;
}

/** The angle in degrees, 0–180, between two directions. `INVALID_INPUT` when one has no length. */
export function angleBetween_deg(a: Vec3, b: Vec3): number {
  if (lengthOf(a) === 0 || lengthOf(b) === 0) {
    throw new AppError('INVALID_INPUT', 'An angle needs three different points, or two faces.');
  }
  // Unlike the arc cosine this is exact for small angles, too.
  return (Math.atan2(lengthOf(cross(a, b)), dot(a, b)) * 180) / Math.PI;
}

/** The angle at `corner` between the directions to two points, in degrees. */
export function angleAtPoint_deg(from: Vec3, corner: Vec3, to: Vec3): number {
  return angleBetween_deg(subtract(from, corner), subtract(to, corner));
}

/**
 * The angle between the normals of the facets nearest to two points. On a curved surface a facet's normal is
 * off by up to half the angle between neighbouring facets. `EMPTY_GEOMETRY` when there are no facets.
 */
export function angleBetweenFaces(structure: MeshStructure, from: Vec3, to: Vec3): FaceAngle {
  const nearest = new NearestPoint(structure.tree);
  const facetAt = (point: Vec3) => {
    if (!nearest.find(...point, Infinity)) throw new AppError('EMPTY_GEOMETRY', 'The model has no faces.');
    const { corners } = structure.tree;
    const [a, b, c] = [0, 1, 2].map(corner => pointAt(corners, nearest.slot * 3 + corner));
    return { point: nearest.point, normal: normalize(cross(subtract(b, a), subtract(c, a))) };
  };
  const first = facetAt(from);
  const second = facetAt(to);
  return {
    deg: angleBetween_deg(first.normal, second.normal),
    from: first.point,
    to: second.point,
    from_normal: first.normal,
    to_normal: second.normal,
  };
}
