import type { Mesh } from '../../contracts/mesh.ts';

/** Larger coordinates leave the range of 32-bit floats once they are projected. */
const MAX_COORDINATE_MM = 1e30;

/** A mesh of which every vertex is used and can be drawn. */
export interface DrawableMesh {
  readonly mesh: Mesh;
  /** Triangles left out because of a vertex that does not exist or has no usable coordinates. */
  readonly omittedTriangles: number;
}

/** Leaves out what cannot be drawn; a sound mesh comes back as it is. */
export function keepDrawable(mesh: Mesh): DrawableMesh {
  const usable = findUsableVertices(mesh.positions);
  const { indices } = mesh;
  const triangles = Math.floor(indices.length / 3);
  const used = new Uint8Array(usable.length);
  const kept = new Uint8Array(triangles);
  let omittedTriangles = 0;
  for (let triangle = 0; triangle < triangles; triangle++) {
    const corner = triangle * 3;
    // A vertex that does not exist reads as undefined, which is not 1 either.
    const drawable =
      usable[indices[corner]] === 1 && usable[indices[corner + 1]] === 1 && usable[indices[corner + 2]] === 1;
    if (!drawable) {
      omittedTriangles++;
      continue;
    }
    kept[triangle] = 1;
    used[indices[corner]] = 1;
    used[indices[corner + 1]] = 1;
    used[indices[corner + 2]] = 1;
  }
  const sound = omittedTriangles === 0 && used.every(mark => mark === 1);
  return { mesh: sound ? mesh : compact(mesh, kept, used), omittedTriangles };
}

/** One per vertex: 1 where all coordinates are finite and in range. */
function findUsableVertices(positions: Float32Array): Uint8Array {
  const usable = new Uint8Array(Math.floor(positions.length / 3));
  for (let vertex = 0; vertex < usable.length; vertex++) {
    const x = Math.abs(positions[vertex * 3]);
    const y = Math.abs(positions[vertex * 3 + 1]);
    const z = Math.abs(positions[vertex * 3 + 2]);
    if (x <= MAX_COORDINATE_MM && y <= MAX_COORDINATE_MM && z <= MAX_COORDINATE_MM) usable[vertex] = 1;
  }
  return usable;
}

/** The mesh of the triangles and vertices marked 1, in their old order. */
function compact(mesh: Mesh, kept: Uint8Array, used: Uint8Array): Mesh {
  const newIndex = new Uint32Array(used.length);
  const positions: number[] = [];
  for (let vertex = 0; vertex < used.length; vertex++) {
    if (used[vertex] === 0) continue;
    newIndex[vertex] = positions.length / 3;
    positions.push(...mesh.positions.subarray(vertex * 3, vertex * 3 + 3));
  }
  const indices: number[] = [];
  const faceColors: number[] = [];
  for (let triangle = 0; triangle < kept.length; triangle++) {
    if (kept[triangle] === 0) continue;
    for (let corner = 0; corner < 3; corner++) indices.push(newIndex[mesh.indices[triangle * 3 + corner]]);
    if (mesh.faceColors !== null) {
      faceColors.push(...mesh.faceColors.subarray(triangle * 4, triangle * 4 + 4));
    }
  }
  return {
    positions: Float32Array.from(positions),
    indices: Uint32Array.from(indices),
    faceColors: mesh.faceColors === null ? null : Uint8Array.from(faceColors),
  };
}
