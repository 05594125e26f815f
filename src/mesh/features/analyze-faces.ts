import type { MeshStructure } from '../measure/mesh-structure.ts';
import { roundingTolerance } from '../measure/rounding.ts';
import { type ArcEnd, findArcEnds } from './arc-ends.ts';
import { measureBends } from './bends.ts';
import { type Facets, findFacets } from './facets.ts';
import { fitRoundSurface, type RoundSurface } from './round-surface.ts';
import { groupStrips } from './strip-groups.ts';
import { findStrips } from './strips.ts';
import { findEnds, type SurfaceEnd } from './surface-ends.ts';

/** The faces of a mesh, flat and round. */
export interface FaceAnalysis {
  readonly structure: MeshStructure;
  readonly facets: Facets;
  readonly bends: Float64Array;
  readonly surfaces: readonly RoundSurface[];
  /** The lower and the upper end of each round surface along its axis. */
  readonly ends: readonly (readonly [SurfaceEnd, SurfaceEnd])[];
  /** What lies at the sides of each partial cylinder; nothing for other surfaces. */
  readonly arcEnds: readonly (readonly ArcEnd[])[];
  /** The round surface of each facet, or −1. */
  readonly surfaceOf: Int32Array;
  readonly tolerance_mm: number;
}

/** With fewer facets any four corners of two symmetric bends would lie on an arc. */
const MIN_ARC_FACETS = 3;

/**
 * Finds the cylinders and cones of a mesh whose parts are wound outwards, whole or partial. A surface is one
 * only when its corners lie on it as exactly as float32 allows and its facets are equally wide and equally
 * bent; so what a `for` loop makes of many slightly different facets is none.
 */
export function analyzeFaces(structure: MeshStructure): FaceAnalysis {
  const { mesh } = structure;
  const { mates } = structure.halfEdges;
  const tolerance_mm = roundingTolerance(mesh.positions);
  const facets = findFacets(structure);
  const bends = measureBends(mesh, mates, facets);
  const strips = findStrips(mesh, facets, bends, tolerance_mm);
  const surfaceOf = new Int32Array(facets.count).fill(-1);
  const surfaces: RoundSurface[] = [];
  const arcEnds: (readonly ArcEnd[])[] = [];
  const context = { mesh, mates, facets, bends, strips, surfaceOf };
  for (const group of groupStrips(strips, facets.facetOf, mates, tolerance_mm)) {
    // Larger groups come first: what they took is not also part of something smaller.
    if (group.some(strip => surfaceOf[strips.facetOf[strip]] >= 0)) continue;
    const surface = fitRoundSurface(mesh, facets, strips, group, tolerance_mm);
    if (surface === null || surface.covered < MIN_ARC_FACETS) continue;
    const isArc = surface.kind === 'cylinder' && !surface.isClosed;
    const beside = isArc ? findArcEnds(context, surface) : [];
    for (const facet of surface.facets) surfaceOf[facet] = surfaces.length;
    for (const { facet } of beside) if (facet >= 0) surfaceOf[facet] = surfaces.length;
    surfaces.push(surface);
    arcEnds.push(beside);
  }
  const ends = surfaces.map((surface, number) => findEnds(context, surface, number));
  return { structure, facets, bends, surfaces, ends, arcEnds, surfaceOf, tolerance_mm };
}
