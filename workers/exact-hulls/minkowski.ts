import type { Vec3 } from '../../src/contracts/mesh.ts';
import { convexHull } from '../../src/mesh/exact-hull/convex-hull.ts';
import { hullOf, isConvex, type Solid } from './solid.ts';

/** Sums of points that are computed at once; more take seconds. */
const MAX_SUMS = 2_000_000;

/** Pieces that a concave sum may be made of: each has to be joined with the others afterwards. */
const MAX_PIECES = 4000;

/** Points of all pieces together. */
const MAX_PIECE_POINTS = 400_000;

/** A Minkowski sum as a union. */
export interface Sum {
  /** An operand as it is, but moved; null for a sum of convex solids. */
  readonly moved: { readonly operand: number; readonly by: Vec3 } | null;
  readonly pieces: readonly Solid[];
}

/**
 * The Minkowski sum of solids: one solid when all are convex.
 *
 * The sum of a concave solid A and a convex solid B is what B covers when it goes over the surface of A, and A
 * itself where one point of B puts it. B goes over a triangle by covering the convex hull of the sums of their
 * corners.
 *
 * @returns null when more than one is concave, or when there would be too much to compute.
 */
export function minkowskiSum(operands: readonly Solid[]): Sum | null {
  const concave = operands.flatMap((operand, index) => (isConvex(operand) ? [] : [index]));
  if (concave.length > 1) return null;
  const [body] = concave;
  const [first, ...rest] = operands
    .filter((_, index) => index !== body)
    .map(({ points }) => cornersOf(points));
  let points = first;
  for (const operand of rest) {
    if (points.length * operand.length > MAX_SUMS) return null;
    points = cornersOf(sumsOf(points, operand));
  }
  if (points === undefined) return null;
  if (body === undefined) {
    const hull = hullOf(points);
    return hull === null ? null : { moved: null, pieces: [hull] };
  }
  const pieces = sweep(operands[body], points);
  return pieces === null ? null : { moved: { operand: body, by: points[0] }, pieces };
}

/** The points that are corners of the hull of all. */
function cornersOf(points: readonly Vec3[]): readonly Vec3[] {
  return convexHull(points)?.points ?? points;
}

function sumsOf(points: readonly Vec3[], others: readonly Vec3[]): Vec3[] {
  return points.flatMap(([x, y, z]) => others.map(([u, v, w]): Vec3 => [x + u, y + v, z + w]));
}

/** What a tool covers that goes over each face of a body. */
function sweep({ points, faces }: Solid, tool: readonly Vec3[]): readonly Solid[] | null {
  if (faces.length > MAX_PIECES || faces.length * tool.length > MAX_PIECE_POINTS) return null;
  const pieces: Solid[] = [];
  for (const face of faces) {
    const corners = face.map(corner => points[corner]);
    const piece = hullOf(sumsOf(tool, corners));
    if (piece === null) return null;
    pieces.push(piece);
  }
  return pieces;
}
