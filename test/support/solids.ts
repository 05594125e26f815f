import type { Mesh, Vec3 } from '../../src/contracts/mesh.ts';

/** The eight corners of a unit cube as `x + 2y + 4z`, and its twelve triangles seen from outside. */
const CUBE_TRIANGLES = [
  [0, 2, 3],
  [0, 3, 1], // bottom
  [4, 5, 7],
  [4, 7, 6], // top
  [0, 1, 5],
  [0, 5, 4], // front
  [2, 6, 7],
  [2, 7, 3], // back
  [0, 4, 6],
  [0, 6, 2], // left
  [1, 3, 7],
  [1, 7, 5], // right
].flat();

/** An axis-aligned cube with `corner` as its smallest coordinates. */
export function cube(side: number, corner: Vec3 = [0, 0, 0]): Mesh {
  const positions = new Float32Array(24);
  for (let vertex = 0; vertex < 8; vertex++) {
    positions[vertex * 3] = corner[0] + (vertex & 1) * side;
    positions[vertex * 3 + 1] = corner[1] + ((vertex >> 1) & 1) * side;
    positions[vertex * 3 + 2] = corner[2] + (vertex >> 2) * side;
  }
  return { positions, indices: Uint32Array.from(CUBE_TRIANGLES), faceColors: null };
}

/** A cube without its top. */
export function openBox(side: number): Mesh {
  const closed = cube(side);
  const isTop = (corner: number) => corner >= 6 && corner < 12;
  return { ...closed, indices: closed.indices.filter((_, corner) => !isTop(corner)) };
}

/** A ball of `rings` × `segments` faces whose vertices lie on the sphere; its poles are points. */
export function ball(radius: number, segments: number, rings: number): Mesh {
  const positions = [0, 0, radius];
  for (let ring = 1; ring < rings; ring++) {
    const polar = (Math.PI * ring) / rings;
    for (let segment = 0; segment < segments; segment++) {
      const turn = (2 * Math.PI * segment) / segments;
      positions.push(
        radius * Math.sin(polar) * Math.cos(turn),
        radius * Math.sin(polar) * Math.sin(turn),
        radius * Math.cos(polar),
      );
    }
  }
  positions.push(0, 0, -radius);
  const indices: number[] = [];
  const bottom = positions.length / 3 - 1;
  const at = (ring: number, segment: number) => 1 + (ring - 1) * segments + (segment % segments);
  for (let segment = 0; segment < segments; segment++) {
    indices.push(0, at(1, segment), at(1, segment + 1));
    indices.push(bottom, at(rings - 1, segment + 1), at(rings - 1, segment));
    for (let ring = 1; ring < rings - 1; ring++) {
      indices.push(at(ring, segment), at(ring + 1, segment), at(ring + 1, segment + 1));
      indices.push(at(ring, segment), at(ring + 1, segment + 1), at(ring, segment + 1));
    }
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices), faceColors: null };
}

/** The same surface seen from the other side. */
export function insideOut(mesh: Mesh): Mesh {
  return { ...mesh, indices: mesh.indices.slice().reverse(), faceColors: null };
}

/** The triangles of several meshes as soup, nine float32 each, with nothing shared between them. */
export function soupOf(...meshes: readonly Mesh[]): Float32Array {
  const soup: number[] = [];
  for (const { positions, indices } of meshes) {
    for (const vertex of indices) {
      soup.push(positions[vertex * 3], positions[vertex * 3 + 1], positions[vertex * 3 + 2]);
    }
  }
  return Float32Array.from(soup);
}
