import { nextCorner } from '../edge-table.ts';
import { createForest, type Forest, findRoot, joinItems } from '../union-find.ts';
import type { PrintScene } from './print-scene.ts';

/** The plateaus of a surface: vertices joined by level edges. A single vertex may be one. */
export interface Plateaus {
  /** Vertices of one plateau have the same root. */
  readonly forest: Forest;
  /** Roots of the plateaus from which the surface goes up on all sides, with material above them. */
  readonly lowPoints: readonly number[];
}

/**
 * Finds the low points of a surface at which material begins. The floor of a pit is lower than what surrounds
 * it, too; there the surface looks up.
 */
export function findLowPoints({ structure, normals, tolerance_mm }: PrintScene): Plateaus {
  const { positions, indices } = structure.mesh;
  const vertices = positions.length / 3;
  const forest = createForest(vertices);
  for (let half = 0; half < indices.length; half++) {
    const from = indices[half];
    const to = indices[nextCorner(half)];
    if (Math.abs(positions[from * 3 + 2] - positions[to * 3 + 2]) <= tolerance_mm)
      joinItems(forest, from, to);
  }
  const hasLower = new Uint8Array(vertices);
  /** Sum of the heights of the normals around each plateau. */
  const facing = new Float64Array(vertices);
  const isUsed = new Uint8Array(vertices);
  for (let half = 0; half < indices.length; half++) {
    const from = indices[half];
    const to = indices[nextCorner(half)];
    const root = findRoot(forest, from);
    isUsed[root] = 1;
    facing[root] += normals[Math.floor(half / 3) * 3 + 2];
    const rise = positions[to * 3 + 2] - positions[from * 3 + 2];
    if (rise < -tolerance_mm) hasLower[root] = 1;
    else if (rise > tolerance_mm) hasLower[findRoot(forest, to)] = 1;
  }
  const lowPoints: number[] = [];
  for (let vertex = 0; vertex < vertices; vertex++) {
    if (forest[vertex] !== vertex || isUsed[vertex] === 0) continue;
    if (hasLower[vertex] === 0 && facing[vertex] < 0) lowPoints.push(vertex);
  }
  return { forest, lowPoints };
}
