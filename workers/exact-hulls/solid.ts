import type { Vec3 } from '../../src/contracts/mesh.ts';
import { type ConvexHull, convexHull } from '../../src/mesh/exact-hull/convex-hull.ts';
import type { OffPolygons } from '../../src/mesh/read-off.ts';

/** Triangles over points, counter-clockwise seen from outside. */
export type Solid = ConvexHull;

/** Volumes that differ by less than this share are those of one solid. */
const SAME_VOLUME = 1e-9;

/** Makes a solid of what OpenSCAD wrote; null when it is not all triangles, or not all finite. */
export function toSolid({ vertices, corners, faceStarts }: OffPolygons): Solid | null {
  if (!vertices.every(Number.isFinite)) return null;
  const points: Vec3[] = [];
  for (let at = 0; at < vertices.length; at += 3) {
    points.push([vertices[at], vertices[at + 1], vertices[at + 2]]);
  }
  const faces: [number, number, number][] = [];
  for (let face = 0; face + 1 < faceStarts.length; face++) {
    const start = faceStarts[face];
    if (faceStarts[face + 1] - start !== 3) return null;
    faces.push([corners[start], corners[start + 1], corners[start + 2]]);
  }
  return { points, faces };
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

/** A solid as a node of a tree. OpenSCAD wants the corners of a face clockwise seen from outside. */
export function writePolyhedron({ points, faces }: Solid): string {
  const corners = faces.map(([a, b, c]) => `[${a},${c},${b}]`).join();
  return `polyhedron(points=${JSON.stringify(points)},faces=[${corners}],convexity=1);`;
}
