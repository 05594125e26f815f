import type { Mesh } from '../../contracts/mesh.ts';

/**
 * Tells whether the triangles form closed surfaces: each directed edge is met by one in the opposite
 * direction.
 *
 * Summing a pseudo-random number per undirected edge, once with each sign, gives zero exactly then, up to
 * a chance of 2^-64 of being wrong, and takes no memory. Counting edges in a map would take longer than
 * drawing the mesh.
 */
export function isClosed({ indices }: Mesh): boolean {
  let sum1 = 0;
  let sum2 = 0;
  for (let corner = 0; corner < indices.length; corner++) {
    const next = corner % 3 === 2 ? corner - 2 : corner + 1;
    const from = indices[corner];
    const to = indices[next];
    if (from === to) continue;
    const low = Math.min(from, to);
    const high = Math.max(from, to);
    const sign = from < to ? 1 : -1;
    sum1 = (sum1 + sign * scramble(Math.imul(low, 0x9e3779b1) ^ scramble(high))) | 0;
    sum2 = (sum2 + sign * scramble(Math.imul(high, 0x85ebca6b) ^ scramble(~low))) | 0;
  }
  return sum1 === 0 && sum2 === 0;
}

/** Tells whether a closed mesh encloses a positive volume, that is, whether its faces point outwards. */
export function facesOutwards({ positions, indices }: Mesh): boolean {
  // Measured from a vertex of the mesh itself, a small part far from the origin keeps its precision.
  const [ox, oy, oz] =
    indices.length === 0 ? [0, 0, 0] : positions.subarray(indices[0] * 3, indices[0] * 3 + 3);
  let sixfoldVolume = 0;
  for (let corner = 0; corner + 2 < indices.length; corner += 3) {
    const a = indices[corner] * 3;
    const b = indices[corner + 1] * 3;
    const c = indices[corner + 2] * 3;
    const bx = positions[b] - ox;
    const by = positions[b + 1] - oy;
    const bz = positions[b + 2] - oz;
    const cx = positions[c] - ox;
    const cy = positions[c + 1] - oy;
    const cz = positions[c + 2] - oz;
    sixfoldVolume +=
      (positions[a] - ox) * (by * cz - bz * cy) +
      (positions[a + 1] - oy) * (bz * cx - bx * cz) +
      (positions[a + 2] - oz) * (bx * cy - by * cx);
  }
  return sixfoldVolume > 0;
}

/** A bijection of 32-bit integers whose output bits all depend on all input bits. */
function scramble(value: number): number {
  let x = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}
