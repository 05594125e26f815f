import type { Vec3 } from '../../contracts/mesh.ts';
import { MAX_TREE_DEPTH, type TriangleTree } from './triangle-tree.ts';

/** Decides whether a point of a triangle (by slot) counts. */
export type AcceptPoint = (slot: number, x: number, y: number, z: number) => boolean;

/**
 * Finds the point of a surface nearest to a given one. Keep one for many searches: the answer of the last
 * one is in its fields, so that a search allocates nothing.
 */
export class NearestPoint {
  /** Slot of the triangle in the tree, or −1 when the last search found none. */
  slot = -1;
  distance = Infinity;
  x = 0;
  y = 0;
  z = 0;
  readonly #tree: TriangleTree;
  readonly #stack = new Uint32Array(MAX_TREE_DEPTH);
  readonly #stackDistance = new Float64Array(MAX_TREE_DEPTH);
  readonly #closest = new Float64Array(3);

  /** Boxes are opened only when nearer than this share of the best distance so far; squared. */
  readonly #promise: number;

  /**
   * With a `slack` (0–1) the point found may be farther than the nearest one by that share, which saves much
   * time where the whole surface is about equally far, as from the middle of a ball.
   */
  constructor(tree: TriangleTree, slack = 0) {
    this.#tree = tree;
    this.#promise = (1 - slack) ** 2;
  }

  /** The point found by the last search. */
  get point(): Vec3 {
    return [this.x, this.y, this.z];
  }

  /**
   * Searches nearer than `within`; returns whether there is such a point, among those `accept` takes. After
   * `maxBoxes` boxes the best point so far has to do.
   */
  find(x: number, y: number, z: number, within: number, accept?: AcceptPoint, maxBoxes = Infinity): boolean {
    const { secondChild, triangles } = this.#tree;
    this.slot = -1;
    let best = within * within;
    if (triangles.length === 0) return false;
    this.#stack[0] = 0;
    this.#stackDistance[0] = this.#toBox(0, x, y, z);
    let depth = 1;
    for (let boxes = 0; depth > 0 && boxes < maxBoxes; boxes++) {
      depth--;
      if (this.#stackDistance[depth] >= best * this.#promise) continue;
      const node = this.#stack[depth];
      if (secondChild[node] === 0) {
        best = this.#searchLeaf(node, x, y, z, best, accept);
        continue;
      }
      const first = this.#toBox(node + 1, x, y, z);
      const second = this.#toBox(secondChild[node], x, y, z);
      // The nearer child is put on top, for it makes the other one easier to rule out.
      const near = first <= second ? node + 1 : secondChild[node];
      if (Math.max(first, second) < best * this.#promise) {
        this.#stack[depth] = first <= second ? secondChild[node] : node + 1;
        this.#stackDistance[depth++] = Math.max(first, second);
      }
      this.#stack[depth] = near;
      this.#stackDistance[depth++] = Math.min(first, second);
    }
    this.distance = Math.sqrt(best);
    return this.slot >= 0;
  }

  /** Whether one of the triangles that `accept` takes, by slot, comes nearer to a point than `within`. */
  hasWithin(x: number, y: number, z: number, within: number, accept: (slot: number) => boolean): boolean {
    const { secondChild, start, end, triangles, corners } = this.#tree;
    const closest = this.#closest;
    const limit = within * within;
    if (triangles.length === 0) return false;
    this.#stack[0] = 0;
    let depth = 1;
    while (depth > 0) {
      const node = this.#stack[--depth];
      if (this.#toBox(node, x, y, z) >= limit) continue;
      if (secondChild[node] !== 0) {
        this.#stack[depth++] = secondChild[node];
        this.#stack[depth++] = node + 1;
        continue;
      }
      for (let slot = start[node]; slot < end[node]; slot++) {
        if (!accept(slot)) continue;
        closestOnTriangle(corners, slot * 9, x, y, z, closest);
        const square = (closest[0] - x) ** 2 + (closest[1] - y) ** 2 + (closest[2] - z) ** 2;
        if (square < limit) return true;
      }
    }
    return false;
  }

  #searchLeaf(node: number, x: number, y: number, z: number, limit: number, accept?: AcceptPoint): number {
    const { start, end, corners } = this.#tree;
    const closest = this.#closest;
    let best = limit;
    for (let slot = start[node]; slot < end[node]; slot++) {
      closestOnTriangle(corners, slot * 9, x, y, z, closest);
      const dx = closest[0] - x;
      const dy = closest[1] - y;
      const dz = closest[2] - z;
      const square = dx * dx + dy * dy + dz * dz;
      if (square >= best) continue;
      if (accept !== undefined && !accept(slot, closest[0], closest[1], closest[2])) continue;
      best = square;
      this.slot = slot;
      this.x = closest[0];
      this.y = closest[1];
      this.z = closest[2];
    }
    return best;
  }

  /** Squared distance to a node's box, 0 inside it. */
  #toBox(node: number, x: number, y: number, z: number): number {
    const boxes = this.#tree.boxes;
    const at = node * 6;
    const dx = Math.max(boxes[at] - x, 0, x - boxes[at + 3]);
    const dy = Math.max(boxes[at + 1] - y, 0, y - boxes[at + 4]);
    const dz = Math.max(boxes[at + 2] - z, 0, z - boxes[at + 5]);
    return dx * dx + dy * dy + dz * dz;
  }
}

/**
 * Writes into `out` the point of a triangle (nine coordinates from `at`) nearest to (x, y, z).
 *
 * The plane is divided into the regions that belong to a corner, an edge or the inside, told apart by the
 * signs of products with the edges (Ericson, Real-Time Collision Detection, section 5.1.5).
 */
export function closestOnTriangle(
  corners: Float32Array | Float64Array,
  at: number,
  x: number,
  y: number,
  z: number,
  out: Float64Array,
): void {
  const ax = corners[at];
  const ay = corners[at + 1];
  const az = corners[at + 2];
  const ux = corners[at + 3] - ax;
  const uy = corners[at + 4] - ay;
  const uz = corners[at + 5] - az;
  const vx = corners[at + 6] - ax;
  const vy = corners[at + 7] - ay;
  const vz = corners[at + 8] - az;
  const px = x - ax;
  const py = y - ay;
  const pz = z - az;
  const uu = ux * ux + uy * uy + uz * uz;
  const uv = ux * vx + uy * vy + uz * vz;
  const vv = vx * vx + vy * vy + vz * vz;
  const du = px * ux + py * uy + pz * uz;
  const dv = px * vx + py * vy + pz * vz;
  // The point seen from a is s·u + t·v.
  let s = 0;
  let t = 0;
  const areaOfC = uu * dv - uv * du;
  const areaOfB = vv * du - uv * dv;
  if (du <= 0 && dv <= 0) {
    // Corner a.
  } else if (du >= uu && dv - uv <= du - uu) {
    s = 1; // Corner b.
  } else if (dv >= vv && du - uv <= dv - vv) {
    t = 1; // Corner c.
  } else if (areaOfC <= 0 && du > 0 && du < uu) {
    s = du / uu; // Edge ab.
  } else if (areaOfB <= 0 && dv > 0 && dv < vv) {
    t = dv / vv; // Edge ac.
  } else {
    const area = uu * vv - uv * uv;
    const square = uu - 2 * uv + vv;
    const isBeyondEdgeBc = areaOfB + areaOfC >= area;
    t = isBeyondEdgeBc ? (dv - uv - du + uu) / square : areaOfC / area;
    s = isBeyondEdgeBc ? 1 - t : areaOfB / area;
    // Rounding may lead out of a triangle without area; a point of it that is not the nearest does less harm.
    if (!(s >= 0 && t >= 0 && s + t <= 1 + 1e-9)) {
      s = 0;
      t = 0;
    }
  }
  out[0] = ax + s * ux + t * vx;
  out[1] = ay + s * uy + t * vy;
  out[2] = az + s * uz + t * vz;
}
