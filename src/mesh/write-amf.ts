import type { FileTitle } from '../contracts/mesh.ts';
import { type ColorGroup, groupByColor } from './face-groups.ts';
import { formatFloat32 } from './format-float32.ts';
import { escapeXml, type MeshObject } from './mesh-object.ts';

/**
 * Writes solids as AMF (ISO/ASTM 52915) XML in millimetres: an object each, and in it a volume with its
 * own material for every colour. AMF counts a colour's channels from 0 to 1.
 */
export function writeAmf(objects: readonly MeshObject[], { title, application }: FileTitle): Uint8Array {
  const materials = new Map<string, number>();
  const bodies = objects.flatMap((object, index) => writeObject(object, index + 1, materials));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<amf unit="millimeter" version="1.1">',
    `<metadata type="name">${escapeXml(title)}</metadata>`,
    `<metadata type="cad">${escapeXml(application)}</metadata>`,
    ...[...materials].map(([color, id]) => `<material id="${id}"><color>${color}</color></material>`),
    ...bodies,
    '</amf>',
  ];
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

function writeObject({ name, mesh }: MeshObject, id: number, materials: Map<string, number>): string[] {
  const { positions, indices } = mesh;
  const lines = [
    `<object id="${id}"><metadata type="name">${escapeXml(name)}</metadata><mesh>`,
    '<vertices>',
  ];
  for (let at = 0; at < positions.length; at += 3) {
    const x = formatFloat32(positions[at]);
    const y = formatFloat32(positions[at + 1]);
    const z = formatFloat32(positions[at + 2]);
    lines.push(`<vertex><coordinates><x>${x}</x><y>${y}</y><z>${z}</z></coordinates></vertex>`);
  }
  lines.push('</vertices>');
  for (const group of groupByColor(mesh)) {
    lines.push(`<volume${materialOf(group, materials)}>`);
    for (const triangle of group.triangles) {
      const at = triangle * 3;
      const [a, b, c] = [indices[at], indices[at + 1], indices[at + 2]];
      lines.push(`<triangle><v1>${a}</v1><v2>${b}</v2><v3>${c}</v3></triangle>`);
    }
    lines.push('</volume>');
  }
  lines.push('</mesh></object>');
  return lines;
}

function materialOf({ rgba }: ColorGroup, materials: Map<string, number>): string {
  if (rgba === null) return '';
  const channels = rgba.map(value => Number((value / 255).toFixed(4)));
  const color = ['r', 'g', 'b', 'a'].map((name, index) => `<${name}>${channels[index]}</${name}>`).join('');
  const id = materials.get(color) ?? materials.size + 1;
  materials.set(color, id);
  return ` materialid="${id}"`;
}
