import type { Mesh } from '../../contracts/mesh.ts';

/** The edges of a mesh, each once. */
export interface MeshEdges {
  readonly count: number;
  /** Two vertices per edge. */
  readonly vertices: Uint32Array;
  /** The two triangles at each edge; the second is {@link NO_PARTNER} at a border. */
  readonly triangles: Int32Array;
  /**
   * The cosine of the angle between the normals of the two; -1 at a border and where more than two
   * triangles meet, which always deserve a line.
   */
  readonly cosines: Float32Array;
}

/** In place of the second triangle of an edge that has only one. */
export const NO_PARTNER = -1;

/**
 * Finds the edges of a mesh. Vertices are looked up in a table of plain numbers: maps keyed by objects or
 * strings would take longer than drawing the mesh.
 */
export function findEdges({ positions, indices }: Mesh): MeshEdges {
  const corners = indices.length;
  const mask = 2 ** Math.ceil(Math.log2(Math.max(2, corners * 2))) - 1;
  // Edge numbers plus one by hash of their vertices; zero is a free place.
  const table = new Int32Array(mask + 1);
  const vertices = new Uint32Array(corners * 2);
  const triangles = new Int32Array(corners * 2).fill(NO_PARTNER);
  const crowded = new Uint8Array(corners);
  let count = 0;
  for (let corner = 0; corner < corners; corner++) {
    const from = indices[corner];
    const to = indices[corner % 3 === 2 ? corner - 2 : corner + 1];
    if (from === to) continue;
    const low = Math.min(from, to);
    const high = Math.max(from, to);
    let place = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) & mask;
    while (table[place] !== 0) {
      const edge = table[place] - 1;
      if (vertices[edge * 2] === low && vertices[edge * 2 + 1] === high) break;
      place = (place + 1) & mask;
    }
    const triangle = Math.floor(corner / 3);
    if (table[place] === 0) {
      table[place] = count + 1;
      vertices[count * 2] = low;
      vertices[count * 2 + 1] = high;
      triangles[count * 2] = triangle;
      count++;
      continue;
    }
    const edge = table[place] - 1;
    if (triangles[edge * 2 + 1] === NO_PARTNER) triangles[edge * 2 + 1] = triangle;
    else crowded[edge] = 1;
  }
  const normals = unitNormals(positions, indices);
  const cosines = new Float32Array(count);
  for (let edge = 0; edge < count; edge++) {
    const a = triangles[edge * 2] * 3;
    const b = triangles[edge * 2 + 1] * 3;
    const dot = normals[a] * normals[b] + normals[a + 1] * normals[b + 1] + normals[a + 2] * normals[b + 2];
    cosines[edge] = b < 0 || crowded[edge] === 1 ? -1 : dot;
  }
  return { count, vertices, triangles, cosines };
}

/** The unit normal of every triangle; zeros where it has none. */
function unitNormals(p: Float32Array, indices: Uint32Array): Float32Array {
  const normals = new Float32Array(indices.length);
  for (let corner = 0; corner < indices.length; corner += 3) {
    const a = indices[corner] * 3;
    const b = indices[corner + 1] * 3;
    const c = indices[corner + 2] * 3;
    const ux = p[b] - p[a];
    const uy = p[b + 1] - p[a + 1];
    const uz = p[b + 2] - p[a + 2];
    const vx = p[c] - p[a];
    const vy = p[c + 1] - p[a + 1];
    const vz = p[c + 2] - p[a + 2];
    const x = uy * vz - uz * vy;
    const y = uz * vx - ux * vz;
    const z = ux * vy - uy * vx;
    const length = Math.sqrt(x * x + y * y + z * z);
    const scale = length > 0 ? 1 / length : 0;
    normals[corner] = x * scale;
    normals[corner + 1] = y * scale;
    normals[corner + 2] = z * scale;
  }
  return normals;
}
