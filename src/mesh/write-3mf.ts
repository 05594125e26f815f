import { type Zippable, zipSync } from 'fflate';
import type { FileTitle } from '../contracts/mesh.ts';
import { formatHexColor, groupByColor } from './face-groups.ts';
import { formatFloat32 } from './format-float32.ts';
import { escapeXml, type MeshObject } from './mesh-object.ts';

const CONTENT_TYPES = `<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/>
</Types>
`;

const RELATIONSHIPS = `<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rel0" Target="/3D/3dmodel.model" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/>
</Relationships>
`;

/** Zip knows no earlier date; a fixed one makes the same model the same file. */
const FIXED_DATE = new Date(1980, 0, 1, 12);

/** The resource that holds the colours; objects are numbered after it. */
const MATERIALS_ID = 1;

/**
 * Writes solids as 3MF (core specification 1.3): an object and a build item each, in millimetres. Colours
 * are base materials, which every slicer knows; a solid of several colours names one for each triangle.
 * The same model gives the same bytes.
 */
export function write3mf(objects: readonly MeshObject[], title: FileTitle): Uint8Array {
  const files: Zippable = {
    '[Content_Types].xml': new TextEncoder().encode(CONTENT_TYPES),
    '_rels/.rels': new TextEncoder().encode(RELATIONSHIPS),
    '3D/3dmodel.model': new TextEncoder().encode(writeModel(objects, title)),
  };
  return zipSync(files, { level: 6, mtime: FIXED_DATE });
}

function writeModel(objects: readonly MeshObject[], { title, application }: FileTitle): string {
  const materials = new Map<string, number>();
  const bodies = objects.flatMap((object, index) => writeObject(object, MATERIALS_ID + 1 + index, materials));
  const items = objects.map((_, index) => `<item objectid="${MATERIALS_ID + 1 + index}"/>`);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<model unit="millimeter" xml:lang="en-US" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02">',
    `<metadata name="Title">${escapeXml(title)}</metadata>`,
    `<metadata name="Application">${escapeXml(application)}</metadata>`,
    '<resources>',
    ...writeMaterials(materials),
    ...bodies,
    '</resources>',
    '<build>',
    ...items,
    '</build>',
    '</model>',
  ];
  return `${lines.join('\n')}\n`;
}

function writeMaterials(materials: ReadonlyMap<string, number>): string[] {
  if (materials.size === 0) return [];
  const bases = [...materials.keys()].map(color => `<base name="${color}" displaycolor="${color}"/>`);
  return [`<basematerials id="${MATERIALS_ID}">`, ...bases, '</basematerials>'];
}

function writeObject({ name, mesh }: MeshObject, id: number, materials: Map<string, number>): string[] {
  const { positions, indices } = mesh;
  const groups = groupByColor(mesh).map(({ rgba, triangles }) => ({
    material: rgba === null ? null : numberOf(formatHexColor(rgba), materials),
    triangles,
  }));
  const main = groups[0]?.material ?? null;
  const property = main === null ? '' : ` pid="${MATERIALS_ID}" pindex="${main}"`;
  const lines = [`<object id="${id}" type="model" name="${escapeXml(name)}"${property}><mesh><vertices>`];
  for (let at = 0; at < positions.length; at += 3) {
    const x = formatFloat32(positions[at]);
    const y = formatFloat32(positions[at + 1]);
    const z = formatFloat32(positions[at + 2]);
    lines.push(`<vertex x="${x}" y="${y}" z="${z}"/>`);
  }
  lines.push('</vertices><triangles>');
  for (const { material, triangles } of groups) {
    const own = material === main ? '' : ` pid="${MATERIALS_ID}" p1="${material}"`;
    for (const triangle of triangles) {
      const at = triangle * 3;
      lines.push(`<triangle v1="${indices[at]}" v2="${indices[at + 1]}" v3="${indices[at + 2]}"${own}/>`);
    }
  }
  lines.push('</triangles></mesh></object>');
  return lines;
}

function numberOf(color: string, materials: Map<string, number>): number {
  const known = materials.get(color) ?? materials.size;
  materials.set(color, known);
  return known;
}
