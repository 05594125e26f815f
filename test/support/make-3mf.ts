import { zipSync } from 'fflate';
import type { Mesh } from '../../src/contracts/mesh.ts';

const CORE = 'http://schemas.microsoft.com/3dmanufacturing/core/2015/02';
const PRODUCTION = 'http://schemas.microsoft.com/3dmanufacturing/production/2015/06';

/** Name of the part that holds the model when nothing says otherwise. */
export const USUAL_PART = '3D/3dmodel.model';

/** The XML of an object with a mesh. */
export function meshObject(id: number, { positions, indices }: Mesh, attributes = ''): string {
  const vertices = Array.from({ length: positions.length / 3 }, (_, vertex) => {
    const [x, y, z] = positions.subarray(vertex * 3);
    return `<vertex x="${x}" y="${y}" z="${z}"/>`;
  });
  const triangles = Array.from({ length: indices.length / 3 }, (_, triangle) => {
    const [a, b, c] = indices.subarray(triangle * 3);
    return `<triangle v1="${a}" v2="${b}" v3="${c}"/>`;
  });
  const mesh = `<mesh><vertices>${vertices.join('')}</vertices><triangles>${triangles.join('')}</triangles></mesh>`;
  return `<object id="${id}" ${attributes}>${mesh}</object>`;
}

/** The XML of a part: its objects, the items of its build, and attributes of its root such as the unit. */
export function modelXml(objects: readonly string[], items: readonly string[], attributes = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<model ${attributes} xml:lang="en-US" xmlns="${CORE}" xmlns:p="${PRODUCTION}">
<metadata name="Title">A &amp; B</metadata>
<resources>${objects.join('')}</resources><build>${items.join('')}</build></model>`;
}

/** A 3MF file from the text of its parts. */
export function pack3mf(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const encoder = new TextEncoder();
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, content]) => [
        name,
        typeof content === 'string' ? encoder.encode(content) : content,
      ]),
    ),
  );
}

/** A 3MF file with the meshes side by side in its build. */
export function make3mf(meshes: readonly Mesh[], attributes = ''): Uint8Array {
  const objects = meshes.map((mesh, index) => meshObject(index + 1, mesh));
  const items = meshes.map((_, index) => `<item objectid="${index + 1}"/>`);
  return pack3mf({ [USUAL_PART]: modelXml(objects, items, attributes) });
}
