import type { Vec3 } from '../../contracts/mesh.ts';
import { findRoot } from '../union-find.ts';
import { formatNumber, formatPoint, type LocatedFinding } from './finding.ts';
import { joinTouchingParts } from './joined-parts.ts';
import { groupTrianglesByPart, type PrintPart } from './print-parts.ts';
import type { PrintScene } from './print-scene.ts';

/**
 * Finds parts that hang in the air: their lowest point is more than a layer above the bed, and they neither
 * overlap nor touch a part that stands on it, nor one that does. `value` is the distance from the bed in
 * millimetres.
 */
export function findFloatingParts(scene: PrintScene, parts: readonly PrintPart[]): readonly LocatedFinding[] {
  if (!parts.some(({ isFloating }) => isFloating)) return [];
  const forest = joinTouchingParts(scene, parts);
  const groupOf = ({ index }: PrintPart) => findRoot(forest, index);
  const held = new Set(parts.filter(({ isFloating }) => !isFloating).map(groupOf));
  const floating = parts.filter(part => !held.has(groupOf(part)));
  if (floating.length === 0) return [];
  const sizes = new Map<number, number>();
  for (const part of floating) sizes.set(groupOf(part), (sizes.get(groupOf(part)) ?? 0) + 1);
  const trianglesOf = groupTrianglesByPart(scene.structure);
  return floating.map(part => {
    const { index, root, bounds } = part;
    const { min, max, size } = bounds;
    const at: Vec3 = [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, min[2]];
    const gap = min[2] - scene.bed_z;
    const touched = sizes.get(groupOf(part)) === 1 ? 'no other part' : 'only parts that hang there too';
    const extent = size.map(formatNumber).join(' × ');
    return {
      finding: {
        code: 'FLOATING_PART',
        severity: 'error',
        message: `Part ${index} (${extent} mm) hangs in the air: it begins ${formatNumber(gap)} mm above the bed, at ${formatPoint(at)}, and touches ${touched}.`,
        at,
        region: bounds,
        value: gap,
        limit: 0,
        hint: 'Move it onto the bed, or let it overlap the part it belongs to by a little, such as 0.01 mm.',
      },
      triangles: trianglesOf(root),
    };
  });
}
