import type { Vec2 } from '../../contracts/mesh.ts';

/**
 * The convex hull of points in the plane, counter-clockwise, without points on its sides (Andrew's monotone
 * chain). Of points on one line the two ends remain, of equal points one.
 */
export function convexHull(points: readonly Vec2[]): readonly Vec2[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const distinct = sorted.filter(
    (point, at) => at === 0 || point[0] !== sorted[at - 1][0] || point[1] !== sorted[at - 1][1],
  );
  if (distinct.length < 3) return distinct;
  const lower = halfHull(distinct);
  const upper = halfHull(distinct.reverse());
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

function halfHull(points: readonly Vec2[]): Vec2[] {
  const chain: Vec2[] = [];
  for (const point of points) {
    while (chain.length >= 2 && turn(chain[chain.length - 2], chain[chain.length - 1], point) <= 0)
      chain.pop();
    chain.push(point);
  }
  return chain;
}

/** Twice the area of the triangle; positive when it turns left. */
function turn(a: Vec2, b: Vec2, c: Vec2): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
}

/**
 * How far a point is inside a convex hull: its distance from the nearest side, negative outside. For a hull that
 * is a line or a point, 0 at the most.
 */
export function depthInHull(hull: readonly Vec2[], [x, y]: Vec2): number {
  if (hull.length === 0) return Number.NEGATIVE_INFINITY;
  let depth = Infinity;
  let nearest = Infinity;
  for (let at = 0; at < hull.length; at++) {
    const from = hull[at];
    const to = hull[(at + 1) % hull.length];
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (length > 0) depth = Math.min(depth, turn(from, to, [x, y]) / length);
    nearest = Math.min(nearest, distanceToSide(from, to, x, y));
  }
  return hull.length >= 3 && depth >= 0 ? depth : -nearest;
}

function distanceToSide(from: Vec2, to: Vec2, x: number, y: number): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const square = dx * dx + dy * dy;
  const share = square > 0 ? ((x - from[0]) * dx + (y - from[1]) * dy) / square : 0;
  const clamped = Math.min(1, Math.max(0, share));
  return Math.hypot(x - from[0] - clamped * dx, y - from[1] - clamped * dy);
}

/** The least distance between two parallel lines that have the hull between them; 0 for a line or a point. */
export function hullWidth(hull: readonly Vec2[]): number {
  if (hull.length < 3) return 0;
  let width = Infinity;
  for (let at = 0; at < hull.length; at++) {
    const from = hull[at];
    const to = hull[(at + 1) % hull.length];
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const reach = hull.reduce((most, point) => Math.max(most, turn(from, to, point) / length), 0);
    width = Math.min(width, reach);
  }
  return width;
}
