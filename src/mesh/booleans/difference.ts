import type { Manifold } from 'manifold-3d';
import type { Bounds, Mesh, Vec3 } from '../../contracts/mesh.ts';
import { MeshStructure } from '../measure/mesh-structure.ts';
import { listParts, measureParts, type PartMeasure } from '../measure/parts.ts';
import { roundingTolerance } from '../measure/rounding.ts';
import { twiceAreaOf } from '../measure/triangle-area.ts';
import { growSolid } from './grow.ts';
import { findSolidFault, type ManifoldKit, makeParts, settle, uniteParts } from './solid.ts';

/** Material in one place that only one of two models has. */
export interface ChangedRegion {
  readonly volume_mm3: number;
  /** Its centre of mass. */
  readonly at: Vec3;
  readonly box: { readonly min: Vec3; readonly max: Vec3 };
}

/** What changed between two solids. */
export interface Difference {
  /** One sentence. */
  readonly summary: string;
  /** No region is thicker than the tolerance. */
  readonly identical: boolean;
  readonly added_mm3: number;
  readonly removed_mm3: number;
  readonly common_mm3: number;
  readonly added_regions: number;
  readonly removed_regions: number;
  /** The largest {@link MAX_LISTED_REGIONS} of them, largest first. */
  readonly added: readonly ChangedRegion[];
  readonly removed: readonly ChangedRegion[];
  /** What is thinner than this is left out: it cannot be told from the rounding of the meshes. */
  readonly tolerance_mm: number;
}

/** Why two models cannot be compared. */
export interface NoDifference {
  readonly comparable: false;
  readonly reason: string;
  readonly hint: string;
}

/** Of many regions the smaller ones are only counted. */
const MAX_LISTED_REGIONS = 10;

/** Of a solid that passes through itself, more than this share of the volume does not add up. */
const MAX_IMBALANCE = 1e-4;

const HINT = 'measure_model with what: ["topology"] says where its surface fails to bound a solid.';

/**
 * Compares two models by volume: `added` is what `after` has and `before` lacks.
 *
 * Equal faces of the two may be a rounding apart, which would fill the whole face with splinters and join what
 * changed at either end of it. So each solid is cut by the other one grown by the tolerance, and what the
 * growth took away is given back to the volumes: the area it was taken from times the tolerance.
 */
export function compareSolids(
  kit: ManifoldKit,
  before: MeshStructure,
  after: MeshStructure,
): Difference | NoDifference {
  for (const [name, structure] of Object.entries({ compare_with: before, 'this call': after })) {
    const fault = findSolidFault(structure);
    if (fault !== null) {
      return {
        comparable: false,
        reason: `The model of ${name} is no closed solid: it ${fault}.`,
        hint: HINT,
      };
    }
  }
  const tolerance_mm = Math.max(...[before, after].map(({ mesh }) => roundingTolerance(mesh.positions)));
  const [oldParts, freshParts] = [makeParts(kit, before), makeParts(kit, after)];
  const [old, fresh] = [uniteParts(kit, oldParts), uniteParts(kit, freshParts)];
  const removed = subtractGrown(kit, old, freshParts, tolerance_mm);
  const added = subtractGrown(kit, fresh, oldParts, tolerance_mm);
  const common_mm3 = old.volume() - removed.volume_mm3;
  const imbalance_mm3 = Math.max(
    Math.abs(fresh.volume() - added.volume_mm3 - common_mm3),
    lostVolume(before, old),
    lostVolume(after, fresh),
  );
  const rounding_mm3 = tolerance_mm * (old.surfaceArea() + fresh.surfaceArea());
  if (imbalance_mm3 > MAX_IMBALANCE * Math.max(old.volume(), fresh.volume()) + rounding_mm3) {
    const reason = 'The volumes do not add up: the surface of one of the models passes through itself.';
    return { comparable: false, reason, hint: HINT };
  }
  return {
    summary: `${describeChange('Added', added)}, ${describeChange('removed', removed)}.`,
    identical: removed.regions.length + added.regions.length === 0,
    added_mm3: added.volume_mm3,
    removed_mm3: removed.volume_mm3,
    common_mm3,
    added_regions: added.regions.length,
    removed_regions: removed.regions.length,
    added: added.regions.slice(0, MAX_LISTED_REGIONS),
    removed: removed.regions.slice(0, MAX_LISTED_REGIONS),
    tolerance_mm,
  };
}

/** What the library makes of a part encloses what the part does, unless its surface passes through itself. */
function lostVolume(structure: MeshStructure, solid: Manifold): number {
  const parts = measureParts(structure);
  // Of several, what they have in common is counted once now.
  return parts.length === 1 ? Math.abs(parts[0].volume_mm3 - solid.volume()) : 0;
}

/** What one of two solids has and the other lacks, largest region first. */
interface Change {
  readonly volume_mm3: number;
  readonly regions: readonly ChangedRegion[];
}

function describeChange(verb: string, { volume_mm3, regions }: Change): string {
  if (regions.length === 0) return `${verb} nothing`;
  const places = regions.length === 1 ? '1 place' : `${regions.length} places`;
  return `${verb} ${Number(volume_mm3.toPrecision(4))} mm³ in ${places}`;
}

/** What is left of a solid without the parts of another one, largest regions first. */
function subtractGrown(
  kit: ManifoldKit,
  solid: Manifold,
  others: readonly Manifold[],
  tolerance_mm: number,
): Change {
  const grown = growParts(kit, others, tolerance_mm);
  const rest = settle(solid.subtract(grown));
  const { vertProperties, triVerts, runIndex, runOriginalID } = rest.getMesh();
  const cutRuns = [...runOriginalID.keys()].filter(run => runOriginalID[run] === grown.originalID());
  const cuts = cutRuns.map(run => [runIndex[run] / 3, runIndex[run + 1] / 3] as const);
  // Their memory is needed for the other direction.
  grown.delete();
  rest.delete();
  const regions = listRegions(
    { positions: vertProperties, indices: triVerts, faceColors: null },
    cuts,
    tolerance_mm,
  );
  return { volume_mm3: regions.reduce((sum, { volume_mm3 }) => sum + volume_mm3, 0), regions };
}

/**
 * Bodies that touched overlap once they have grown, so they are united anew: parts, and what makes up a part that
 * touches itself along edges.
 */
function growParts(kit: ManifoldKit, parts: readonly Manifold[], tolerance_mm: number): Manifold {
  const bodies = parts.flatMap(part => divideBodies(growSolid(part, tolerance_mm)));
  const grown = uniteParts(kit, bodies);
  for (const body of bodies) if (body !== grown) body.delete();
  return grown;
}

/** The bodies of a part; the part itself where it has cavities, which would come without what is around them. */
function divideBodies(part: Manifold): readonly Manifold[] {
  const pieces = part.decompose();
  const isWhole = pieces.length === 1 || pieces.some(piece => piece.volume() < 0);
  for (const unused of isWhole ? pieces : [part]) unused.delete();
  return isWhole ? [part] : pieces;
}

/** A part of what is left, with what growing took from it given back. */
interface Piece {
  readonly part: PartMeasure;
  volume_mm3: number;
}

/** @param cuts ranges of triangles that came from the solid that was grown. */
function listRegions(
  mesh: Mesh,
  cuts: readonly (readonly [number, number])[],
  tolerance_mm: number,
): readonly ChangedRegion[] {
  const structure = new MeshStructure(mesh);
  const { pieces, partOfPiece } = structure;
  const cutAreas = new Float64Array(pieces.count);
  for (const [start, end] of cuts) {
    for (let triangle = start; triangle < end; triangle++) {
      cutAreas[partOfPiece[pieces.pieceOf[triangle]]] += twiceAreaOf(mesh, triangle) / 2;
    }
  }
  const roots = listParts(structure).map(({ root }) => root);
  const thick = measureParts(structure)
    .map((part, at) => ({ part, volume_mm3: part.volume_mm3 + tolerance_mm * cutAreas[roots[at]] }))
    .filter(({ part, volume_mm3 }) => 2 * Math.abs(volume_mm3) > tolerance_mm * part.area_mm2);
  const solid = takeOffHollows(thick);
  return solid.map(({ part, volume_mm3 }) => {
    const { min, max } = part.size;
    const round = (point: Vec3) => roundPoint(point, tolerance_mm);
    return { volume_mm3, at: round(part.center_mm), box: { min: round(min), max: round(max) } };
  });
}

/**
 * A cavity that lies against the outer wall of its region may come as a part of its own, with a negative
 * volume. It is taken off the smallest region around it. Returns the regions, largest first.
 */
function takeOffHollows(pieces: readonly Piece[]): readonly Piece[] {
  const solid = pieces.filter(({ volume_mm3 }) => volume_mm3 > 0).sort((a, b) => b.volume_mm3 - a.volume_mm3);
  for (const hollow of pieces.filter(({ volume_mm3 }) => volume_mm3 < 0)) {
    const around = solid.findLast(({ part }) => isInBox(hollow.part.center_mm, part.size));
    if (around !== undefined) around.volume_mm3 += hollow.volume_mm3;
  }
  return solid;
}

function isInBox(point: Vec3, { min, max }: Bounds): boolean {
  return point.every((value, axis) => value >= min[axis] && value <= max[axis]);
}

/** Rounds coordinates to the decimal that growing by the tolerance does not change. */
function roundPoint([x, y, z]: Vec3, tolerance_mm: number): Vec3 {
  const decimals = Math.min(9, Math.max(0, Math.floor(-Math.log10(4 * tolerance_mm))));
  const round = (value: number) => Number(value.toFixed(decimals)) + 0;
  return [round(x), round(y), round(z)];
}
