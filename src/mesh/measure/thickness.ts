import type { Vec3 } from '../../contracts/mesh.ts';
import { facetNormals } from './facet-normals.ts';
import { InscribedBall } from './inscribed-ball.ts';
import type { MeshStructure } from './mesh-structure.ts';
import { roundingTolerance } from './rounding.ts';
import { sampleSurface } from './surface-samples.ts';
import { clusterThinSamples, type ThinPlace } from './thin-places.ts';
import { pointAt } from './vectors.ts';
import { type Distribution, distributionOf, quantile, shareBelow } from './weighted-quantiles.ts';

/** Two lines of a 0.4 mm nozzle: below this, walls come out weak or not at all. */
export const THIN_BELOW_MM = 0.8;

/** Points of measurement spread over the surface. Their number decides the time, whatever the mesh. */
const SAMPLES = 15_000;

/** How to measure. */
export interface ThicknessOptions {
  /** What counts as thin; {@link THIN_BELOW_MM} unless given. */
  readonly thin_below_mm?: number;
  /** How many points to spread over the surface; fewer are faster and may miss the thinnest place. */
  readonly samples?: number;
}

/** Limits of the histogram's classes; the last one has no upper limit. */
const CLASS_LIMITS_MM = [0, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.6, 2, 3, 4, 6, 8, 12, 20, 50, 100] as const;

/** How thick the walls of a model are. */
export interface ThicknessMeasure {
  readonly min_mm: number;
  /** The point of the surface under which it is thinnest. */
  readonly at: Vec3;
  /** 5 % of the surface is thinner. */
  readonly p05_mm: number;
  /** Half of the surface is thinner. */
  readonly median_mm: number;
  /** The share of the surface (0–1) under which the thickness is in each class; empty classes are left out. */
  readonly histogram: readonly ThicknessClass[];
  /** The places thinner than {@link thin_below_mm}, thinnest first, at most ten. */
  readonly thin: readonly ThinPlace[];
  readonly thin_below_mm: number;
  /** The share of the surface (0–1) that has a thickness; the rest lies in corners, tips or gaps. */
  readonly measured_share: number;
  /** Distance between neighbouring points of measurement. */
  readonly spacing_mm: number;
}

/** A class of {@link ThicknessMeasure.histogram}. */
export interface ThicknessClass {
  readonly from_mm: number;
  /** Absent for the last class. */
  readonly to_mm?: number;
  readonly share: number;
}

/**
 * Measures wall thickness at points spread over the surface, each as the diameter of a ball inside the solid
 * ({@link InscribedBall}); null when there is none anywhere, as for an open sheet.
 *
 * Error: where a wall has parallel sides the value is exact but for float32. Where it tapers or one side is
 * curved, the thinnest point lies between samples, so `min_mm` may be too large: by the taper's slope times
 * `spacing_mm`, or by spacing²/(4 R) for a curve of radius R. Inner edges and corners are sampled in
 * addition, so grooves are found whatever the spacing. Round bodies come out too thin or too thick by up to
 * twice the deviation of their facets and 2 %, for facets are not quite tangent to what they stand for. The
 * tips of wedges and cones are left out, for they are thin whatever they belong to, unless they are sharper
 * than 20°.
 */
export function measureThickness(
  structure: MeshStructure,
  { thin_below_mm = THIN_BELOW_MM, samples: wanted = SAMPLES }: ThicknessOptions = {},
): ThicknessMeasure | null {
  const { facets, ball, tolerance_mm } = prepare(structure);
  const samples = sampleSurface(structure.mesh, facets, structure.halfEdges.mates, wanted, tolerance_mm);
  const thickness = new Float64Array(samples.count);
  let thinnest = -1;
  for (let sample = 0; sample < samples.count; sample++) {
    thickness[sample] = ball.measure(samples.points, samples.normals, sample * 3);
    if (Number.isNaN(thickness[sample])) continue;
    if (thinnest < 0 || thickness[sample] < thickness[thinnest]) thinnest = sample;
  }
  const distribution = distributionOf(thickness, samples.areas);
  const measured = distribution.cumulative.at(-1);
  if (measured === undefined) return null;
  return {
    min_mm: thickness[thinnest],
    at: pointAt(samples.points, thinnest),
    p05_mm: quantile(distribution, 0.05),
    median_mm: quantile(distribution, 0.5),
    histogram: classify(distribution),
    thin: clusterThinSamples(samples, thickness, thin_below_mm),
    thin_below_mm,
    measured_share: measured / samples.areas.reduce((sum, area) => sum + area, 0),
    spacing_mm: samples.spacing_mm,
  };
}

/**
 * Measures the thickness in mm under single points: x, y, z each, on the triangle of the same place in
 * `triangles`. NaN where there is none.
 */
export function measureThicknessAt(
  structure: MeshStructure,
  points: Float64Array,
  triangles: Uint32Array,
): Float64Array {
  const { facets, ball } = prepare(structure);
  const normals = new Float64Array(points.length);
  for (let at = 0; at < triangles.length; at++) {
    for (let axis = 0; axis < 3; axis++) normals[at * 3 + axis] = facets.normals[triangles[at] * 3 + axis];
  }
  return Float64Array.from(triangles, (triangle, at) =>
    facets.twiceAreas[triangle] > 0 ? ball.measure(points, normals, at * 3) : Number.NaN,
  );
}

function prepare(structure: MeshStructure) {
  const facets = facetNormals(structure.mesh);
  turnOutwards(structure, facets.normals);
  const tolerance_mm = roundingTolerance(structure.mesh.positions);
  return { facets, ball: new InscribedBall(structure.tree, facets.normals, tolerance_mm), tolerance_mm };
}

/** Turns the normals of parts that are wound inside out, so that all point out of material. */
function turnOutwards({ pieces, partOfPiece }: MeshStructure, normals: Float64Array): void {
  for (let triangle = 0; triangle < pieces.pieceOf.length; triangle++) {
    const root = partOfPiece[pieces.pieceOf[triangle]];
    if (!pieces.sums[root].isClosed || pieces.sums[root].volume_mm3 >= 0) continue;
    for (let axis = 0; axis < 3; axis++) normals[triangle * 3 + axis] *= -1;
  }
}

function classify(distribution: Distribution): readonly ThicknessClass[] {
  return CLASS_LIMITS_MM.map((from_mm, at) => {
    const to_mm = CLASS_LIMITS_MM[at + 1];
    const upTo = to_mm === undefined ? 1 : shareBelow(distribution, to_mm);
    const share = upTo - shareBelow(distribution, from_mm);
    return to_mm === undefined ? { from_mm, share } : { from_mm, to_mm, share };
  }).filter(({ share }) => share > 0);
}
