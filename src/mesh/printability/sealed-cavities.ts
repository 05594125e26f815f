import type { Vec3 } from '../../contracts/mesh.ts';
import type { MeshStructure } from '../measure/mesh-structure.ts';
import { centreOfSurfaces } from '../measure/surface-pieces.ts';
import { formatNumber, formatPoint, type LocatedFinding } from './finding.ts';
import { groupTrianglesByPiece } from './print-parts.ts';

/**
 * Finds hollows inside parts that have no way out. They are solids that can be made, but mostly a subtraction
 * that was meant to reach the surface; and whatever is in them stays in: supports, resin, powder. `value` is the
 * volume of the hollow in mm³, `at` its centre.
 */
export function findSealedCavities({ pieces, partOfPiece }: MeshStructure): readonly LocatedFinding[] {
  const found: LocatedFinding[] = [];
  const trianglesOf = groupTrianglesByPiece(pieces);
  for (let piece = 0; piece < pieces.count; piece++) {
    if (partOfPiece[piece] === piece) continue;
    const sums = pieces.sums[piece];
    const at: Vec3 = centreOfSurfaces([sums]);
    const volume_mm3 = Math.abs(sums.volume_mm3);
    const extent = sums.bounds.size.map(formatNumber).join(' × ');
    found.push({
      finding: {
        code: 'SEALED_CAVITY',
        severity: 'warning',
        message: `A hollow of ${extent} mm around ${formatPoint(at)} has no way out: ${formatNumber(volume_mm3)} mm³ are enclosed by material.`,
        at,
        region: sums.bounds,
        value: volume_mm3,
        limit: 0,
        hint: 'Let the subtraction reach through the surface, or add a hole; keep it only if it is meant to be closed.',
      },
      triangles: trianglesOf(piece),
    });
  }
  return found;
}
