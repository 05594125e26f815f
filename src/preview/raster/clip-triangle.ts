import type { Frame } from './frame.ts';
import type { ScreenTransform } from './screen-transform.ts';
import { NOT_IN_FRONT } from './visibility-buffer.ts';

/** Numbers a clipped polygon can need: x, y, nearness for each of at most five corners. */
export const CLIPPED_POLYGON_SIZE = 15;

/** How much of a triangle is on the kept side of the section plane. */
export type Share = 'none' | 'some' | 'all';

/** A corner while it is clipped: eye x, y, z, then mm beyond the near plane and beyond the section plane. */
const CORNER_SIZE = 5;
const BEYOND_NEAR = 3;
const BEYOND_SECTION = 4;

/** Room for five corners before and after a step of clipping, filled anew for every triangle. */
const ROOM = [new Float64Array(5 * CORNER_SIZE), new Float64Array(5 * CORNER_SIZE)] as const;

/**
 * Puts what is drawn of a triangle on the screen: all of it, or what the near plane and the section leave.
 *
 * @param polygon - receives x, y, nearness per corner, in the triangle's direction
 * @returns how many corners are left: 0 or 3 to 5
 */
export function placeTriangle(frame: Frame, triangle: number, polygon: Float32Array): number {
  const share = shareKept(frame, triangle);
  if (share === 'none') return 0;
  const { x, y, nearness } = frame.screen;
  const { indices } = frame.model.data;
  let whole = share === 'all';
  for (let corner = 0; corner < 3; corner++) {
    const vertex = indices[triangle * 3 + corner];
    if (nearness[vertex] === NOT_IN_FRONT) whole = false;
    polygon[corner * 3] = x[vertex];
    polygon[corner * 3 + 1] = y[vertex];
    polygon[corner * 3 + 2] = nearness[vertex];
  }
  return whole ? 3 : clipTriangle(frame, triangle, polygon);
}

/**
 * Tells how much of a triangle the section leaves. One that lies in the plane is kept when the solid is on
 * the kept side of it, so that a cut along a face of the model leaves this face as it is.
 */
export function shareKept({ cut, model }: Frame, triangle: number): Share {
  if (cut === null) return 'all';
  const { positions, indices } = model.data;
  const { axis, offset_mm, removedSide } = cut;
  let kept = 0;
  let removed = 0;
  for (let corner = triangle * 3; corner < triangle * 3 + 3; corner++) {
    const beyond = removedSide * (offset_mm - positions[indices[corner] * 3 + axis]);
    if (beyond > 0) kept++;
    if (beyond < 0) removed++;
  }
  if (removed > 0) return kept > 0 ? 'some' : 'none';
  if (kept > 0) return 'all';
  return removedSide * normalAlong(axis, triangle, positions, indices) > 0 ? 'all' : 'none';
}

/** One coordinate of a triangle's normal, of whatever length. */
function normalAlong(axis: number, triangle: number, p: Float32Array, indices: Uint32Array): number {
  const a = indices[triangle * 3] * 3;
  const b = indices[triangle * 3 + 1] * 3;
  const c = indices[triangle * 3 + 2] * 3;
  const u = (axis + 1) % 3;
  const v = (axis + 2) % 3;
  return (p[b + u] - p[a + u]) * (p[c + v] - p[a + v]) - (p[b + v] - p[a + v]) * (p[c + u] - p[a + u]);
}

/**
 * Cuts off the part of a triangle that is nearer than the near plane or on the removed side of the section.
 * Parameters and result are those of {@link placeTriangle}.
 */
export function clipTriangle(frame: Frame, triangle: number, polygon: Float32Array): number {
  let [corners, clipped] = ROOM;
  for (let corner = 0; corner < 3; corner++) {
    loadCorner(frame, frame.model.data.indices[triangle * 3 + corner], corners, corner * CORNER_SIZE);
  }
  let count = 3;
  if (frame.transform.perspective) {
    count = cutOff(corners, count, BEYOND_NEAR, clipped);
    [corners, clipped] = [clipped, corners];
  }
  if (frame.cut !== null) {
    count = cutOff(corners, count, BEYOND_SECTION, clipped);
    corners = clipped;
  }
  for (let corner = 0; corner < count; corner++) {
    projectCorner(corners, corner * CORNER_SIZE, frame.transform, polygon, corner * 3);
  }
  return count;
}

function loadCorner({ model, transform, cut }: Frame, vertex: number, to: Float64Array, at: number): void {
  const { positions } = model.data;
  const { modelView: m, near_mm } = transform;
  const x = positions[vertex * 3];
  const y = positions[vertex * 3 + 1];
  const z = positions[vertex * 3 + 2];
  to[at] = m[0] * x + m[4] * y + m[8] * z + m[12];
  to[at + 1] = m[1] * x + m[5] * y + m[9] * z + m[13];
  to[at + 2] = m[2] * x + m[6] * y + m[10] * z + m[14];
  to[at + BEYOND_NEAR] = -to[at + 2] - near_mm;
  if (cut === null) return;
  to[at + BEYOND_SECTION] = cut.removedSide * (cut.offset_mm - positions[vertex * 3 + cut.axis]);
}

/** Copies the corners for which the given number is not negative, and one where an edge crosses zero. */
function cutOff(corners: Float64Array, count: number, beyond: number, clipped: Float64Array): number {
  let kept = 0;
  for (let corner = 0; corner < count; corner++) {
    const from = corner * CORNER_SIZE;
    const to = ((corner + 1) % count) * CORNER_SIZE;
    const keepsFrom = corners[from + beyond] >= 0;
    const keepsTo = corners[to + beyond] >= 0;
    if (keepsFrom) {
      for (let i = 0; i < CORNER_SIZE; i++) clipped[kept * CORNER_SIZE + i] = corners[from + i];
      kept++;
    }
    if (keepsFrom !== keepsTo) {
      // Always from the corner that is kept: the neighbour across this edge must get the very same point.
      const inside = keepsFrom ? from : to;
      const outside = keepsFrom ? to : from;
      const part = corners[inside + beyond] / (corners[inside + beyond] - corners[outside + beyond]);
      for (let i = 0; i < CORNER_SIZE; i++) {
        clipped[kept * CORNER_SIZE + i] =
          corners[inside + i] + (corners[outside + i] - corners[inside + i]) * part;
      }
      clipped[kept * CORNER_SIZE + beyond] = 0;
      kept++;
    }
  }
  return kept;
}

/** Projects a corner with the same formula as all vertices, so that both agree to the last bit. */
function projectCorner(
  corners: Float64Array,
  at: number,
  { perspective, halfWidth, halfHeight, projection: p }: ScreenTransform,
  polygon: Float32Array,
  to: number,
): void {
  const z = corners[at + 2];
  const scale = perspective ? -1 / z : 1;
  polygon[to] = halfWidth * (1 + (p[0] * corners[at] + p[8] * z + p[12]) * scale);
  polygon[to + 1] = halfHeight * (1 - (p[5] * corners[at + 1] + p[9] * z + p[13]) * scale);
  polygon[to + 2] = perspective ? scale : z;
}
