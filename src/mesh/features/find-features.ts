import type { MeshStructure } from '../measure/mesh-structure.ts';
import { analyzeFaces, type FaceAnalysis } from './analyze-faces.ts';
import { describeSurfaces } from './describe-surfaces.ts';
import type {
  ConeFeature,
  CylinderFeature,
  Features,
  FilletFeature,
  HoleFeature,
  PrismFeature,
} from './feature-types.ts';
import { numberAxes } from './number-axes.ts';
import { describePlane, listPlaneFacets } from './planes.ts';
import { turnPartsOutward } from './turn-outward.ts';

/** How many flat faces are listed when nobody says. */
const DEFAULT_MAX_PLANES = 20;

/** How much to tell. */
export interface FeatureOptions {
  /** The most planes to list, largest first. */
  readonly maxPlanes?: number;
}

/**
 * Finds the holes, bosses, nut traps, cones, fillets and flat faces of a model. What is reported is certain as
 * far as the mesh can tell; shapes cut up so much that few facets of them are whole may be left out.
 *
 * A cylinder is a closed ring, or an arc, of at least eight facets per turn that are equally wide and equally
 * bent and whose corners lie on one cylinder within float32 rounding. Rings of five to seven sides are
 * listed as prisms: a hexagon that was meant and a coarse circle are the same mesh. Of balls, tori and other
 * bodies with a curved profile nothing is listed. Parts wound inside out are taken for what they outline.
 */
export function findFeatures(structure: MeshStructure, options: FeatureOptions = {}): Features {
  return describeFeatures(analyzeFaces(turnPartsOutward(structure)), options);
}

/** Describes the features of a mesh whose faces have been analysed. */
export function describeFeatures(analysis: FaceAnalysis, options: FeatureOptions = {}): Features {
  const described = describeSurfaces(analysis);
  const isRound = new Uint8Array(analysis.facets.count);
  for (const { type, facets } of described) {
    // The sides of a nut trap are flat faces as well.
    if (type === 'prism') continue;
    for (const facet of facets) isRound[facet] = 1;
  }
  const planes = listPlaneFacets(analysis, facet => isRound[facet] === 1);
  const ids = numberAxes(described.map(({ feature }) => feature));
  const holes: HoleFeature[] = [];
  const bosses: CylinderFeature[] = [];
  const prisms: PrismFeature[] = [];
  const cones: ConeFeature[] = [];
  const fillets: FilletFeature[] = [];
  for (let at = 0; at < described.length; at++) {
    const { type, feature } = described[at];
    const axis_id = ids[at];
    if (type === 'hole') holes.push({ ...feature, axis_id });
    else if (type === 'boss') bosses.push({ ...feature, axis_id });
    else if (type === 'prism') prisms.push({ ...feature, axis_id });
    else if (type === 'cone') cones.push({ ...feature, axis_id });
    else fillets.push(feature);
  }
  return {
    holes: holes.sort((a, b) => b.diameter_mm - a.diameter_mm),
    bosses: bosses.sort((a, b) => b.diameter_mm - a.diameter_mm),
    prisms: prisms.sort((a, b) => b.diameter_mm - a.diameter_mm),
    cones: cones.sort((a, b) => b.large_diameter_mm - a.large_diameter_mm),
    fillets: fillets.sort((a, b) => b.radius_mm - a.radius_mm),
    planes: planes
      .slice(0, options.maxPlanes ?? DEFAULT_MAX_PLANES)
      .map(facet => describePlane(analysis, facet)),
    plane_count: planes.length,
  };
}
