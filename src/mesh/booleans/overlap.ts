import type { Mesh } from '../../contracts/mesh.ts';
import { MeshStructure } from '../measure/mesh-structure.ts';
import { roundingTolerance } from '../measure/rounding.ts';
import { findSolidFault, type ManifoldKit, makePart, settle } from './solid.ts';

/**
 * The volume that two parts have in common; 0 when they only touch, which is what a common volume thinner than
 * the rounding of coordinates is. Null when one of them is not a closed solid.
 */
export function measureOverlap(kit: ManifoldKit, a: Mesh, b: Mesh): number | null {
  const structures = [a, b].map(part => new MeshStructure(part));
  if (structures.some(structure => findSolidFault(structure) !== null)) return null;
  const [first, second] = structures.map(structure => makePart(kit, structure));
  const common = settle(first.intersect(second));
  const tolerance_mm = Math.max(roundingTolerance(a.positions), roundingTolerance(b.positions));
  const volume_mm3 = common.volume();
  return 2 * volume_mm3 > tolerance_mm * common.surfaceArea() ? volume_mm3 : 0;
}
