import type { Mesh } from '../../contracts/mesh.ts';
import { nextCorner } from '../edge-table.ts';
import { facetNormals } from '../measure/facet-normals.ts';
import { roundingTolerance } from '../measure/rounding.ts';

/** Triangles that bend by more than this are never in one plane, however small they are. */
const MAX_FLAT_SINE = Math.sin((5 * Math.PI) / 180);

/** Tells whether triangles of a mesh lie in one plane, as far as float32 coordinates let one know. */
export class Flatness {
  readonly mesh: Mesh;
  readonly normals: Float64Array;
  readonly twiceAreas: Float64Array;
  readonly tolerance_mm: number;

  constructor(mesh: Mesh) {
    const { normals, twiceAreas } = facetNormals(mesh);
    this.mesh = mesh;
    this.normals = normals;
    this.twiceAreas = twiceAreas;
    this.tolerance_mm = roundingTolerance(mesh.positions);
  }

  /** Whether a triangle is so thin that rounding decides which way it looks. */
  isSliver(triangle: number): boolean {
    return this.twiceAreas[triangle] <= this.tolerance_mm * this.lengthOf(this.longestSide(triangle));
  }

  /** The half-edge that is a triangle's longest side. */
  longestSide(triangle: number): number {
    const half = triangle * 3;
    const first = this.lengthOf(half);
    const second = this.lengthOf(half + 1);
    const third = this.lengthOf(half + 2);
    if (first >= second && first >= third) return half;
    return second >= third ? half + 1 : half + 2;
  }

  /** Whether the triangles beside a half-edge continue each other. */
  isFlatAcross(half: number, mate: number): boolean {
    const a = Math.floor(half / 3);
    const b = Math.floor(mate / 3);
    // The flatter triangle's far corner lies this far out of the other's plane: its height times the sine.
    const height = Math.min(this.twiceAreas[a], this.twiceAreas[b]) / this.lengthOf(half);
    const sine = this.#sineBetween(a, b);
    return sine <= MAX_FLAT_SINE && height * sine <= this.tolerance_mm;
  }

  /** Whether the smaller of two triangles, which need not touch, lies in the plane of the larger one. */
  isInOnePlane(a: number, b: number): boolean {
    if (this.#sineBetween(a, b) > MAX_FLAT_SINE) return false;
    const [large, small] = this.twiceAreas[a] >= this.twiceAreas[b] ? [a, b] : [b, a];
    const { positions, indices } = this.mesh;
    const origin = indices[large * 3] * 3;
    for (let corner = small * 3; corner < small * 3 + 3; corner++) {
      let distance = 0;
      for (let axis = 0; axis < 3; axis++) {
        const offset = positions[indices[corner] * 3 + axis] - positions[origin + axis];
        distance += offset * this.normals[large * 3 + axis];
      }
      if (Math.abs(distance) > 2 * this.tolerance_mm) return false;
    }
    return true;
  }

  /** The length of a half-edge. */
  lengthOf(half: number): number {
    const { positions, indices } = this.mesh;
    const a = indices[half] * 3;
    const b = indices[nextCorner(half)] * 3;
    const dx = positions[b] - positions[a];
    const dy = positions[b + 1] - positions[a + 1];
    const dz = positions[b + 2] - positions[a + 2];
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  }

  /** The sine of the angle between two normals; 2 when they look apart. */
  #sineBetween(a: number, b: number): number {
    const { normals } = this;
    const ax = normals[a * 3];
    const ay = normals[a * 3 + 1];
    const az = normals[a * 3 + 2];
    const bx = normals[b * 3];
    const by = normals[b * 3 + 1];
    const bz = normals[b * 3 + 2];
    if (ax * bx + ay * by + az * bz <= 0) return 2;
    const cx = ay * bz - az * by;
    const cy = az * bx - ax * bz;
    const cz = ax * by - ay * bx;
    return Math.sqrt(cx * cx + cy * cy + cz * cz);
  }
}
