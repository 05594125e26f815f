import type { Mesh } from '../../contracts/mesh.ts';
import { nextCorner } from '../edge-table.ts';
import { createForest, findRoot } from '../union-find.ts';

/** Vertex numbers are below this. */
const MAX_VERTICES = 2 ** 24;

/** Heights are told apart to this share of the model's. A height and a number together fit in 53 bits. */
const HEIGHT_STEPS = 2 ** 29 - 1;

/**
 * Per vertex the height at which the surface that begins there gets joined to one that began lower, when it is
 * built up from below: its own height for most; Infinity for the lowest of each connected surface.
 */
export function findMergeHeights({ positions, indices }: Mesh): Float64Array {
  const order = sortByHeight(positions);
  const rank = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at++) rank[order[at]] = at;
  const { starts, lower } = listLowerNeighbours(indices, rank);
  /** A tree is what has been built in one piece; its root is its lowest vertex. */
  const forest = createForest(order.length);
  const mergedAt = new Float64Array(order.length).fill(Infinity);
  for (const vertex of order) {
    for (let at = starts[vertex]; at < starts[vertex + 1]; at++) {
      const a = findRoot(forest, vertex);
      const b = findRoot(forest, lower[at]);
      if (a === b) continue;
      const [kept, joined] = rank[a] < rank[b] ? [a, b] : [b, a];
      mergedAt[joined] = positions[vertex * 3 + 2];
      forest[joined] = kept;
    }
  }
  return mergedAt;
}

/** Vertex numbers in ascending order of z. */
function sortByHeight(positions: Float32Array): Uint32Array {
  const vertices = positions.length / 3;
  let least = Infinity;
  let greatest = -Infinity;
  for (let at = 2; at < positions.length; at += 3) {
    least = Math.min(least, positions[at]);
    greatest = Math.max(greatest, positions[at]);
  }
  const scale = greatest > least ? HEIGHT_STEPS / (greatest - least) : 0;
  // Height and number in one float64, since sorting numbers is many times faster than sorting by a function.
  const keys = new Float64Array(vertices);
  for (let vertex = 0; vertex < vertices; vertex++) {
    keys[vertex] = Math.floor((positions[vertex * 3 + 2] - least) * scale) * MAX_VERTICES + vertex;
  }
  keys.sort();
  return Uint32Array.from(keys, key => key % MAX_VERTICES);
}

/** Per vertex those it shares an edge with that come before it. */
function listLowerNeighbours(indices: Uint32Array, rank: Uint32Array) {
  const starts = new Uint32Array(rank.length + 1);
  const upperOf = (half: number) => {
    const from = indices[half];
    const to = indices[nextCorner(half)];
    return rank[from] > rank[to] ? from : to;
  };
  for (let half = 0; half < indices.length; half++) starts[upperOf(half) + 1]++;
  for (let vertex = 0; vertex < rank.length; vertex++) starts[vertex + 1] += starts[vertex];
  const next = starts.slice();
  const lower = new Uint32Array(indices.length);
  for (let half = 0; half < indices.length; half++) {
    const upper = upperOf(half);
    const from = indices[half];
    lower[next[upper]++] = from === upper ? indices[nextCorner(half)] : from;
  }
  return { starts, lower };
}
