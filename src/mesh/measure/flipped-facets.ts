import type { Mesh } from '../../contracts/mesh.ts';
import { type Forest, findRoot } from '../union-find.ts';
import type { HalfEdges } from './half-edges.ts';
import { twiceAreaOf } from './triangle-area.ts';

/** Which triangles are wound against their neighbours. */
export interface FlippedFacets {
  /** Ascending. */
  readonly triangles: Uint32Array;
  /** False when a surface has only one side, as a Möbius strip: there is no winding that fits. */
  readonly isOrientable: boolean;
}

/**
 * Finds the triangles wound against the rest. Over edges that exactly two triangles share, each says
 * whether its neighbour is wound as it is; that is followed through the surface, and those are flipped
 * that are on the side with less area. Surfaces with only one side are left out.
 */
export function findFlippedFacets(mesh: Mesh, { mates, clashing }: HalfEdges): FlippedFacets {
  if (clashing.length === 0) return { triangles: new Uint32Array(), isOrientable: true };
  const winding = new WindingForest(mesh.indices.length / 3);
  for (let half = 0; half < mates.length; half++) {
    if (mates[half] > half) winding.relate(Math.floor(half / 3), Math.floor(mates[half] / 3), 0);
  }
  for (let at = 0; at < clashing.length; at += 2) {
    winding.relate(Math.floor(clashing[at] / 3), Math.floor(clashing[at + 1] / 3), 1);
  }
  return winding.listMinority(mesh);
}

/** Union-find in which every item also knows whether it is wound as its root (0) or against it (1). */
class WindingForest {
  readonly #parent: Forest;
  /** Against the parent. */
  readonly #parity: Uint8Array;
  /** Roots of surfaces where two ways around disagree. */
  readonly #oneSided = new Set<number>();

  constructor(count: number) {
    this.#parent = new Uint32Array(count).map((_, item) => item);
    this.#parity = new Uint8Array(count);
  }

  /** Notes that two items are wound alike (0) or against each other (1). */
  relate(a: number, b: number, parity: 0 | 1): void {
    const [rootA, parityA] = this.#climb(a);
    const [rootB, parityB] = this.#climb(b);
    if (rootA === rootB) {
      if ((parityA ^ parityB) !== parity) this.#oneSided.add(rootA);
      return;
    }
    const [kept, joined] = rootA < rootB ? [rootA, rootB] : [rootB, rootA];
    this.#parent[joined] = kept;
    this.#parity[joined] = parityA ^ parityB ^ parity;
    if (this.#oneSided.has(joined)) this.#oneSided.add(kept);
  }

  /** Returns the root of an item and the parity between the two, and shortens the path. */
  #climb(item: number): [number, number] {
    const parent = this.#parent;
    const parity = this.#parity;
    let root = item;
    let total = 0;
    while (parent[root] !== root) {
      const up = parent[root];
      total ^= parity[root];
      parity[root] ^= parity[up];
      parent[root] = parent[up];
      // Having skipped one, the parity of the skipped parent has to be followed as well.
      total ^= parity[up];
      root = parent[root];
    }
    return [root, total];
  }

  listMinority(mesh: Mesh): FlippedFacets {
    const count = this.#parent.length;
    /** Area wound against the root minus area wound as it, by root. */
    const against = new Float64Array(count);
    const parities = new Uint8Array(count);
    const roots = new Uint32Array(count);
    for (let triangle = 0; triangle < count; triangle++) {
      const [root, parity] = this.#climb(triangle);
      roots[triangle] = root;
      parities[triangle] = parity;
      against[root] += (parity === 1 ? 1 : -1) * twiceAreaOf(mesh, triangle);
    }
    const flipped: number[] = [];
    for (let triangle = 0; triangle < count; triangle++) {
      const root = roots[triangle];
      const minority = against[root] > 0 ? 0 : 1;
      if (parities[triangle] === minority && !this.#oneSided.has(root)) flipped.push(triangle);
    }
    return {
      triangles: Uint32Array.from(flipped),
      isOrientable: ![...this.#oneSided].some(root => findRoot(this.#parent, root) === root),
    };
  }
}
