import type { Vec3 } from '../../src/contracts/mesh.ts';
import { convexHull } from '../../src/mesh/exact-hull/convex-hull.ts';
import { isConvex, type Solid } from './solid.ts';

/** Sums of points that are computed at once; more take seconds. */
const MAX_SUMS = 2_000_000;

/** Pieces that a concave sum may be made of: each has to be joined with the others afterwards. */
const MAX_PIECES = 4000;

/** Points of all pieces together. */
const MAX_PIECE_POINTS = 400_000;

/**
 * The Minkowski sum of solids, as solids whose union it is: one when all but one are convex and that one is, too.
 *
 * The sum of a concave solid A and a convex solid B is what B covers when it goes over the surface of A, and A
 * itself where one point of B puts it. B goes over a triangle by covering the convex hull of the sums of their
 * corners.
 *
 * @returns null when more than one is concave, or when there would be too much to compute.
 */
export function minkowskiSum(operands: readonly Solid[]): readonly Solid[] | null {
  const convex = operands.filter(isConvex);
  const concave = operands.filter(operand => !convex.includes(operand));
  if (concave.length > 1) return null;
  const [first, ...rest] = convex.map(({ points }) => cornersOf(points));
  let points = first;
  for (const operand of rest) {
    if (points.length * operand.length > MAX_SUMS) return null;
    points = cornersOf(sumsOf(points, operand));
  }
  const [body] = concave;
  if (body === undefined) return only(convexHull(points));
  return points === undefined ? null : sweep(body, points);
}

function only(solid: Solid | null): readonly Solid[] | null {
  return solid === null ? null : [solid];
}

/** The points that are corners of the hull of all. */
function cornersOf(points: readonly Vec3[]): readonly Vec3[] {
  return convexHull(points)?.points ?? points;
}

function sumsOf(points: readonly Vec3[], others: readonly Vec3[]): Vec3[] {
  return points.flatMap(([x, y, z]) => others.map(([u, v, w]): Vec3 => [x + u, y + v, z + w]));
}

function sweep({ points, faces }: Solid, tool: readonly Vec3[]): readonly Solid[] | null {
  if (faces.length > MAX_PIECES || faces.length * tool.length > MAX_PIECE_POINTS) return null;
  const [dx, dy, dz] = tool[0];
  const moved = { points: points.map(([x, y, z]): Vec3 => [x + dx, y + dy, z + dz]), faces };
  const swept = faces.map(face =>
    convexHull(
      sumsOf(
        tool,
        face.map(corner => points[corner]),
      ),
    ),
  );
  const pieces = swept.filter(piece => piece !== null);
  return pieces.length < swept.length ? null : [moved, ...pieces];
}
