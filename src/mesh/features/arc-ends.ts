import type { Mesh } from '../../contracts/mesh.ts';
import { NO_MATE } from '../measure/half-edges.ts';
import { cross, dot, pointAt } from '../measure/vectors.ts';
import type { Facets } from './facets.ts';
import type { RoundSurface } from './round-surface.ts';
import { hasLine } from './strip-groups.ts';
import type { Strips } from './strips.ts';

/** What lies at one side of a partial cylinder. */
export interface ArcEnd {
  /**
   * The last facet of the arc, which is not among the surface's own because it bends differently at its far
   * side, or was cut narrower; −1 where a flat face follows at once.
   */
  readonly facet: number;
  /** By how much the arc goes on beyond the surface's own facets. */
  readonly angle_rad: number;
  /** The flat face that goes on from the cylinder without a corner, or −1. */
  readonly tangentFacet: number;
}

/** What ends of arcs are found from. */
export interface ArcContext {
  readonly mesh: Mesh;
  readonly mates: Int32Array;
  readonly facets: Facets;
  readonly bends: Float64Array;
  readonly strips: Strips;
  /** The round surface of each facet, or −1. */
  readonly surfaceOf: Int32Array;
}

/** A facet wider than this many others is a face of its own beside the cylinder. */
const MAX_WIDTH_SHARE = 1.02;

/** A face is tangent to the curve when it bends from the last chord by less than this share of a step. */
const MAX_TANGENT_BEND = 0.75;

/** Two facets beyond one side, left by something that cut the last one apart, look the same way. */
const SAME_SIDE_COSINE = 1 - 1e-6;

/**
 * Finds what lies at the sides of a partial cylinder. Where its circle has a corner in the tangent point, the
 * last facet bends by half a step towards the face that is tangent; where the tangent face continues
 * a facet of the circle, all bends are alike.
 */
export function findArcEnds(context: ArcContext, surface: RoundSurface): readonly ArcEnd[] {
  const { mates, facets, strips, surfaceOf } = context;
  const width = 2 * surface.radius_mm * Math.sin(surface.step_rad / 2);
  const ends: ArcEnd[] = [];
  const seen = new Set<number>(surface.facets);
  for (const strip of surface.strips) {
    for (const half of halfEdgesOf(facets, strips.facetOf[strip])) {
      if (mates[half] === NO_MATE || !hasLine(strips, strip, strips.lineOf[half])) continue;
      const beyond = facets.facetOf[Math.floor(mates[half] / 3)];
      if (seen.has(beyond) || surfaceOf[beyond] >= 0) continue;
      seen.add(beyond);
      const end = describeEnd(context, surface, beyond, width);
      if (!ends.some(other => areOnOneSide(facets, beyond, other))) ends.push(end);
    }
  }
  return ends;
}

function describeEnd(context: ArcContext, surface: RoundSurface, facet: number, width: number): ArcEnd {
  const ownWidth = widthOf(context, surface, facet);
  if (ownWidth > MAX_WIDTH_SHARE * width) {
    return { facet: -1, angle_rad: surface.step_rad / 2, tangentFacet: facet };
  }
  const angle_rad = 2 * Math.asin(Math.min(1, ownWidth / (2 * surface.radius_mm)));
  return { facet, angle_rad, tangentFacet: findTangent(context, surface, facet, width) };
}

function areOnOneSide({ normals }: Facets, facet: number, other: ArcEnd): boolean {
  const known = other.facet >= 0 ? other.facet : other.tangentFacet;
  return dot(pointAt(normals, facet), pointAt(normals, known)) > SAME_SIDE_COSINE;
}

/** How wide a facet is across the axis of a surface. */
function widthOf({ mesh, facets }: ArcContext, { axis }: RoundSurface, facet: number): number {
  const across = cross(axis, pointAt(facets.normals, facet));
  let least = Infinity;
  let greatest = -Infinity;
  for (const half of halfEdgesOf(facets, facet)) {
    const value = dot(pointAt(mesh.positions, mesh.indices[half]), across);
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return greatest - least;
}

function findTangent(context: ArcContext, surface: RoundSurface, facet: number, width: number): number {
  const { mates, facets, bends, surfaceOf } = context;
  let found = -1;
  for (const half of halfEdgesOf(facets, facet)) {
    if (mates[half] === NO_MATE) continue;
    const beyond = facets.facetOf[Math.floor(mates[half] / 3)];
    if (beyond === facet || surfaceOf[beyond] >= 0) continue;
    const bend = surface.isConvex ? bends[half] : -bends[half];
    const isAlongAxis = Math.abs(dot(pointAt(facets.normals, beyond), surface.axis)) < 1e-3;
    if (!isAlongAxis || !(bend > 0 && bend <= MAX_TANGENT_BEND * surface.step_rad)) continue;
    if (widthOf(context, surface, beyond) > MAX_WIDTH_SHARE * width) found = beyond;
  }
  return found;
}

function* halfEdgesOf({ triangles, starts }: Facets, facet: number): Generator<number> {
  for (let at = starts[facet]; at < starts[facet + 1]; at++) {
    for (let half = triangles[at] * 3; half < triangles[at] * 3 + 3; half++) yield half;
  }
}
