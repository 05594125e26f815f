import type { Mesh } from '../contracts/mesh.ts';
import { formatFloat32 } from './format-float32.ts';

/**
 * Writes a mesh as OFF text. Coordinates have as many digits as bring back the same float32; where the
 * mesh has colours, each face ends in red, green, blue (0–255) and, unless it is opaque, alpha.
 */
export function writeOff(mesh: Mesh): Uint8Array {
  const { positions, indices, faceColors } = mesh;
  const lines = ['OFF', `${positions.length / 3} ${indices.length / 3} 0`];
  for (let at = 0; at < positions.length; at += 3) {
    const x = formatFloat32(positions[at]);
    const y = formatFloat32(positions[at + 1]);
    const z = formatFloat32(positions[at + 2]);
    lines.push(`${x} ${y} ${z}`);
  }
  for (let at = 0; at < indices.length; at += 3) {
    const color = faceColors === null ? '' : formatColor(faceColors, (at / 3) * 4);
    lines.push(`3 ${indices[at]} ${indices[at + 1]} ${indices[at + 2]}${color}`);
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

function formatColor(colors: Uint8Array, at: number): string {
  const rgb = ` ${colors[at]} ${colors[at + 1]} ${colors[at + 2]}`;
  return colors[at + 3] === 255 ? rgb : `${rgb} ${colors[at + 3]}`;
}
