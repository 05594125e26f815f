import type { Bounds, Outline, Vec2, Vec3 } from '../contracts/mesh.ts';

/** Measures the box around x, y, z triples, for instance `mesh.positions`; all zero when there are none. */
export function measureBounds(positions: Float32Array): Bounds {
  if (positions.length === 0) return boxFrom([0, 0, 0], [0, 0, 0]);
  let [minX, minY, minZ] = positions;
  let [maxX, maxY, maxZ] = positions;
  for (let at = 3; at < positions.length; at += 3) {
    const x = positions[at];
    const y = positions[at + 1];
    const z = positions[at + 2];
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
    if (z < minZ) minZ = z;
    if (z > maxZ) maxZ = z;
  }
  return boxFrom([minX, minY, minZ], [maxX, maxY, maxZ]);
}

/** Measures the rectangle around an outline; all zero when it has no points. */
export function outlineBounds(outline: Outline): Bounds<Vec2> {
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (const contour of outline.contours) {
    for (let at = 0; at < contour.length; at += 2) {
      minX = Math.min(minX, contour[at]);
      maxX = Math.max(maxX, contour[at]);
      minY = Math.min(minY, contour[at + 1]);
      maxY = Math.max(maxY, contour[at + 1]);
    }
  }
  if (minX > maxX) return { min: [0, 0], max: [0, 0], size: [0, 0] };
  return { min: [minX, minY], max: [maxX, maxY], size: [maxX - minX, maxY - minY] };
}

function boxFrom(min: Vec3, max: Vec3): Bounds {
  return { min, max, size: [max[0] - min[0], max[1] - min[1], max[2] - min[2]] };
}
