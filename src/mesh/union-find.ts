/**
 * A forest over the numbers 0 … count − 1, in which each number points to its parent and a root to itself.
 * Numbers with the same root belong together.
 */
export type Forest = Uint32Array;

/** A forest in which every number stands alone. */
export function createForest(count: number): Forest {
  const parent = new Uint32Array(count);
  for (let item = 0; item < count; item++) parent[item] = item;
  return parent;
}

/** Follows the parents of an item, halving the path so that later searches are short. */
export function findRoot(parent: Forest, item: number): number {
  let root = item;
  while (parent[root] !== root) {
    parent[root] = parent[parent[root]];
    root = parent[root];
  }
  return root;
}

/** Makes two items belong together; the smaller root stays one, so that the result has no history. */
export function joinItems(parent: Forest, a: number, b: number): void {
  const rootA = findRoot(parent, a);
  const rootB = findRoot(parent, b);
  if (rootA < rootB) parent[rootB] = rootA;
  else parent[rootA] = rootB;
}

/** Numbers the trees of a forest 0, 1, 2 … in the order of their first items. */
export function labelTrees(parent: Forest): { readonly labels: Uint32Array; readonly count: number } {
  const labels = new Uint32Array(parent.length);
  let count = 0;
  for (let item = 0; item < parent.length; item++) {
    const root = findRoot(parent, item);
    // The smallest item of a tree is its root, so the label of the root is known before any other.
    labels[item] = root === item ? count++ : labels[root];
  }
  return { labels, count };
}
