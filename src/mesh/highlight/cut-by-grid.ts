import type { Mesh } from '../../contracts/mesh.ts';

/** A mesh with its triangles cut, and for each the triangle it is a piece of. */
export interface CutMesh {
  readonly mesh: Mesh;
  readonly pieceOf: Uint32Array;
}

/**
 * A corner nearer to a plane than this share of the step is on it. Whether a corner is, all polygons that have it
 * have to agree; else one would be cut there and its neighbour not.
 */
const ON_PLANE = 1e-6;

/**
 * Cuts the triangles of a mesh at planes across x, y and z that are so far apart, the first at the lower end
 * of the model. Unlike halving triangles this gives pieces of one size however long and thin the triangles
 * are. Triangles that share a side share the corners that come about on it, so no gaps do.
 */
export function cutByGrid(given: Mesh, step_mm: number): CutMesh {
  const cutter = new GridCutter(given, step_mm);
  const indices: number[] = [];
  const pieceOf: number[] = [];
  for (let corner = 0; corner < given.indices.length; corner += 3) {
    for (const piece of cutter.cut([...given.indices.subarray(corner, corner + 3)])) {
      for (let at = 2; at < piece.length; at++) {
        indices.push(piece[0], piece[at - 1], piece[at]);
        pieceOf.push(corner / 3);
      }
    }
  }
  const positions = Float32Array.from(cutter.positions);
  return {
    mesh: { positions, indices: Uint32Array.from(indices), faceColors: null },
    pieceOf: Uint32Array.from(pieceOf),
  };
}

/** Cuts polygons, given by the numbers of their corners, and makes the corners that come about. */
class GridCutter {
  /** x, y, z of the corners. */
  readonly positions: number[];
  readonly #origin: readonly number[];
  readonly #step: number;
  /** Corners made, by the side they are on and the plane. */
  readonly #made = new Map<string, number>();

  constructor({ positions }: Mesh, step_mm: number) {
    this.positions = Array.from(positions);
    this.#step = step_mm;
    this.#origin = [0, 1, 2].map(axis => {
      let least = Infinity;
      for (let at = axis; at < positions.length; at += 3) least = Math.min(least, positions[at]);
      return least;
    });
  }

  cut(polygon: readonly number[]): readonly (readonly number[])[] {
    let pieces: readonly (readonly number[])[] = [polygon];
    for (let axis = 0; axis < 3; axis++) pieces = pieces.flatMap(piece => this.#cutAlong(piece, axis));
    return pieces;
  }

  #cutAlong(polygon: readonly number[], axis: number): readonly (readonly number[])[] {
    const heights = polygon.map(corner => this.positions[corner * 3 + axis] - this.#origin[axis]);
    // One more on both sides: planes that do not meet the polygon leave it whole.
    const first = Math.floor(Math.min(...heights) / this.#step);
    const last = Math.ceil(Math.max(...heights) / this.#step);
    const pieces: (readonly number[])[] = [];
    let rest = polygon;
    for (let plane = first; plane <= last && rest.length > 2; plane++) {
      const { below, above } = this.#split(rest, axis, plane);
      if (below.length > 2) pieces.push(below);
      rest = above;
    }
    if (rest.length > 2) pieces.push(rest);
    return pieces;
  }

  #split(polygon: readonly number[], axis: number, plane: number) {
    const height = this.#origin[axis] + plane * this.#step;
    const sides = polygon.map(corner => this.#sideOf(corner, axis, height));
    if (!sides.includes(-1)) return { below: [], above: polygon };
    if (!sides.includes(1)) return { below: polygon, above: [] };
    const below: number[] = [];
    const above: number[] = [];
    for (let at = 0; at < polygon.length; at++) {
      const corner = polygon[at];
      const beyond = (at + 1) % polygon.length;
      const next = polygon[beyond];
      if (sides[at] <= 0) below.push(corner);
      if (sides[at] >= 0) above.push(corner);
      if (sides[at] * sides[beyond] >= 0) continue;
      const made = this.#cornerBetween(Math.min(corner, next), Math.max(corner, next), axis, plane, height);
      below.push(made);
      above.push(made);
    }
    return { below, above };
  }

  /** −1 below a plane, 1 above it, 0 on it. */
  #sideOf(corner: number, axis: number, height: number): number {
    const above_mm = this.positions[corner * 3 + axis] - height;
    return Math.abs(above_mm) <= ON_PLANE * this.#step ? 0 : Math.sign(above_mm);
  }

  #cornerBetween(from: number, to: number, axis: number, plane: number, height: number): number {
    const key = `${from},${to},${axis},${plane}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const { positions } = this;
    const low = positions[from * 3 + axis];
    const share = (height - low) / (positions[to * 3 + axis] - low);
    const made = positions.length / 3;
    for (let other = 0; other < 3; other++) {
      const start = positions[from * 3 + other];
      positions.push(other === axis ? height : start + (positions[to * 3 + other] - start) * share);
    }
    this.#made.set(key, made);
    return made;
  }
}
