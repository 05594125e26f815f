import type { Mesh } from '../../contracts/mesh.ts';
import { nextCorner } from '../edge-table.ts';
import type { Facets } from './facets.ts';

/** Stands for "on no line" in arrays of line numbers. */
export const NO_LINE = 255;

/** Lines that are kept of one facet. Two would do, but those at the ends of a surface can be longer. */
const MAX_LINES = 8;

/** A facet that bends gently at more sides than this is a face with rounded edges and no strip. */
const MAX_HALF_EDGES = 64;

/** Bends up to that between the sides of a regular pentagon, 72°, and rounding. */
const MAX_BEND_RAD = (73 * Math.PI) / 180;

/** Neighbours on one line may bend differently by this share; more makes two lines of it. */
const SAME_LINE_BEND = 0.1;

/** Bends that are equal on the model differ by less than this share on its mesh, besides rounding. */
const EQUAL_BEND = 1e-4;

/**
 * The straight lines along which one facet bends gently into others. One object serves for all facets, so that
 * looking at half a million of them allocates nothing.
 */
export class FacetLines {
  /** Lines of the facet looked at last. */
  count = 0;
  /** The bend at each line, in radians. */
  readonly bends = new Float64Array(MAX_LINES);
  /** The angle between the lines compared last, in radians; 0 when rounding could make that of parallels. */
  taper = 0;
  /** The distance of the middle of the second of the lines compared last from the first. */
  width_mm = 0;
  readonly #mesh: Mesh;
  readonly #allBends: Float64Array;
  readonly #tolerance_mm: number;
  readonly #halves = new Uint32Array(MAX_HALF_EDGES);
  readonly #lengths = new Float64Array(MAX_HALF_EDGES);
  readonly #lineOf = new Uint8Array(MAX_HALF_EDGES);
  #halfCount = 0;
  /** Start of each line's longest half-edge, its direction, its length. */
  readonly #points = new Float64Array(MAX_LINES * 3);
  readonly #directions = new Float64Array(MAX_LINES * 3);
  readonly #lineLengths = new Float64Array(MAX_LINES);
  readonly #normal = new Float64Array(3);

  /** `bends` are those of all half-edges; `tolerance_mm` is how far rounding may have moved a vertex. */
  constructor(mesh: Mesh, bends: Float64Array, tolerance_mm: number) {
    this.#mesh = mesh;
    this.#allBends = bends;
    this.#tolerance_mm = tolerance_mm;
  }

  /** Gathers the lines of a facet; returns whether there are at least two. */
  scan(facets: Facets, facet: number): boolean {
    this.count = 0;
    for (let axis = 0; axis < 3; axis++) this.#normal[axis] = facets.normals[facet * 3 + axis];
    if (!this.#gatherHalfEdges(facets, facet)) return false;
    for (let at = 0; at < this.#halfCount; at++) this.#lineOf[at] = this.#findLine(at);
    return this.count >= 2;
  }

  /** Writes the line number of each half-edge of the facet into an array by half-edge. */
  writeLineOf(lineOf: Uint8Array): void {
    for (let at = 0; at < this.#halfCount; at++) lineOf[this.#halves[at]] = this.#lineOf[at];
  }

  /**
   * Whether two lines are the sides of a strip: the facet lies between them and bends equally at both. Sets
   * {@link taper} and {@link width_mm}.
   */
  areSidesOfStrip(i: number, j: number): boolean {
    if (this.bends[i] * this.bends[j] <= 0) return false;
    const nx = this.#normal[0];
    const ny = this.#normal[1];
    const nz = this.#normal[2];
    const ux = this.#directions[i * 3];
    const uy = this.#directions[i * 3 + 1];
    const uz = this.#directions[i * 3 + 2];
    const vx = this.#directions[j * 3];
    const vy = this.#directions[j * 3 + 1];
    const vz = this.#directions[j * 3 + 2];
    const cosine = ux * vx + uy * vy + uz * vz;
    if (cosine >= 0) return false;
    // Into the facet, square to line i; half-edges have their facet on the left.
    const mx = ny * uz - nz * uy;
    const my = nz * ux - nx * uz;
    const mz = nx * uy - ny * ux;
    const sine = Math.abs(vx * mx + vy * my + vz * mz);
    const distance = this.#distanceBetween(i, j, mx, my, mz);
    if (distance <= 2 * this.#tolerance_mm) return false;
    const slack = this.#tolerance_mm / distance + EQUAL_BEND * Math.abs(this.bends[i]);
    if (Math.abs(this.bends[i] - this.bends[j]) > slack) return false;
    const reach = Math.min(this.#lineLengths[i], this.#lineLengths[j]);
    const isParallel = sine <= (2 * this.#tolerance_mm) / reach + 1e-6;
    this.taper = isParallel ? 0 : Math.atan2(sine, -cosine);
    this.width_mm = distance;
    return true;
  }

  /** How far the middle of line j is from line i, towards (mx, my, mz). */
  #distanceBetween(i: number, j: number, mx: number, my: number, mz: number): number {
    const points = this.#points;
    const half = this.#lineLengths[j] / 2;
    const dx = points[j * 3] + this.#directions[j * 3] * half - points[i * 3];
    const dy = points[j * 3 + 1] + this.#directions[j * 3 + 1] * half - points[i * 3 + 1];
    const dz = points[j * 3 + 2] + this.#directions[j * 3 + 2] * half - points[i * 3 + 2];
    return dx * mx + dy * my + dz * mz;
  }

  /** Lists the half-edges at which a facet bends gently, longest first; false when there are too many or few. */
  #gatherHalfEdges({ triangles, starts }: Facets, facet: number): boolean {
    this.#halfCount = 0;
    for (let at = starts[facet]; at < starts[facet + 1]; at++) {
      for (let half = triangles[at] * 3; half < triangles[at] * 3 + 3; half++) {
        const bend = this.#allBends[half];
        if (!(Math.abs(bend) <= MAX_BEND_RAD) || bend === 0) continue;
        if (this.#halfCount === MAX_HALF_EDGES) return false;
        this.#insert(half, this.#lengthOf(half));
      }
    }
    return this.#halfCount >= 2;
  }

  #insert(half: number, length: number): void {
    let at = this.#halfCount++;
    for (; at > 0 && this.#lengths[at - 1] < length; at--) {
      this.#halves[at] = this.#halves[at - 1];
      this.#lengths[at] = this.#lengths[at - 1];
    }
    this.#halves[at] = half;
    this.#lengths[at] = length;
  }

  #lengthOf(half: number): number {
    const { positions, indices } = this.#mesh;
    const a = indices[half] * 3;
    const b = indices[nextCorner(half)] * 3;
    const dx = positions[b] - positions[a];
    const dy = positions[b + 1] - positions[a + 1];
    const dz = positions[b + 2] - positions[a + 2];
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  }

  /** The line that a listed half-edge lies on, a new one if need be. */
  #findLine(at: number): number {
    const { indices } = this.#mesh;
    const half = this.#halves[at];
    const bend = this.#allBends[half];
    for (let line = 0; line < this.count; line++) {
      const isAlike = Math.abs(bend - this.bends[line]) <= SAME_LINE_BEND * Math.abs(bend);
      if (isAlike && this.#isOn(line, indices[half]) && this.#isOn(line, indices[nextCorner(half)])) {
        return line;
      }
    }
    return this.count === MAX_LINES ? NO_LINE : this.#addLine(half, this.#lengths[at], bend);
  }

  /** Whether a vertex lies on a line; far from the part of it that is known, rounding counts for more. */
  #isOn(line: number, vertex: number): boolean {
    const { positions } = this.#mesh;
    const directions = this.#directions;
    const dx = positions[vertex * 3] - this.#points[line * 3];
    const dy = positions[vertex * 3 + 1] - this.#points[line * 3 + 1];
    const dz = positions[vertex * 3 + 2] - this.#points[line * 3 + 2];
    const ux = directions[line * 3];
    const uy = directions[line * 3 + 1];
    const uz = directions[line * 3 + 2];
    const along = dx * ux + dy * uy + dz * uz;
    const square = dx * dx + dy * dy + dz * dz - along * along;
    const reach = 2 * this.#tolerance_mm * (1 + Math.abs(along) / this.#lineLengths[line]);
    return square <= reach * reach;
  }

  #addLine(half: number, length: number, bend: number): number {
    const { positions, indices } = this.#mesh;
    const from = indices[half] * 3;
    const to = indices[nextCorner(half)] * 3;
    const line = this.count++;
    this.bends[line] = bend;
    this.#lineLengths[line] = length;
    for (let axis = 0; axis < 3; axis++) {
      this.#points[line * 3 + axis] = positions[from + axis];
      this.#directions[line * 3 + axis] = (positions[to + axis] - positions[from + axis]) / length;
    }
    return line;
  }
}
