import type { ScreenVertices } from './project-vertices.ts';
import type { ScreenTransform } from './screen-transform.ts';
import { NOT_IN_FRONT } from './visibility-buffer.ts';

/** Numbers a clipped polygon can need: x, y, nearness for each of at most four corners. */
export const CLIPPED_POLYGON_SIZE = 12;

/**
 * Cuts off the part of a triangle that is nearer than the near plane.
 *
 * @param corners - the triangle's three vertex numbers
 * @param polygon - receives x, y, nearness per corner, in the triangle's direction
 * @returns how many corners are left: 0, 3 or 4
 */
export function clipToNearPlane(
  corners: readonly [number, number, number],
  positions: Float32Array,
  screen: ScreenVertices,
  transform: ScreenTransform,
  polygon: Float32Array,
): number {
  let count = 0;
  for (let i = 0; i < 3; i++) {
    const from = corners[i];
    const to = corners[(i + 1) % 3];
    const fromInFront = screen.nearness[from] !== NOT_IN_FRONT;
    const toInFront = screen.nearness[to] !== NOT_IN_FRONT;
    if (fromInFront) {
      polygon[count * 3] = screen.x[from];
      polygon[count * 3 + 1] = screen.y[from];
      polygon[count * 3 + 2] = screen.nearness[from];
      count++;
    }
    if (fromInFront !== toInFront) {
      // Always from the vertex in front: the neighbour across this edge must get the very same point.
      const front = fromInFront ? from : to;
      const behind = fromInFront ? to : from;
      cutEdge(front, behind, positions, transform, polygon, count * 3);
      count++;
    }
  }
  return count;
}

/** Writes the point where an edge meets the near plane, projected, to `polygon` at `offset`. */
function cutEdge(
  front: number,
  behind: number,
  positions: Float32Array,
  transform: ScreenTransform,
  polygon: Float32Array,
  offset: number,
): void {
  const { near_mm, projection: p } = transform;
  const [frontX, frontY, frontZ] = toEye(front, positions, transform.modelView);
  const [behindX, behindY, behindZ] = toEye(behind, positions, transform.modelView);
  const part = (-frontZ - near_mm) / (behindZ - frontZ);
  const eyeX = frontX + (behindX - frontX) * part;
  const eyeY = frontY + (behindY - frontY) * part;
  polygon[offset] = transform.halfWidth * (1 + (p[0] * eyeX) / near_mm - p[8]);
  polygon[offset + 1] = transform.halfHeight * (1 - (p[5] * eyeY) / near_mm + p[9]);
  polygon[offset + 2] = 1 / near_mm;
}

function toEye(
  vertex: number,
  positions: Float32Array,
  m: readonly number[],
): readonly [number, number, number] {
  const x = positions[vertex * 3];
  const y = positions[vertex * 3 + 1];
  const z = positions[vertex * 3 + 2];
  return [
    m[0] * x + m[4] * y + m[8] * z + m[12],
    m[1] * x + m[5] * y + m[9] * z + m[13],
    m[2] * x + m[6] * y + m[10] * z + m[14],
  ];
}
