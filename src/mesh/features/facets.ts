import { NO_MATE } from '../measure/half-edges.ts';
import type { MeshStructure } from '../measure/mesh-structure.ts';
import { createForest, type Forest, joinItems, labelTrees } from '../union-find.ts';
import { Flatness } from './flatness.ts';

/**
 * The flat faces of a mesh: its triangles, joined where they continue each other in one plane. However a
 * face was divided into triangles, it is one facet.
 */
export interface Facets {
  readonly count: number;
  /** The facet of each triangle. */
  readonly facetOf: Uint32Array;
  /** Numbers of triangles; facet `f` has those from `starts[f]` up to, but not including, `starts[f + 1]`. */
  readonly triangles: Uint32Array;
  readonly starts: Uint32Array;
  /** x, y, z of each facet's outward unit normal, the mean of its triangles' by area. */
  readonly normals: Float64Array;
  readonly areas_mm2: Float64Array;
}

/** Joins the triangles of a mesh that share an edge and lie in one plane, within float32 rounding. */
export function findFacets(structure: MeshStructure): Facets {
  const flatness = new Flatness(structure.mesh);
  const { mates } = structure.halfEdges;
  const forest = createForest(flatness.twiceAreas.length);
  const slivers = new Uint8Array(forest.length);
  for (let triangle = 0; triangle < slivers.length; triangle++) {
    slivers[triangle] = flatness.isSliver(triangle) ? 1 : 0;
  }
  for (let half = 0; half < mates.length; half++) {
    const mate = mates[half];
    if (mate < half) continue;
    const [a, b] = [Math.floor(half / 3), Math.floor(mate / 3)];
    if (slivers[a] + slivers[b] === 0 && flatness.isFlatAcross(half, mate)) joinItems(forest, a, b);
  }
  joinSlivers(flatness, mates, slivers, forest);
  return describeFacets(flatness, forest);
}

/**
 * Gives each sliver to the facet beyond its longest side, and joins that facet with those beyond the other
 * sides where they are in one plane. A sliver never joins two facets by itself: it may lie on their edge.
 */
function joinSlivers(flatness: Flatness, mates: Int32Array, slivers: Uint8Array, forest: Forest): void {
  /** Per sliver the triangle beyond its longest side. */
  const hosts = new Map<number, number>();
  for (let triangle = 0; triangle < slivers.length; triangle++) {
    if (slivers[triangle] === 0) continue;
    const mate = mates[flatness.longestSide(triangle)];
    if (mate === NO_MATE) continue;
    hosts.set(triangle, Math.floor(mate / 3));
    joinItems(forest, triangle, Math.floor(mate / 3));
  }
  for (const [sliver, host] of hosts) {
    if (slivers[host] === 1) continue;
    for (let half = sliver * 3; half < sliver * 3 + 3; half++) {
      const other = Math.floor(mates[half] / 3);
      if (mates[half] === NO_MATE || slivers[other] === 1) continue;
      if (flatness.isInOnePlane(host, other)) joinItems(forest, host, other);
    }
  }
}

function describeFacets(flatness: Flatness, forest: Forest): Facets {
  const { labels: facetOf, count } = labelTrees(forest);
  const normals = new Float64Array(count * 3);
  const areas_mm2 = new Float64Array(count);
  const starts = new Uint32Array(count + 1);
  for (let triangle = 0; triangle < facetOf.length; triangle++) {
    const facet = facetOf[triangle];
    const twice = flatness.twiceAreas[triangle];
    starts[facet + 1]++;
    areas_mm2[facet] += twice / 2;
    normals[facet * 3] += flatness.normals[triangle * 3] * twice;
    normals[facet * 3 + 1] += flatness.normals[triangle * 3 + 1] * twice;
    normals[facet * 3 + 2] += flatness.normals[triangle * 3 + 2] * twice;
  }
  for (let facet = 0; facet < count; facet++) {
    starts[facet + 1] += starts[facet];
    normalizeAt(normals, facet * 3);
  }
  const next = starts.slice();
  const triangles = new Uint32Array(facetOf.length);
  for (let triangle = 0; triangle < facetOf.length; triangle++) {
    triangles[next[facetOf[triangle]]++] = triangle;
  }
  return { count, facetOf, triangles, starts, normals, areas_mm2 };
}

function normalizeAt(vectors: Float64Array, at: number): void {
  const length = Math.hypot(vectors[at], vectors[at + 1], vectors[at + 2]);
  if (length === 0) return;
  vectors[at] /= length;
  vectors[at + 1] /= length;
  vectors[at + 2] /= length;
}
