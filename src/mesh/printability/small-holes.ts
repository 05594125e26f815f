import type { FaceAnalysis } from '../features/analyze-faces.ts';
import { describeSurfaces, type SurfaceFeature } from '../features/describe-surfaces.ts';
import type { Facets } from '../features/facets.ts';
import { formatNumber, formatPoint, type LocatedFinding } from './finding.ts';
import type { Printer } from './printer.ts';

/** Holes narrower than this many lines close up: the plastic of the lines around them is pulled inwards. */
const MIN_HOLE_LINES = 2.5;

/**
 * Finds holes too narrow to stay open, round ones and such as a coarse circle makes. `value` is the diameter
 * that the model says, `limit` 2.5 times the nozzle's, both in millimetres.
 */
export function findSmallHoles(analysis: FaceAnalysis, printer: Printer): readonly LocatedFinding[] {
  const limit = MIN_HOLE_LINES * printer.nozzle_mm;
  const found: LocatedFinding[] = [];
  for (const described of describeSurfaces(analysis)) {
    const hole = holeOf(described);
    if (hole === null || hole.diameter_mm >= limit) continue;
    const { at, diameter_mm, depth_mm } = hole;
    found.push({
      finding: {
        code: 'SMALL_HOLE',
        severity: 'warning',
        message: `A hole of ${formatNumber(diameter_mm)} mm diameter, ${formatNumber(depth_mm)} mm deep, at ${formatPoint(at)} is likely to close up; from ${formatNumber(limit)} mm on holes stay open.`,
        at,
        value: diameter_mm,
        limit,
        hint: 'Widen it, or drill it after printing.',
      },
      triangles: trianglesOf(analysis.facets, described.facets),
    });
  }
  return found;
}

function holeOf(described: SurfaceFeature) {
  if (described.type === 'hole') return described.feature;
  return described.type === 'prism' && described.feature.kind === 'hole' ? described.feature : null;
}

function trianglesOf({ triangles, starts }: Facets, facets: readonly number[]): Uint32Array {
  const found = facets.flatMap(facet => [...triangles.subarray(starts[facet], starts[facet + 1])]);
  return Uint32Array.from(found).sort();
}
