import type { Mesh } from '../../contracts/mesh.ts';

/** Triangles per leaf at most. More make the tree smaller, fewer make searches test less. */
const LEAF_SIZE = 4;

/** A split that leaves less than this share on one side is replaced by one through the median. */
const MIN_SHARE = 1 / 8;

/**
 * A bounding volume hierarchy over triangles, for searches that need few of them. Nodes are numbered
 * depth first: the first child of an inner node is the next node.
 */
export interface TriangleTree {
  /** Per node the least x, y, z and the greatest x, y, z. */
  readonly boxes: Float32Array;
  /** Per node its second child, or 0 for a leaf. */
  readonly secondChild: Uint32Array;
  /** A node holds the slots from `start` up to, but not including, `end`. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** The triangle in each slot. */
  readonly triangles: Uint32Array;
  /** Nine coordinates per slot, so that a search reads what it tests from one place. */
  readonly corners: Float32Array;
}

/** Builds a tree over all triangles of a mesh, or over those listed. Node 0 is the root. */
export function buildTriangleTree(mesh: Mesh, triangles?: Uint32Array): TriangleTree {
  return new TreeBuilder(mesh, triangles ?? countUp(mesh.indices.length / 3)).build();
}

/** The most nodes on a path from the root down that searches provide for; splits keep below it. */
export const MAX_TREE_DEPTH = 256;

function countUp(count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  for (let at = 0; at < count; at++) numbers[at] = at;
  return numbers;
}

class TreeBuilder {
  readonly #mesh: Mesh;
  readonly #order: Uint32Array;
  /** x, y, z of each box's middle, doubled; by triangle, not by slot. */
  readonly #centres: Float32Array;
  readonly #boxes: Float32Array;
  readonly #secondChild: Uint32Array;
  readonly #start: Uint32Array;
  readonly #end: Uint32Array;
  #nodes = 0;

  constructor(mesh: Mesh, triangles: Uint32Array) {
    this.#mesh = mesh;
    this.#order = triangles.slice();
    this.#centres = doubleCentres(mesh);
    const maxNodes = Math.max(1, 2 * triangles.length);
    this.#boxes = new Float32Array(maxNodes * 6);
    this.#secondChild = new Uint32Array(maxNodes);
    this.#start = new Uint32Array(maxNodes);
    this.#end = new Uint32Array(maxNodes);
  }

  build(): TriangleTree {
    this.#addNode(0, this.#order.length);
    const corners = new Float32Array(this.#order.length * 9);
    const { positions, indices } = this.#mesh;
    for (let slot = 0; slot < this.#order.length; slot++) {
      for (let corner = 0; corner < 3; corner++) {
        const vertex = indices[this.#order[slot] * 3 + corner] * 3;
        corners[slot * 9 + corner * 3] = positions[vertex];
        corners[slot * 9 + corner * 3 + 1] = positions[vertex + 1];
        corners[slot * 9 + corner * 3 + 2] = positions[vertex + 2];
      }
    }
    const nodes = this.#nodes;
    return {
      boxes: this.#boxes.slice(0, nodes * 6),
      secondChild: this.#secondChild.slice(0, nodes),
      start: this.#start.slice(0, nodes),
      end: this.#end.slice(0, nodes),
      triangles: this.#order,
      corners,
    };
  }

  /** Adds a node for a range of slots, with all below it, and returns its number. */
  #addNode(start: number, end: number): number {
    const node = this.#nodes++;
    this.#start[node] = start;
    this.#end[node] = end;
    if (end - start <= LEAF_SIZE) {
      this.#boundTriangles(node, start, end);
      return node;
    }
    const middle = this.#split(start, end);
    const first = this.#addNode(start, middle);
    const second = this.#addNode(middle, end);
    this.#secondChild[node] = second;
    for (let axis = 0; axis < 3; axis++) {
      const boxes = this.#boxes;
      boxes[node * 6 + axis] = Math.min(boxes[first * 6 + axis], boxes[second * 6 + axis]);
      boxes[node * 6 + 3 + axis] = Math.max(boxes[first * 6 + 3 + axis], boxes[second * 6 + 3 + axis]);
    }
    return node;
  }

  #boundTriangles(node: number, start: number, end: number): void {
    const { positions, indices } = this.#mesh;
    for (let axis = 0; axis < 3; axis++) {
      let least = Infinity;
      let greatest = -Infinity;
      for (let slot = start; slot < end; slot++) {
        for (let corner = this.#order[slot] * 3, last = corner + 3; corner < last; corner++) {
          const value = positions[indices[corner] * 3 + axis];
          if (value < least) least = value;
          if (value > greatest) greatest = value;
        }
      }
      this.#boxes[node * 6 + axis] = least;
      this.#boxes[node * 6 + 3 + axis] = greatest;
    }
  }

  /** Orders the slots of a range so that the two halves lie apart, and returns where the second begins. */
  #split(start: number, end: number): number {
    const { axis, middle } = this.#widestAxis(start, end);
    const order = this.#order;
    const centres = this.#centres;
    let low = start;
    let high = end - 1;
    while (low <= high) {
      if (centres[order[low] * 3 + axis] < middle) low++;
      else {
        const swapped = order[low];
        order[low] = order[high];
        order[high--] = swapped;
      }
    }
    const share = Math.min(low - start, end - low) / (end - start);
    if (share >= MIN_SHARE) return low;
    const half = start + ((end - start) >> 1);
    this.#select(axis, start, end - 1, half);
    return half;
  }

  #widestAxis(start: number, end: number): { axis: number; middle: number } {
    const centres = this.#centres;
    let axis = 0;
    let width = -1;
    let middle = 0;
    for (let candidate = 0; candidate < 3; candidate++) {
      let least = Infinity;
      let greatest = -Infinity;
      for (let slot = start; slot < end; slot++) {
        const centre = centres[this.#order[slot] * 3 + candidate];
        if (centre < least) least = centre;
        if (centre > greatest) greatest = centre;
      }
      if (greatest - least <= width) continue;
      axis = candidate;
      width = greatest - least;
      middle = least + width / 2;
    }
    return { axis, middle };
  }

  /** Hoare's selection: afterwards no slot before `wanted` has a greater centre than one after it. */
  #select(axis: number, from: number, to: number, wanted: number): void {
    const order = this.#order;
    const centres = this.#centres;
    let left = from;
    let right = to;
    while (left < right) {
      const pivot = centres[order[(left + right) >> 1] * 3 + axis];
      let low = left;
      let high = right;
      while (low <= high) {
        while (centres[order[low] * 3 + axis] < pivot) low++;
        while (centres[order[high] * 3 + axis] > pivot) high--;
        if (low > high) break;
        const swapped = order[low];
        order[low++] = order[high];
        order[high--] = swapped;
      }
      if (wanted <= high) right = high;
      else if (wanted >= low) left = low;
      else return;
    }
  }
}

function doubleCentres({ positions, indices }: Mesh): Float32Array {
  const centres = new Float32Array(indices.length);
  for (let corner = 0; corner < indices.length; corner += 3) {
    for (let axis = 0; axis < 3; axis++) {
      const a = positions[indices[corner] * 3 + axis];
      const b = positions[indices[corner + 1] * 3 + axis];
      const c = positions[indices[corner + 2] * 3 + axis];
      centres[corner + axis] = Math.min(a, b, c) + Math.max(a, b, c);
    }
  }
  return centres;
}
