import type { Bounds, Mesh, Vec3 } from '../../contracts/mesh.ts';
import { nextCorner } from '../edge-table.ts';
import { findFlippedFacets } from '../measure/flipped-facets.ts';
import type { TopologyReport } from '../measure/inspect-topology.ts';
import type { MeshStructure } from '../measure/mesh-structure.ts';
import type { SurfaceSums } from '../measure/surface-pieces.ts';
import { along, pointAt } from '../measure/vectors.ts';
import { type Finding, formatNumber, formatPoint, type LocatedFinding } from './finding.ts';
import { groupTrianglesByPiece } from './print-parts.ts';

/** A closed surface whose two sides are nearer to each other than this on average is a sheet. */
const SHEET_MM = 0.001;

/**
 * Finds why a surface bounds no solid, by the mesh as it is.
 *
 * `NOT_CLOSED`: edges that only one triangle has; `value` is how many. `FLIPPED_FACETS`: triangles wound
 * against their neighbours; `value` is how many. `INSIDE_OUT`: a closed part whose faces look into its
 * material; `value` is its volume in mm³, negative. `ZERO_THICKNESS`: a closed surface with nothing in it
 * (an error; `value` is its mean thickness in mm), or solids that touch along edges only (`value` is how many
 * edges). `SELF_INTERSECTION`: triangles that pass through each other, where the report looked for them; as
 * `info`, that the search was given up.
 */
export function findSurfaceFaults(
  structure: MeshStructure,
  topology: TopologyReport | null = null,
): readonly LocatedFinding[] {
  return [
    ...findOpenEdges(structure),
    ...findFlips(structure),
    ...findBadPieces(structure),
    ...findTouchingEdges(structure),
    ...reportCrossings(topology),
    ...reportStoppedSearch(topology),
  ];
}

function findOpenEdges({ mesh, halfEdges }: MeshStructure): LocatedFinding[] {
  const { open } = halfEdges;
  if (open.length === 0) return [];
  const at = middleOfEdge(mesh, open[0]);
  const edges = open.length === 1 ? '1 edge belongs' : `${open.length} edges belong`;
  const finding: Finding = {
    code: 'NOT_CLOSED',
    severity: 'error',
    message: `The surface has gaps: ${edges} to one triangle only, the first at ${formatPoint(at)}.`,
    at,
    value: open.length,
    limit: 0,
    hint: 'Close the polyhedron or the imported mesh; a solid needs a surface without gaps.',
  };
  return [{ finding, triangles: ownersOf(open) }];
}

function findFlips({ mesh, halfEdges }: MeshStructure): LocatedFinding[] {
  const { triangles } = findFlippedFacets(mesh, halfEdges);
  if (triangles.length === 0) return [];
  const at = middleOfTriangle(mesh, triangles[0]);
  const faces = triangles.length === 1 ? '1 triangle is' : `${triangles.length} triangles are`;
  const finding: Finding = {
    code: 'FLIPPED_FACETS',
    severity: 'error',
    message: `${faces} wound against the neighbours, the first at ${formatPoint(at)}.`,
    at,
    value: triangles.length,
    limit: 0,
    hint: 'List the points of every face of a polyhedron clockwise, seen from outside.',
  };
  return [{ finding, triangles }];
}

function findBadPieces({ pieces, partOfPiece }: MeshStructure): LocatedFinding[] {
  const found: LocatedFinding[] = [];
  const trianglesOf = groupTrianglesByPiece(pieces);
  for (let piece = 0; piece < pieces.count; piece++) {
    const sums = pieces.sums[piece];
    // The wall of a cavity is wound the other way round by right.
    if (!sums.isClosed || partOfPiece[piece] !== piece) continue;
    const thickness_mm = (2 * Math.abs(sums.volume_mm3)) / sums.area_mm2;
    const isSheet = !(thickness_mm >= SHEET_MM);
    if (!isSheet && sums.volume_mm3 > 0) continue;
    const finding = isSheet ? describeSheet(sums, thickness_mm) : describeInsideOut(sums);
    found.push({ finding, triangles: trianglesOf(piece) });
  }
  return found;
}

function describeSheet({ bounds }: SurfaceSums, thickness_mm: number): Finding {
  const at = middleOfBox(bounds);
  return {
    code: 'ZERO_THICKNESS',
    severity: 'error',
    message: `The faces around ${formatPoint(at)} enclose nothing: they lie back to back.`,
    at,
    region: bounds,
    value: Number.isFinite(thickness_mm) ? thickness_mm : 0,
    limit: SHEET_MM,
    hint: 'Give the sheet a thickness of at least two lines of the printer.',
  };
}

function describeInsideOut({ bounds, volume_mm3 }: SurfaceSums): Finding {
  const at = middleOfBox(bounds);
  return {
    code: 'INSIDE_OUT',
    severity: 'error',
    message: `The part around ${formatPoint(at)} is inside out: its faces look into the material, its volume counts as ${formatNumber(volume_mm3)} mm³.`,
    at,
    region: bounds,
    value: volume_mm3,
    limit: 0,
    hint: 'List the points of every face of the polyhedron the other way round.',
  };
}

function findTouchingEdges({ mesh, halfEdges }: MeshStructure): LocatedFinding[] {
  const { crowded } = halfEdges;
  if (crowded.length === 0) return [];
  const at = middleOfEdge(mesh, crowded[0]);
  const edges = crowded.length === 1 ? '1 edge' : `${crowded.length} edges`;
  const finding: Finding = {
    code: 'ZERO_THICKNESS',
    severity: 'warning',
    message: `Solids touch along ${edges} without being joined, the first at ${formatPoint(at)}: there is no material between them.`,
    at,
    value: crowded.length,
    limit: 0,
    hint: 'Let them overlap by a little, such as 0.01 mm, or keep them apart.',
  };
  return [{ finding, triangles: trianglesAlong(mesh, crowded) }];
}

function reportCrossings(topology: TopologyReport | null): LocatedFinding[] {
  const at = topology?.at.self_intersections?.[0];
  if (at === undefined) return [];
  const pairs = topology?.self_intersections ?? null;
  const count = pairs === null ? 'Triangles' : `${pairs} pairs of triangles`;
  const finding: Finding = {
    code: 'SELF_INTERSECTION',
    severity: 'warning',
    message: `${count} pass through each other, as at ${formatPoint(at)}.`,
    at,
    ...(pairs === null ? {} : { value: pairs }),
    limit: 0,
    hint: 'Join overlapping solids with union(); slicers may read such places differently.',
  };
  return [{ finding, triangles: new Uint32Array() }];
}

/** Silence would be taken for a surface that passes nowhere through itself. */
function reportStoppedSearch(topology: TopologyReport | null): LocatedFinding[] {
  if (topology?.self_intersection_search !== 'stopped') return [];
  const others = topology.at.self_intersections === undefined ? '' : ' more';
  const finding: Finding = {
    code: 'SELF_INTERSECTION',
    severity: 'info',
    message: `The search for crossings was given up: the mesh is too tangled to finish in bounded time, so there may be${others} triangles that pass through each other.`,
    hint: 'Use fewer facets, or join overlapping solids with union().',
  };
  return [{ finding, triangles: new Uint32Array() }];
}

/** The triangles that half-edges belong to, ascending and each once. */
function ownersOf(halves: Uint32Array): Uint32Array {
  return Uint32Array.from(new Set(halves.map(half => Math.floor(half / 3)))).sort();
}

/** All triangles that have one of some edges, each given by one of its half-edges. */
function trianglesAlong({ positions, indices }: Mesh, halves: Uint32Array): Uint32Array {
  const keyOf = (half: number) => {
    const from = indices[half];
    const to = indices[nextCorner(half)];
    return (Math.min(from, to) * positions.length) / 3 + Math.max(from, to);
  };
  const keys = new Set(Array.from(halves, keyOf));
  const found = new Set<number>();
  for (let half = 0; half < indices.length; half++) {
    if (keys.has(keyOf(half))) found.add(Math.floor(half / 3));
  }
  return Uint32Array.from(found);
}

function middleOfEdge({ positions, indices }: Mesh, half: number): Vec3 {
  const from = pointAt(positions, indices[half]);
  const to = pointAt(positions, indices[nextCorner(half)]);
  return along(along([0, 0, 0], from, 0.5), to, 0.5);
}

function middleOfTriangle({ positions, indices }: Mesh, triangle: number): Vec3 {
  const [a, b, c] = [0, 1, 2].map(corner => pointAt(positions, indices[triangle * 3 + corner]));
  return [(a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3, (a[2] + b[2] + c[2]) / 3];
}

function middleOfBox({ min, max }: Bounds): Vec3 {
  return [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
}
