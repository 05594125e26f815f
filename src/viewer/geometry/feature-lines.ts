import type { Mesh } from '../../contracts/mesh.ts';
import { findEdges, NO_PARTNER } from '../../preview/scene/mesh-edges.ts';
import type { ColorRun } from './shape.ts';

/** Faces that meet at a larger angle have a line between them: facets of a round are closer to each other. */
const CREASE_DEG = 25;

/** Larger meshes go without lines: finding them would make the page stand still for seconds. */
const MAX_TRIANGLES = 600_000;

/**
 * Finds the lines that a drawing of a solid would have: creases, borders, and where two colours meet.
 *
 * @returns two ends of x, y, z per line.
 */
export function findFeatureLines(
  mesh: Pick<Mesh, 'positions' | 'indices'>,
  runs: readonly ColorRun[],
): Float32Array {
  if (mesh.indices.length / 3 > MAX_TRIANGLES) return new Float32Array();
  const { positions } = mesh;
  const { count, vertices, triangles, cosines } = findEdges({ ...mesh, faceColors: null });
  const flattest = Math.cos((CREASE_DEG * Math.PI) / 180);
  const runOf = (triangle: number) =>
    runs.findIndex(({ start, count: length }) => triangle * 3 < start + length);
  const ends: number[] = [];
  for (let edge = 0; edge < count; edge++) {
    const [a, b] = [triangles[edge * 2], triangles[edge * 2 + 1]];
    const isSeam = runs.length > 1 && b !== NO_PARTNER && runOf(a) !== runOf(b);
    if (cosines[edge] > flattest && !isSeam) continue;
    for (const vertex of [vertices[edge * 2], vertices[edge * 2 + 1]]) {
      ends.push(positions[vertex * 3], positions[vertex * 3 + 1], positions[vertex * 3 + 2]);
    }
  }
  return Float32Array.from(ends);
}
