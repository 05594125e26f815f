import { formatFloat32 } from './format-float32.ts';
import type { MeshObject } from './mesh-object.ts';

/**
 * Writes solids as Wavefront OBJ text, one `o` each, in millimetres. Colours would need a second file, so
 * they are left out; 3MF and GLB hold them.
 */
export function writeObj(objects: readonly MeshObject[]): Uint8Array {
  const lines = ['# millimetres, Z up'];
  let firstVertex = 1;
  for (const { name, mesh } of objects) {
    const { positions, indices } = mesh;
    lines.push(`o ${name.replace(/\s+/g, '_')}`);
    for (let at = 0; at < positions.length; at += 3) {
      const x = formatFloat32(positions[at]);
      const y = formatFloat32(positions[at + 1]);
      const z = formatFloat32(positions[at + 2]);
      lines.push(`v ${x} ${y} ${z}`);
    }
    for (let at = 0; at < indices.length; at += 3) {
      lines.push(
        `f ${indices[at] + firstVertex} ${indices[at + 1] + firstVertex} ${indices[at + 2] + firstVertex}`,
      );
    }
    firstVertex += positions.length / 3;
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
