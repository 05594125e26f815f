import type { Mesh } from '../../contracts/mesh.ts';

/** Outward unit normals and doubled areas of all triangles; a triangle without area has the normal zero. */
export interface FacetNormals {
  /** x, y, z per triangle. */
  readonly normals: Float64Array;
  readonly twiceAreas: Float64Array;
}

/** Computes the normals of all triangles. */
export function facetNormals({ positions, indices }: Mesh): FacetNormals {
  const normals = new Float64Array(indices.length);
  const twiceAreas = new Float64Array(indices.length / 3);
  for (let corner = 0; corner < indices.length; corner += 3) {
    const a = indices[corner] * 3;
    const b = indices[corner + 1] * 3;
    const c = indices[corner + 2] * 3;
    const ux = positions[b] - positions[a];
    const uy = positions[b + 1] - positions[a + 1];
    const uz = positions[b + 2] - positions[a + 2];
    const vx = positions[c] - positions[a];
    const vy = positions[c + 1] - positions[a + 1];
    const vz = positions[c + 2] - positions[a + 2];
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    const scale = length > 0 ? 1 / length : 0;
    normals[corner] = nx * scale;
    normals[corner + 1] = ny * scale;
    normals[corner + 2] = nz * scale;
    twiceAreas[corner / 3] = length;
  }
  return { normals, twiceAreas };
}
