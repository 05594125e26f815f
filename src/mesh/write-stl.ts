import type { Mesh } from '../contracts/mesh.ts';

const HEADER_BYTES = 84;
const COUNT_OFFSET = 80;
const TRIANGLE_BYTES = 50;

/** Free text. It must not start with "solid", by which readers recognise the text form of STL. */
const HEADER_TEXT = 'Binary STL, millimetres, Z up';

/**
 * Writes a mesh as binary STL, with unit normals computed from the corners (zero for a triangle without
 * area). STL has no colours and shares no vertices.
 */
export function writeBinaryStl(mesh: Mesh): Uint8Array {
  const triangles = mesh.indices.length / 3;
  const bytes = new Uint8Array(HEADER_BYTES + triangles * TRIANGLE_BYTES);
  new TextEncoder().encodeInto(HEADER_TEXT, bytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(COUNT_OFFSET, triangles, true);
  for (let triangle = 0; triangle < triangles; triangle++) {
    writeTriangle(view, HEADER_BYTES + triangle * TRIANGLE_BYTES, mesh, triangle * 3);
  }
  return bytes;
}

function writeTriangle(view: DataView, offset: number, { positions, indices }: Mesh, corner: number): void {
  const a = indices[corner] * 3;
  const b = indices[corner + 1] * 3;
  const c = indices[corner + 2] * 3;
  writeNormal(view, offset, positions, a, b, c);
  for (let axis = 0; axis < 3; axis++) {
    view.setFloat32(offset + 12 + axis * 4, positions[a + axis], true);
    view.setFloat32(offset + 24 + axis * 4, positions[b + axis], true);
    view.setFloat32(offset + 36 + axis * 4, positions[c + axis], true);
  }
}

function writeNormal(
  view: DataView,
  offset: number,
  positions: Float32Array,
  a: number,
  b: number,
  c: number,
): void {
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
  view.setFloat32(offset, nx * scale, true);
  view.setFloat32(offset + 4, ny * scale, true);
  view.setFloat32(offset + 8, nz * scale, true);
}
