import { orient3d } from 'robust-predicates';
import type { Vec3 } from '../../contracts/mesh.ts';

/** A convex solid: its corners, and triangles that are wound counter-clockwise seen from outside. */
export interface ConvexHull {
  readonly points: readonly Vec3[];
  readonly faces: readonly (readonly [number, number, number])[];
}

/** A triangle of the hull while it grows. */
interface Face {
  /** Numbers of points, counter-clockwise seen from outside. */
  readonly corners: readonly [number, number, number];
  /** The face beyond the edge from each corner to the next. */
  readonly neighbours: Face[];
  /** Points outside this face that no other face answers for. */
  outside: number[];
  /** The one of those that is farthest out. */
  farthest: number;
  reach: number;
  isGone: boolean;
}

/**
 * The convex hull of points, exact: whether a point is in front of a plane is decided without rounding, by
 * Shewchuk's adaptive predicates. Points in the plane of a face or on an edge are left out or become corners of
 * coplanar triangles; no triangle is degenerate.
 *
 * The method is Quickhull (Barber, Dobkin, Huhdanpaa 1996). That a point outside of a removed face sees one of
 * the new ones also holds when points are coplanar: the plane of a new face is a combination of those of the
 * two faces at its horizon edge.
 *
 * @returns null when all points lie in one plane, or one is not finite or too far away to decide about.
 */
export function convexHull(points: readonly Vec3[]): ConvexHull | null {
  if (!points.every(isNearEnough)) return null;
  const first = findSimplex(points);
  if (first === null) return null;
  const hull = new GrowingHull(points, first);
  hull.grow();
  return hull.finish();
}

/** Products of six differences of coordinates have to stay below the largest number, 1.8e308. */
const MAX_COORDINATE = 1e50;

function isNearEnough(point: Vec3): boolean {
  return point.every(coordinate => Math.abs(coordinate) <= MAX_COORDINATE);
}

/** Four points that are not in one plane, the fourth behind the triangle of the others; null when there are none. */
function findSimplex(points: readonly Vec3[]): readonly [number, number, number, number] | null {
  if (points.length < 4) return null;
  const a = pickLargest(points, point => -point[0]);
  const b = pickLargest(points, point => distanceSquared(point, points[a]));
  const c = pickLargest(points, point => areaSquared(points[a], points[b], point));
  const d = pickLargest(points, point => Math.abs(heightAbove(points, [a, b, c], point)));
  const side = heightAbove(points, [a, b, c], points[d]);
  if (side === 0) return null;
  return side < 0 ? [a, b, c, d] : [b, a, c, d];
}

function pickLargest(points: readonly Vec3[], measure: (point: Vec3) => number): number {
  let best = 0;
  let largest = -Infinity;
  for (const [index, point] of points.entries()) {
    const value = measure(point);
    if (value > largest) [best, largest] = [index, value];
  }
  return best;
}

function distanceSquared(a: Vec3, b: Vec3): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}

/** A measure of the area of a triangle. */
function areaSquared(a: Vec3, b: Vec3, c: Vec3): number {
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  return (uy * vz - uz * vy) ** 2 + (uz * vx - ux * vz) ** 2 + (ux * vy - uy * vx) ** 2;
}

/** Positive in front of a triangle, on the side from which its corners go counter-clockwise. Its sign is exact. */
function heightAbove(points: readonly Vec3[], [a, b, c]: Face['corners'], point: Vec3): number {
  const [p, q, r] = [points[a], points[b], points[c]];
  const [x, y, z] = point;
  // The predicate is positive behind the triangle.
  return -orient3d(p[0], p[1], p[2], q[0], q[1], q[2], r[0], r[1], r[2], x, y, z);
}

/** A hull that takes in one point after the other. */
class GrowingHull {
  readonly #points: readonly Vec3[];
  readonly #faces = new Set<Face>();

  /** @param simplex four points, the last behind the triangle of the first three. */
  constructor(points: readonly Vec3[], [a, b, c, d]: readonly [number, number, number, number]) {
    this.#points = points;
    const faces = [this.#add(a, b, c), this.#add(a, d, b), this.#add(b, d, c), this.#add(c, d, a)];
    for (const face of faces) {
      for (const other of faces) if (other !== face) link(face, other);
    }
    const rest = [...points.keys()].filter(point => ![a, b, c, d].includes(point));
    this.#handOut(rest, faces);
  }

  /** Takes in all points. */
  grow(): void {
    const waiting = [...this.#faces];
    for (let face = waiting.pop(); face !== undefined; face = waiting.pop()) {
      if (face.isGone || face.outside.length === 0) continue;
      waiting.push(...this.#takeIn(face.farthest, face));
    }
  }

  finish(): ConvexHull {
    const numberOf = new Map<number, number>();
    const renumber = (point: number) => {
      const number = numberOf.get(point) ?? numberOf.size;
      numberOf.set(point, number);
      return number;
    };
    const faces = [...this.#faces].map(
      ({ corners: [a, b, c] }) => [renumber(a), renumber(b), renumber(c)] as const,
    );
    return { points: [...numberOf.keys()].map(point => this.#points[point]), faces };
  }

  #add(a: number, b: number, c: number): Face {
    const face: Face = {
      corners: [a, b, c],
      neighbours: [],
      outside: [],
      farthest: -1,
      reach: 0,
      isGone: false,
    };
    this.#faces.add(face);
    return face;
  }

  /** Replaces all faces that see a point by a fan of new ones from it to their horizon. */
  #takeIn(point: number, start: Face): Face[] {
    const seen = [start];
    start.isGone = true;
    const horizon: { from: number; to: number; beyond: Face }[] = [];
    // The array grows while it is walked.
    for (const face of seen) {
      for (const neighbour of face.neighbours) {
        if (neighbour.isGone) continue;
        if (heightAbove(this.#points, neighbour.corners, this.#points[point]) > 0) {
          neighbour.isGone = true;
          seen.push(neighbour);
        }
      }
    }
    for (const face of seen) {
      for (const [edge, beyond] of face.neighbours.entries()) {
        if (beyond.isGone) continue;
        horizon.push({ from: face.corners[edge], to: face.corners[(edge + 1) % 3], beyond });
      }
    }
    const fan = this.#addFan(point, horizon);
    for (const face of seen) {
      this.#faces.delete(face);
      const rest = face.outside.filter(other => other !== point);
      this.#handOut(rest, fan);
    }
    return fan.filter(({ outside }) => outside.length > 0);
  }

  #addFan(point: number, horizon: readonly { from: number; to: number; beyond: Face }[]): Face[] {
    const startingAt = new Map<number, Face>();
    const fan = horizon.map(({ from, to, beyond }) => {
      const face = this.#add(from, to, point);
      face.neighbours[0] = beyond;
      beyond.neighbours[beyond.corners.indexOf(to)] = face;
      startingAt.set(from, face);
      return face;
    });
    for (const face of fan) {
      const next = startingAt.get(face.corners[1]);
      if (next === undefined) throw new Error('the horizon of a point is not closed');
      face.neighbours[1] = next;
      next.neighbours[2] = face;
    }
    return fan;
  }

  /** Gives each point to the first face that it is outside of; those inside of all are done. */
  #handOut(points: Iterable<number>, faces: readonly Face[]): void {
    for (const point of points) {
      for (const face of faces) {
        const reach = heightAbove(this.#points, face.corners, this.#points[point]);
        if (reach <= 0) continue;
        face.outside.push(point);
        if (reach > face.reach) {
          face.reach = reach;
          face.farthest = point;
        }
        break;
      }
    }
  }
}

/** Makes two triangles neighbours where they share an edge. */
function link(face: Face, other: Face): void {
  for (let edge = 0; edge < 3; edge++) {
    const from = face.corners[edge];
    const to = face.corners[(edge + 1) % 3];
    const back = other.corners.indexOf(to);
    if (back >= 0 && other.corners[(back + 1) % 3] === from) face.neighbours[edge] = other;
  }
}
