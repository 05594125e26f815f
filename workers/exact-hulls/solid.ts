import type { Vec3 } from '../../src/contracts/mesh.ts';
import { type ConvexHull, convexHull } from '../../src/mesh/exact-hull/convex-hull.ts';
import { withoutNearRepeats } from '../../src/mesh/exact-hull/without-near-repeats.ts';
import type { OffPolygons } from '../../src/mesh/read-off.ts';

/** Triangles over points, counter-clockwise seen from outside. */
export type Solid = ConvexHull;

/** What OpenSCAD makes of a part of a model. */
export interface Part {
  readonly points: readonly Vec3[];
  /** Null when it has faces of more than three corners. */
  readonly faces: Solid['faces'] | null;
}

/** A part without extent. */
export const NOTHING: Part = { points: [], faces: [] };

/** Volumes that differ by less than this share are those of one solid. */
const SAME_VOLUME = 1e-9;

/** Reads what OpenSCAD wrote; null when a coordinate is not finite. Points that no face uses are left out. */
export function toPart({ vertices, corners, faceStarts }: OffPolygons): Part | null {
  if (!vertices.every(Number.isFinite)) return null;
  const numberOf = new Map<number, number>();
  const points: Vec3[] = [];
  for (const corner of corners) {
    if (numberOf.has(corner)) continue;
    numberOf.set(corner, points.length);
    points.push([vertices[3 * corner], vertices[3 * corner + 1], vertices[3 * corner + 2]]);
  }
  const cornerAt = (at: number) => numberOf.get(corners[at]) ?? 0;
  const faces: [number, number, number][] = [];
  for (let face = 0; face + 1 < faceStarts.length; face++) {
    const start = faceStarts[face];
    if (faceStarts[face + 1] - start !== 3) return { points, faces: null };
    faces.push([cornerAt(start), cornerAt(start + 1), cornerAt(start + 2)]);
  }
  return { points, faces };
}

/** The convex hull of points in a form that OpenSCAD can read; null when they lie in one plane. */
export function hullOf(points: readonly Vec3[]): Solid | null {
  const hull = convexHull(points);
  if (hull === null) return null;
  const distinct = withoutNearRepeats(hull.points);
  return distinct === hull.points ? hull : convexHull(distinct);
}

/** Whether a solid is its own convex hull. */
export function isConvex(solid: Solid): boolean {
  const hull = convexHull(solid.points);
  return hull !== null && volumeOf(hull) - volumeOf(solid) <= SAME_VOLUME * volumeOf(hull);
}

/** In mm³; see `measureMass` for the formula. */
export function volumeOf({ points, faces }: Solid): number {
  const [ox, oy, oz] = points[0];
  let six = 0;
  for (const [a, b, c] of faces) {
    const [px, py, pz] = [points[a][0] - ox, points[a][1] - oy, points[a][2] - oz];
    const [qx, qy, qz] = [points[b][0] - ox, points[b][1] - oy, points[b][2] - oz];
    const [rx, ry, rz] = [points[c][0] - ox, points[c][1] - oy, points[c][2] - oz];
    six += px * (qy * rz - qz * ry) - py * (qx * rz - qz * rx) + pz * (qx * ry - qy * rx);
  }
  return six / 6;
}

/** A solid as an OFF file that holds its coordinates without rounding. */
export function writeExactOff({ points, faces }: Solid): Uint8Array {
  const lines = [`OFF ${points.length} ${faces.length} 0`];
  for (const point of points) lines.push(point.join(' '));
  for (const face of faces) lines.push(`3 ${face.join(' ')}`);
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
