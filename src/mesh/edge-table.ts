/**
 * The edges of a triangle mesh, each with the half-edges that run along it.
 *
 * Half-edge `h` starts at corner `h` of the index array and runs to the next corner of the same triangle,
 * so triangle `⌊h / 3⌋` owns it.
 */
export interface EdgeTable {
  /** Numbers of half-edges; those of one edge stand next to each other, in ascending order. */
  readonly halfEdges: Uint32Array;
  /** Edge `e` has the half-edges from `halfEdges[starts[e]]` up to, but not including, `starts[e + 1]`. */
  readonly starts: Uint32Array;
}

/** The corner that follows in the same triangle. */
export function nextCorner(corner: number): number {
  return corner % 3 === 2 ? corner - 2 : corner + 1;
}

/**
 * Brings the half-edges of each edge together by sorting them, first by one end and then, stably, by the
 * other. Counting sort needs no hash function that a model could be built to defeat. Half-edges that run
 * from a vertex to itself are left out.
 */
export function buildEdgeTable(vertexCount: number, indices: Uint32Array): EdgeTable {
  const low = new Uint32Array(indices.length);
  const high = new Uint32Array(indices.length);
  const all = new Uint32Array(indices.length);
  let count = 0;
  for (let corner = 0; corner < indices.length; corner++) {
    const from = indices[corner];
    const to = indices[nextCorner(corner)];
    low[corner] = Math.min(from, to);
    high[corner] = Math.max(from, to);
    if (from !== to) all[count++] = corner;
  }
  const byHigh = sortByKey(all.subarray(0, count), high, vertexCount);
  const halfEdges = sortByKey(byHigh, low, vertexCount);
  const starts = new Uint32Array(count + 1);
  let edges = 0;
  for (let at = 0; at < count; at++) {
    const here = halfEdges[at];
    const before = halfEdges[at - 1];
    if (at === 0 || low[here] !== low[before] || high[here] !== high[before]) starts[edges++] = at;
  }
  starts[edges] = count;
  return { halfEdges, starts: starts.slice(0, edges + 1) };
}

/** Returns `items` in ascending order of `keys[item]`, which is below `keyCount`; equal keys stay in order. */
function sortByKey(items: Uint32Array, keys: Uint32Array, keyCount: number): Uint32Array {
  const next = new Uint32Array(keyCount + 1);
  for (const item of items) next[keys[item] + 1]++;
  for (let key = 0; key < keyCount; key++) next[key + 1] += next[key];
  const sorted = new Uint32Array(items.length);
  for (const item of items) sorted[next[keys[item]]++] = item;
  return sorted;
}
