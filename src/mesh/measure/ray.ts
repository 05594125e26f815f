import { MAX_TREE_DEPTH, type TriangleTree } from './triangle-tree.ts';

/**
 * Called for each hit: the slot of the triangle in the tree, the distance along the ray in lengths of its
 * direction, and whether the ray leaves through the triangle (goes along its normal). Returns how far the
 * ray need be followed from now on.
 */
export type VisitHit = (slot: number, distance: number, leaves: boolean) => number;

/** Follows rays through a tree of triangles. Keep one for many rays. */
export class RayCaster {
  readonly #tree: TriangleTree;
  readonly #stack = new Uint32Array(MAX_TREE_DEPTH);
  /** x, y, z of the origin, then of the direction, then of its reciprocal. */
  readonly #ray = new Float64Array(9);
  /** Whether the last hit goes along the triangle's normal. */
  #leaves = false;

  constructor(tree: TriangleTree) {
    this.#tree = tree;
  }

  /** Visits the triangles that a ray hits nearer than `limit`, in no particular order. */
  cast(
    x: number,
    y: number,
    z: number,
    dx: number,
    dy: number,
    dz: number,
    limit: number,
    visit: VisitHit,
  ): void {
    const { secondChild, start, end, triangles } = this.#tree;
    if (triangles.length === 0) return;
    this.#ray.set([x, y, z, dx, dy, dz, 1 / dx, 1 / dy, 1 / dz]);
    const stack = this.#stack;
    stack[0] = 0;
    let depth = 1;
    let reach = limit;
    while (depth > 0) {
      const node = stack[--depth];
      if (!this.#meetsBox(node, reach)) continue;
      if (secondChild[node] !== 0) {
        stack[depth++] = secondChild[node];
        stack[depth++] = node + 1;
        continue;
      }
      for (let slot = start[node]; slot < end[node]; slot++) {
        const distance = this.#hit(slot, reach);
        if (distance >= 0) reach = visit(slot, distance, this.#leaves);
      }
    }
  }

  #meetsBox(node: number, limit: number): boolean {
    const boxes = this.#tree.boxes;
    const ray = this.#ray;
    let near = 0;
    let far = limit;
    for (let axis = 0; axis < 3; axis++) {
      const low = boxes[node * 6 + axis] - ray[axis];
      const high = boxes[node * 6 + 3 + axis] - ray[axis];
      if (ray[3 + axis] === 0) {
        if (low > 0 || high < 0) return false;
        continue;
      }
      const a = low * ray[6 + axis];
      const b = high * ray[6 + axis];
      near = Math.max(near, Math.min(a, b));
      far = Math.min(far, Math.max(a, b));
    }
    // Flat boxes: rounding must not let a ray slip between the planes it was computed for.
    return near <= far * (1 + 4 * Number.EPSILON) + Number.MIN_VALUE;
  }

  /**
   * The distance at which the ray meets a triangle, or −1. It solves origin + t·direction = a + s·u + r·v
   * by Cramer's rule (Möller and Trumbore, 1997); points on the sides count.
   */
  #hit(slot: number, limit: number): number {
    const corners = this.#tree.corners;
    const ray = this.#ray;
    const at = slot * 9;
    const ux = corners[at + 3] - corners[at];
    const uy = corners[at + 4] - corners[at + 1];
    const uz = corners[at + 5] - corners[at + 2];
    const vx = corners[at + 6] - corners[at];
    const vy = corners[at + 7] - corners[at + 1];
    const vz = corners[at + 8] - corners[at + 2];
    const px = ray[4] * vz - ray[5] * vy;
    const py = ray[5] * vx - ray[3] * vz;
    const pz = ray[3] * vy - ray[4] * vx;
    const determinant = ux * px + uy * py + uz * pz;
    if (determinant === 0) return -1;
    const ox = ray[0] - corners[at];
    const oy = ray[1] - corners[at + 1];
    const oz = ray[2] - corners[at + 2];
    const s = (ox * px + oy * py + oz * pz) / determinant;
    if (!(s >= 0 && s <= 1)) return -1;
    const qx = oy * uz - oz * uy;
    const qy = oz * ux - ox * uz;
    const qz = ox * uy - oy * ux;
    const r = (ray[3] * qx + ray[4] * qy + ray[5] * qz) / determinant;
    if (!(r >= 0 && s + r <= 1)) return -1;
    const distance = (vx * qx + vy * qy + vz * qz) / determinant;
    if (!(distance >= 0 && distance < limit)) return -1;
    this.#leaves = determinant < 0;
    return distance;
  }
}
