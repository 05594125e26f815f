import type { Mesh } from '../../contracts/mesh.ts';
import { nextCorner } from '../edge-table.ts';
import { NO_MATE } from '../measure/half-edges.ts';
import type { Facets } from './facets.ts';

/**
 * The angle, in radians, by which the surface bends at each half-edge: positive where it is convex, 0 within a
 * facet, NaN where the half-edge has no mate.
 */
export function measureBends({ positions, indices }: Mesh, mates: Int32Array, facets: Facets): Float64Array {
  const { facetOf, normals } = facets;
  const bends = new Float64Array(mates.length);
  for (let half = 0; half < mates.length; half++) {
    const mate = mates[half];
    if (mate === NO_MATE) bends[half] = Number.NaN;
    if (mate < half) continue;
    const a = facetOf[Math.floor(half / 3)] * 3;
    const b = facetOf[Math.floor(mate / 3)] * 3;
    if (a === b) continue;
    const from = indices[half] * 3;
    const to = indices[nextCorner(half)] * 3;
    const ex = positions[to] - positions[from];
    const ey = positions[to + 1] - positions[from + 1];
    const ez = positions[to + 2] - positions[from + 2];
    const cx = normals[a + 1] * normals[b + 2] - normals[a + 2] * normals[b + 1];
    const cy = normals[a + 2] * normals[b] - normals[a] * normals[b + 2];
    const cz = normals[a] * normals[b + 1] - normals[a + 1] * normals[b];
    const cosine =
      normals[a] * normals[b] + normals[a + 1] * normals[b + 1] + normals[a + 2] * normals[b + 2];
    const sine = Math.sqrt(cx * cx + cy * cy + cz * cz);
    const bend = Math.atan2(sine, cosine) * (cx * ex + cy * ey + cz * ez < 0 ? -1 : 1);
    bends[half] = bend;
    bends[mate] = bend;
  }
  return bends;
}
