import type { Mesh } from '../../contracts/mesh.ts';

/** Triangles of one colour, as a run of a shape's indices. */
export interface ColorRun {
  /** Red, green, blue, alpha; sRGB, 0–1. */
  readonly rgba: readonly [number, number, number, number];
  /** First index and number of indices. */
  readonly start: number;
  readonly count: number;
}

/** What is shown: triangles in millimetres, Z up, sorted by colour. */
export interface Shape extends Pick<Mesh, 'positions' | 'indices'> {
  readonly runs: readonly ColorRun[];
  /** Two ends of x, y, z per line that is worth drawing: edges of a solid, the contours of a drawing. */
  readonly lines: Float32Array;
}
