import type { Mesh, Vec3 } from '../../src/contracts/mesh.ts';

/** Red, green, blue, alpha, 0–255. */
export type Rgba = readonly [number, number, number, number];

/** The sides of a box in the order {@link box} makes them, two triangles each. */
export const BOX_SIDES = ['left', 'right', 'front', 'back', 'bottom', 'top'] as const;

/** A box with corners at `min` and `max`: 8 vertices, 12 triangles facing outwards. */
export function box(min: Vec3, max: Vec3): Mesh {
  const positions: number[] = [];
  for (let corner = 0; corner < 8; corner++) {
    positions.push(corner & 1 ? max[0] : min[0], corner & 2 ? max[1] : min[1], corner & 4 ? max[2] : min[2]);
  }
  const quads = [
    [0, 4, 6, 2],
    [1, 3, 7, 5],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 2, 3, 1],
    [4, 5, 7, 6],
  ];
  const indices = quads.flatMap(([a, b, c, d]) => [a, b, c, a, c, d]);
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices), faceColors: null };
}

/** A cube around the origin. */
export function cube(size: number): Mesh {
  const half = size / 2;
  return box([-half, -half, -half], [half, half, half]);
}

/** A torus around the z axis: 2 · around · across triangles facing outwards. */
export function torus(radius: number, thickness: number, around: number, across: number): Mesh {
  const positions: number[] = [];
  const indices: number[] = [];
  for (let i = 0; i < around; i++) {
    const u = (2 * Math.PI * i) / around;
    for (let j = 0; j < across; j++) {
      const v = (2 * Math.PI * j) / across;
      const r = radius + thickness * Math.cos(v);
      positions.push(r * Math.cos(u), r * Math.sin(u), thickness * Math.sin(v));
      const here = i * across + j;
      const up = i * across + ((j + 1) % across);
      const next = ((i + 1) % around) * across;
      indices.push(here, next + j, next + ((j + 1) % across), here, next + ((j + 1) % across), up);
    }
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices), faceColors: null };
}

/** A ball around the origin from rings of latitude, with one vertex at each pole. */
export function sphere(radius: number, segments: number): Mesh {
  const rings = Math.max(2, Math.floor(segments / 2));
  const positions: number[] = [0, 0, radius];
  for (let ring = 1; ring < rings; ring++) {
    const polar = (Math.PI * ring) / rings;
    for (let i = 0; i < segments; i++) {
      const turn = (2 * Math.PI * i) / segments;
      const r = radius * Math.sin(polar);
      positions.push(r * Math.cos(turn), r * Math.sin(turn), radius * Math.cos(polar));
    }
  }
  positions.push(0, 0, -radius);
  const south = positions.length / 3 - 1;
  const vertex = (ring: number, i: number): number => 1 + (ring - 1) * segments + (i % segments);
  const indices: number[] = [];
  for (let i = 0; i < segments; i++) {
    indices.push(0, vertex(1, i), vertex(1, i + 1));
    for (let ring = 1; ring < rings - 1; ring++) {
      indices.push(vertex(ring, i), vertex(ring + 1, i), vertex(ring + 1, i + 1));
      indices.push(vertex(ring, i), vertex(ring + 1, i + 1), vertex(ring, i + 1));
    }
    indices.push(south, vertex(rings - 1, i + 1), vertex(rings - 1, i));
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices), faceColors: null };
}

/** The same mesh with a colour per triangle. */
export function colored(mesh: Mesh, colorOf: (triangle: number) => Rgba): Mesh {
  const faceColors = new Uint8Array((mesh.indices.length / 3) * 4);
  for (let triangle = 0; triangle < mesh.indices.length / 3; triangle++) {
    faceColors.set(colorOf(triangle), triangle * 4);
  }
  return { ...mesh, faceColors };
}

/** The same mesh with every vertex moved to where `place` puts it. */
export function mapVertices(mesh: Mesh, place: (x: number, y: number, z: number) => Vec3): Mesh {
  const positions = new Float32Array(mesh.positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    positions.set(place(mesh.positions[i], mesh.positions[i + 1], mesh.positions[i + 2]), i);
  }
  return { ...mesh, positions };
}

/** The same mesh without some of its triangles. */
export function withoutTriangles(mesh: Mesh, isLeftOut: (triangle: number) => boolean): Mesh {
  const indices = mesh.indices.filter((_, corner) => !isLeftOut(Math.floor(corner / 3)));
  const faceColors = mesh.faceColors?.filter((_, byte) => !isLeftOut(Math.floor(byte / 4))) ?? null;
  return { positions: mesh.positions, indices, faceColors };
}

/** The same mesh with all faces turned inside out. */
export function insideOut(mesh: Mesh): Mesh {
  const indices = mesh.indices.slice();
  for (let i = 0; i < indices.length; i += 3) {
    [indices[i + 1], indices[i + 2]] = [indices[i + 2], indices[i + 1]];
  }
  return { ...mesh, indices };
}

/** Several meshes as one; either all or none of them have colours. */
export function merge(...meshes: readonly Mesh[]): Mesh {
  const positions: number[] = [];
  const indices: number[] = [];
  const faceColors: number[] = [];
  for (const mesh of meshes) {
    const offset = positions.length / 3;
    positions.push(...mesh.positions);
    indices.push(...Array.from(mesh.indices, index => index + offset));
    faceColors.push(...(mesh.faceColors ?? []));
  }
  return {
    positions: Float32Array.from(positions),
    indices: Uint32Array.from(indices),
    faceColors: faceColors.length > 0 ? Uint8Array.from(faceColors) : null,
  };
}
