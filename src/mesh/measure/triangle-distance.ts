import { closestOnTriangle } from './nearest-point.ts';

/**
 * Finds the two points at which two triangles come closest. Keep one for many pairs; triangles are nine
 * coordinates in an array.
 */
export class TriangleDistance {
  /** x, y, z of the point on the first triangle, then of that on the second, after {@link measure}. */
  readonly points = new Float64Array(6);
  readonly #closest = new Float64Array(3);
  #best = Infinity;

  /**
   * Returns the squared distance. Triangles that do not meet are closest at a corner of one or along sides of
   * both; triangles that do meet have a side of one going through the other.
   */
  measure(a: Float32Array, atA: number, b: Float32Array, atB: number): number {
    this.#best = Infinity;
    for (let corner = 0; corner < 9; corner += 3) {
      closestOnTriangle(b, atB, a[atA + corner], a[atA + corner + 1], a[atA + corner + 2], this.#closest);
      this.#keepCorner(a, atA + corner, 0);
      closestOnTriangle(a, atA, b[atB + corner], b[atB + corner + 1], b[atB + corner + 2], this.#closest);
      this.#keepCorner(b, atB + corner, 3);
    }
    for (let i = 0; i < 9; i += 3) {
      for (let j = 0; j < 9; j += 3) {
        this.#keepSides(a, atA + i, atA + ((i + 3) % 9), b, atB + j, atB + ((j + 3) % 9));
      }
      this.#keepPiercing(a, atA + i, atA + ((i + 3) % 9), b, atB, 0);
      this.#keepPiercing(b, atB + i, atB + ((i + 3) % 9), a, atA, 3);
    }
    return this.#best;
  }

  /** Considers a corner and the point of the other triangle nearest to it; `side` is where the corner's goes. */
  #keepCorner(corners: Float32Array, at: number, side: 0 | 3): void {
    const [x, y, z] = this.#closest;
    const dx = corners[at] - x;
    const dy = corners[at + 1] - y;
    const dz = corners[at + 2] - z;
    const square = dx * dx + dy * dy + dz * dz;
    if (square >= this.#best) return;
    this.#best = square;
    this.points.set(corners.subarray(at, at + 3), side);
    this.points.set(this.#closest, 3 - side);
  }

  /** Considers the points at which two sides come closest, where both lie inside their sides. */
  #keepSides(a: Float32Array, p: number, p2: number, b: Float32Array, q: number, q2: number): void {
    const ux = a[p2] - a[p];
    const uy = a[p2 + 1] - a[p + 1];
    const uz = a[p2 + 2] - a[p + 2];
    const vx = b[q2] - b[q];
    const vy = b[q2 + 1] - b[q + 1];
    const vz = b[q2 + 2] - b[q + 2];
    const wx = a[p] - b[q];
    const wy = a[p + 1] - b[q + 1];
    const wz = a[p + 2] - b[q + 2];
    const uu = ux * ux + uy * uy + uz * uz;
    const uv = ux * vx + uy * vy + uz * vz;
    const vv = vx * vx + vy * vy + vz * vz;
    const uw = ux * wx + uy * wy + uz * wz;
    const vw = vx * wx + vy * wy + vz * wz;
    const determinant = uu * vv - uv * uv;
    // Parallel sides come closest at a corner as well.
    if (determinant <= 1e-12 * uu * vv) return;
    const s = (uv * vw - vv * uw) / determinant;
    const t = (uu * vw - uv * uw) / determinant;
    if (!(s > 0 && s < 1 && t > 0 && t < 1)) return;
    const dx = wx + s * ux - t * vx;
    const dy = wy + s * uy - t * vy;
    const dz = wz + s * uz - t * vz;
    const square = dx * dx + dy * dy + dz * dz;
    if (square >= this.#best) return;
    this.#best = square;
    this.points.set([a[p] + s * ux, a[p + 1] + s * uy, a[p + 2] + s * uz], 0);
    this.points.set([b[q] + t * vx, b[q + 1] + t * vy, b[q + 2] + t * vz], 3);
  }

  /** Considers the point at which the side from p to p2 goes through the plane of the triangle at `at`. */
  #keepPiercing(
    ends: Float32Array,
    p: number,
    p2: number,
    corners: Float32Array,
    at: number,
    side: 0 | 3,
  ): void {
    const dx = ends[p2] - ends[p];
    const dy = ends[p2 + 1] - ends[p + 1];
    const dz = ends[p2 + 2] - ends[p + 2];
    const ux = corners[at + 3] - corners[at];
    const uy = corners[at + 4] - corners[at + 1];
    const uz = corners[at + 5] - corners[at + 2];
    const vx = corners[at + 6] - corners[at];
    const vy = corners[at + 7] - corners[at + 1];
    const vz = corners[at + 8] - corners[at + 2];
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    const hx = corners[at] - ends[p];
    const hy = corners[at + 1] - ends[p + 1];
    const hz = corners[at + 2] - ends[p + 2];
    const share = (hx * nx + hy * ny + hz * nz) / (dx * nx + dy * ny + dz * nz);
    if (!(share >= 0 && share <= 1)) return;
    const x = ends[p] + share * dx;
    const y = ends[p + 1] + share * dy;
    const z = ends[p + 2] + share * dz;
    closestOnTriangle(corners, at, x, y, z, this.#closest);
    const cx = this.#closest[0] - x;
    const cy = this.#closest[1] - y;
    const cz = this.#closest[2] - z;
    const square = cx * cx + cy * cy + cz * cz;
    if (square >= this.#best) return;
    this.#best = square;
    this.points.set([x, y, z], side);
    this.points.set(this.#closest, 3 - side);
  }
}
