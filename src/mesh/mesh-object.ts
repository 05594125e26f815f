import type { Mesh } from '../contracts/mesh.ts';

/** A solid with a name, for formats that hold several. */
export interface MeshObject {
  readonly name: string;
  readonly mesh: Mesh;
}

/** Named entities: the library that most slicers read 3MF with stumbles over numbered ones. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text as it may stand in XML, in an attribute too; characters that XML cannot hold are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, character => ENTITIES[character]);
}
