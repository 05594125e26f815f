import type { Vec3 } from '../../contracts/mesh.ts';
import { formatNumber, formatPoint, type LocatedFinding } from './finding.ts';
import { groupTrianglesByPart, type PrintPart } from './print-parts.ts';
import type { PrintScene } from './print-scene.ts';

/**
 * Finds parts that hang in the air: their lowest point is more than a layer above the bed, and nothing
 * connects them to another part. `value` is the distance from the bed in millimetres.
 */
export function findFloatingParts(scene: PrintScene, parts: readonly PrintPart[]): readonly LocatedFinding[] {
  const floating = parts.filter(({ isFloating }) => isFloating);
  if (floating.length === 0) return [];
  const trianglesOf = groupTrianglesByPart(scene.structure);
  return floating.map(({ index, root, bounds }) => {
    const { min, max, size } = bounds;
    const at: Vec3 = [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, min[2]];
    const gap = min[2] - scene.bed_z;
    const extent = size.map(formatNumber).join(' × ');
    return {
      finding: {
        code: 'FLOATING_PART',
        severity: 'error',
        message: `Part ${index} (${extent} mm) hangs in the air: it begins ${formatNumber(gap)} mm above the bed, at ${formatPoint(at)}, and touches no other part.`,
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
