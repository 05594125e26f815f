import { readFileSync } from 'node:fs';
import type { Mesh } from '../../src/contracts/mesh.ts';

const FOLDER = new URL('../fixtures/native/', import.meta.url);

/** The bytes of a file in test/fixtures/native/. */
export function readNativeFixture(name: string): Uint8Array {
  return readFileSync(new URL(name, FOLDER));
}

/** Reads a binary STL (84 bytes of header, 50 bytes per triangle) and joins vertices of equal coordinates. */
export function readNativeStl(name: string): Mesh {
  const bytes = readNativeFixture(name);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const positions: number[] = [];
  const indices: number[] = [];
  const vertices = new Map<string, number>();
  for (let triangle = 0; triangle < view.getUint32(80, true); triangle++) {
    for (let corner = 0; corner < 3; corner++) {
      const at = 84 + triangle * 50 + 12 + corner * 12;
      const point = [0, 4, 8].map(offset => view.getFloat32(at + offset, true));
      const key = point.join();
      const vertex = vertices.get(key) ?? vertices.size;
      if (vertex === vertices.size) positions.push(...point);
      vertices.set(key, vertex);
      indices.push(vertex);
    }
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices), faceColors: null };
}
