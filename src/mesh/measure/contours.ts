import type { Vec2 } from '../../contracts/mesh.ts';

/**
 * Leaves out corners of a closed line that are repeated or lie, within `tolerance`, straight between those
 * before and after them: a plane crosses the diagonals of flat faces, too. What remains is the same line.
 */
export function simplifyContour(points: readonly Vec2[], tolerance: number): readonly Vec2[] {
  const distinct = points.filter((point, at) => {
    const before = points[(at + points.length - 1) % points.length];
    return Math.hypot(point[0] - before[0], point[1] - before[1]) > tolerance;
  });
  const kept: Vec2[] = [];
  for (const point of distinct) {
    while (kept.length >= 2 && isStraight(kept[kept.length - 2], kept[kept.length - 1], point, tolerance)) {
      kept.pop();
    }
    kept.push(point);
  }
  // The line has no beginning: its first and last corners may be superfluous as well.
  while (kept.length > 2 && isStraight(kept[kept.length - 2], kept[kept.length - 1], kept[0], tolerance)) {
    kept.pop();
  }
  while (kept.length > 2 && isStraight(kept[kept.length - 1], kept[0], kept[1], tolerance)) kept.shift();
  return kept;
}

/** Whether `middle` lies between `from` and `to`, and no further from their line than the tolerance. */
function isStraight(from: Vec2, middle: Vec2, to: Vec2, tolerance: number): boolean {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const [mx, my] = [middle[0] - from[0], middle[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length <= tolerance) return false;
  const isBetween = mx * dx + my * dy >= 0 && mx * dx + my * dy <= length * length;
  return isBetween && Math.abs(mx * dy - my * dx) <= tolerance * length;
}
