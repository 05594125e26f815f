import type { Vec3 } from '../../contracts/mesh.ts';
import { along } from '../measure/vectors.ts';
import type { FaceAnalysis } from './analyze-faces.ts';
import { isPieceOfDoubleCurve } from './double-curve.ts';
import type {
  AxialFeature,
  ConeFeature,
  CylinderFeature,
  FilletFeature,
  HoleFeature,
  PrismFeature,
} from './feature-types.ts';
import type { RoundSurface } from './round-surface.ts';

/** A feature before it is known which others lie on its axis. */
type Unnumbered<T extends AxialFeature> = Omit<T, 'axis_id'>;

/** What a round surface is, with the facets that belong to it. */
export type SurfaceFeature = { readonly facets: readonly number[] } & (
  | { readonly type: 'hole'; readonly feature: Unnumbered<HoleFeature> }
  | { readonly type: 'boss'; readonly feature: Unnumbered<CylinderFeature> }
  | { readonly type: 'prism'; readonly feature: Unnumbered<PrismFeature> }
  | { readonly type: 'cone'; readonly feature: Unnumbered<ConeFeature> }
  | { readonly type: 'fillet'; readonly feature: FilletFeature }
);

/** Fewer facets per turn make a prism: nobody can tell a hexagon that was meant from a coarse circle. */
const MIN_CIRCLE_SIDES = 8;

/** A cone whose tip is cut off by less than this share of its radius has a tip. */
const TIP_SHARE = 1e-4;

const DEG = 180 / Math.PI;

/** Says what each round surface is; what is not certain to be of some kind is left out. */
export function describeSurfaces(analysis: FaceAnalysis): readonly SurfaceFeature[] {
  const found: SurfaceFeature[] = [];
  for (let number = 0; number < analysis.surfaces.length; number++) {
    if (isPieceOfDoubleCurve(analysis, number)) continue;
    const feature = describeSurface(analysis, number);
    if (feature !== null) found.push(feature);
  }
  return found;
}

function describeSurface(analysis: FaceAnalysis, number: number): SurfaceFeature | null {
  const surface = analysis.surfaces[number];
  const isRound = surface.sides >= MIN_CIRCLE_SIDES - 0.01;
  if (surface.isClosed && surface.kind === 'cone') return isRound ? describeCone(analysis, number) : null;
  if (surface.isClosed) {
    return isRound
      ? describeCylinder(analysis, number, 360, surface.facets)
      : describePrism(analysis, number);
  }
  return isRound && surface.kind === 'cylinder' ? describeArc(analysis, number) : null;
}

function describeCylinder(
  analysis: FaceAnalysis,
  number: number,
  arc_deg: number,
  facets: readonly number[],
): SurfaceFeature {
  const surface = analysis.surfaces[number];
  const { through, ...placed } = place(analysis, number);
  const shared = { ...placed, ...widths(surface), sides: Math.round(surface.sides), arc_deg };
  if (surface.isConvex) return { type: 'boss', feature: shared, facets };
  return { type: 'hole', feature: { ...shared, through: through && arc_deg === 360 }, facets };
}

function describePrism(analysis: FaceAnalysis, number: number): SurfaceFeature | null {
  const surface = analysis.surfaces[number];
  const { sides, facets } = surface;
  if (sides !== 5 && sides !== 6 && sides !== 7) return null;
  const kind = surface.isConvex ? 'boss' : 'hole';
  return { type: 'prism', feature: { kind, sides, ...widths(surface), ...place(analysis, number) }, facets };
}

/** Half a turn or less is a fillet where it is tangent to flat faces; more is a hole or boss that was cut. */
function describeArc(analysis: FaceAnalysis, number: number): SurfaceFeature | null {
  const surface = analysis.surfaces[number];
  const ends = analysis.arcEnds[number];
  const facets = [...surface.facets, ...ends.map(({ facet }) => facet).filter(facet => facet >= 0)];
  const angle_rad = ends.reduce((sum, end) => sum + end.angle_rad, surface.covered * surface.step_rad);
  const arc_deg = Math.min(360, angle_rad * DEG);
  // Half a facet more than half a turn is still the end of a slot.
  if (angle_rad > Math.PI + surface.step_rad / 2) return describeCylinder(analysis, number, arc_deg, facets);
  if (ends.length !== 2 || ends.some(({ tangentFacet }) => tangentFacet < 0)) return null;
  const [lower, upper] = analysis.ends[number];
  const feature: FilletFeature = {
    kind: surface.isConvex ? 'round' : 'fillet',
    radius_mm: surface.radius_mm,
    arc_deg,
    axis: canonicalAxis(surface.axis),
    at: along(surface.origin, surface.axis, (lower.level_mm + upper.level_mm) / 2),
    length_mm: upper.level_mm - lower.level_mm,
  };
  return { type: 'fillet', feature, facets };
}

function describeCone(analysis: FaceAnalysis, number: number): SurfaceFeature {
  const surface = analysis.surfaces[number];
  const [lower, upper] = analysis.ends[number];
  const diameterAt = (level: number) => 2 * (surface.radius_mm + surface.slope * level);
  const large = diameterAt(lower.level_mm);
  const small = diameterAt(upper.level_mm);
  const feature: Unnumbered<ConeFeature> = {
    kind: surface.isConvex ? 'cone' : 'countersink',
    axis: positiveZeros(along([0, 0, 0], surface.axis, -1)),
    at: along(surface.origin, surface.axis, lower.level_mm),
    depth_mm: upper.level_mm - lower.level_mm,
    large_diameter_mm: large,
    small_diameter_mm: small < TIP_SHARE * large ? 0 : small,
    angle_deg: 2 * Math.atan(-surface.slope) * DEG,
  };
  return { type: 'cone', feature, facets: surface.facets };
}

function widths({ radius_mm, sides }: RoundSurface) {
  return { diameter_mm: 2 * radius_mm, across_flats_mm: 2 * radius_mm * Math.cos(Math.PI / sides) };
}

/** Where a cylinder is: its axis points out of the end that is open, or free, and lies in that end. */
function place(analysis: FaceAnalysis, number: number) {
  const { axis, origin } = analysis.surfaces[number];
  const [lower, upper] = analysis.ends[number];
  const isLowerOpen = lower.turn > 0;
  const isUpperOpen = upper.turn > 0;
  const pointsUp = isLowerOpen === isUpperOpen ? canonicalAxis(axis) : isUpperOpen ? axis : opposite(axis);
  const isUpward = pointsUp[0] * axis[0] + pointsUp[1] * axis[1] + pointsUp[2] * axis[2] > 0;
  return {
    axis: positiveZeros(pointsUp),
    at: along(origin, axis, isUpward ? upper.level_mm : lower.level_mm),
    depth_mm: upper.level_mm - lower.level_mm,
    through: isLowerOpen && isUpperOpen,
  };
}

/** Of the two directions of an axis the one whose largest coordinate is positive. */
function canonicalAxis(axis: Vec3): Vec3 {
  const largest = axis.reduce((best, value) => (Math.abs(value) > Math.abs(best) + 1e-6 ? value : best), 0);
  return positiveZeros(largest < 0 ? opposite(axis) : axis);
}

function opposite(axis: Vec3): Vec3 {
  return along([0, 0, 0], axis, -1);
}

/** The same vector without −0, which reads badly. */
function positiveZeros([x, y, z]: Vec3): Vec3 {
  return [x + 0, y + 0, z + 0];
}
