import type { Mesh } from '../contracts/mesh.ts';

/** The mesh of some triangles of another, in the order given, with only the vertices that they use. */
export function extractTriangles(
  { positions, indices, faceColors }: Mesh,
  triangles: Uint32Array | readonly number[],
): Mesh {
  const numberOf = new Map<number, number>();
  const kept: number[] = [];
  const renumbered = new Uint32Array(triangles.length * 3);
  for (let at = 0; at < renumbered.length; at++) {
    const vertex = indices[triangles[Math.floor(at / 3)] * 3 + (at % 3)];
    const known = numberOf.get(vertex);
    renumbered[at] = known ?? numberOf.size;
    if (known !== undefined) continue;
    numberOf.set(vertex, numberOf.size);
    kept.push(positions[vertex * 3], positions[vertex * 3 + 1], positions[vertex * 3 + 2]);
  }
  return {
    positions: Float32Array.from(kept),
    indices: renumbered,
    faceColors: faceColors === null ? null : takeColors(faceColors, triangles),
  };
}

function takeColors(faceColors: Uint8Array, triangles: Uint32Array | readonly number[]): Uint8Array {
  const colors = new Uint8Array(triangles.length * 4);
  for (const [at, triangle] of triangles.entries()) {
    colors.set(faceColors.subarray(triangle * 4, triangle * 4 + 4), at * 4);
  }
  return colors;
}
