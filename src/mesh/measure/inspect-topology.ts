import type { Mesh, Vec3 } from '../../contracts/mesh.ts';
import { nextCorner } from '../edge-table.ts';
import { findDegenerateFacets } from './degenerate-facets.ts';
import { listPinchedVertices } from './fans-and-shells.ts';
import { findFlippedFacets } from './flipped-facets.ts';
import type { MeshStructure } from './mesh-structure.ts';
import { measureParts, type PartMeasure } from './parts.ts';
import { roundingTolerance } from './rounding.ts';
import { findSelfIntersections } from './self-intersections.ts';
import { pointAt } from './vectors.ts';

/** How many places of each kind are named. */
const MAX_PLACES = 5;

/** Whether and where a surface fails to bound a solid. */
export interface TopologyReport {
  /** Every edge is used as often in one direction as in the other. */
  readonly watertight: boolean;
  /** Every edge joins exactly two triangles, and around every vertex they form one fan. */
  readonly manifold: boolean;
  /** Through holes and handles of all parts together; null when some part is not closed. */
  readonly genus: number | null;
  /** Edges that only one triangle has: rims of holes. */
  readonly open_edges: number;
  /** Edges that more than two triangles share, as where solids touch along an edge. */
  readonly non_manifold_edges: number;
  /** Vertices at which surfaces meet that have no edge in common there. */
  readonly non_manifold_vertices: number;
  /** Triangles whose area is no more than rounding. */
  readonly degenerate_facets: number;
  /** Triangles wound against their neighbours. */
  readonly flipped_facets: number;
  /** Closed hollows inside parts. */
  readonly cavities: number;
  /** Parts that are closed but wound inside out. */
  readonly inside_out_parts: number;
  /** False when a surface has one side only, so that no winding fits. */
  readonly orientable: boolean;
  /**
   * Pairs of triangles that pass through each other; null when they were not asked for or the search was
   * given up, which {@link self_intersection_search} says.
   */
  readonly self_intersections: number | null;
  /** `stopped`: the mesh is too tangled to finish in bounded time. What was found until then is in `at`. */
  readonly self_intersection_search: 'finished' | 'stopped' | 'not asked';
  /** The first few places of each kind that was found, in millimetres. */
  readonly at: TopologyPlaces;
}

/** Points on what {@link TopologyReport} counts; kinds that do not occur are absent. */
export interface TopologyPlaces {
  readonly open_edges?: readonly Vec3[];
  readonly non_manifold_edges?: readonly Vec3[];
  readonly non_manifold_vertices?: readonly Vec3[];
  readonly degenerate_facets?: readonly Vec3[];
  readonly flipped_facets?: readonly Vec3[];
  readonly self_intersections?: readonly Vec3[];
}

/** What to look for besides. */
export interface TopologyOptions {
  /** Looks for triangles that pass through each other, which takes longer than all the rest. */
  readonly selfIntersections?: boolean;
}

/** Inspects how the triangles of a mesh hang together. */
export function inspectTopology(structure: MeshStructure, options: TopologyOptions = {}): TopologyReport {
  const { mesh, halfEdges } = structure;
  const parts = measureParts(structure);
  const pinched = listPinchedVertices(mesh, structure.fans);
  const degenerate = findDegenerateFacets(mesh, roundingTolerance(mesh.positions));
  const flipped = findFlippedFacets(mesh, halfEdges);
  const crossings = options.selfIntersections === true ? findSelfIntersections(structure) : null;
  const watertight = mesh.indices.length > 0 && halfEdges.unbalancedCount === 0;
  const { open, crowded, clashing } = halfEdges;
  return {
    watertight,
    manifold: watertight && crowded.length + clashing.length + pinched.length === 0,
    genus: totalGenus(parts),
    open_edges: open.length,
    non_manifold_edges: crowded.length,
    non_manifold_vertices: pinched.length,
    degenerate_facets: degenerate.length,
    flipped_facets: flipped.triangles.length,
    cavities: parts.reduce((sum, { cavities }) => sum + cavities, 0),
    inside_out_parts: parts.filter(part => part.watertight && part.volume_mm3 < 0).length,
    orientable: flipped.isOrientable,
    self_intersections: crossings?.isFinished ? crossings.pairs : null,
    self_intersection_search:
      crossings === null ? 'not asked' : crossings.isFinished ? 'finished' : 'stopped',
    at: {
      ...places('open_edges', open, half => middleOfEdge(mesh, half)),
      ...places('non_manifold_edges', crowded, half => middleOfEdge(mesh, half)),
      ...places('non_manifold_vertices', pinched, vertex => pointAt(mesh.positions, vertex)),
      ...places('degenerate_facets', degenerate, triangle => middleOfFacet(mesh, triangle)),
      ...places('flipped_facets', flipped.triangles, triangle => middleOfFacet(mesh, triangle)),
      ...places('self_intersections', crossings?.at ?? [], point => point),
    },
  };
}

function totalGenus(parts: readonly PartMeasure[]): number | null {
  return parts.reduce<number | null>(
    (sum, { genus }) => (sum === null || genus === null ? null : sum + genus),
    0,
  );
}

function places<T>(
  kind: keyof TopologyPlaces,
  found: Iterable<T>,
  locate: (item: T) => Vec3,
): TopologyPlaces {
  const at: Vec3[] = [];
  for (const item of found) {
    if (at.length === MAX_PLACES) break;
    at.push(locate(item));
  }
  return at.length === 0 ? {} : { [kind]: at };
}

function middleOfEdge({ positions, indices }: Mesh, half: number): Vec3 {
  const a = pointAt(positions, indices[half]);
  const b = pointAt(positions, indices[nextCorner(half)]);
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
}

function middleOfFacet({ positions, indices }: Mesh, triangle: number): Vec3 {
  const [a, b, c] = [0, 1, 2].map(corner => pointAt(positions, indices[triangle * 3 + corner]));
  return [(a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3, (a[2] + b[2] + c[2]) / 3];
}
