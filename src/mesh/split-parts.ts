import type { Mesh } from '../contracts/mesh.ts';
import { findMainColors, formatColor } from './measure/face-colors.ts';
import { MeshStructure } from './measure/mesh-structure.ts';
import { takeParts } from './measure/part-meshes.ts';
import { listParts } from './measure/parts.ts';
import type { MeshObject } from './mesh-object.ts';

/** A model of more parts than this is written as one object: no program shows a longer list well. */
const MAX_OBJECTS = 500;

/**
 * Takes a mesh apart into its solids, each with its cavities, in the order in which they are measured.
 * They are called by their number, and by their colour where somebody gave them one.
 *
 * @param name of the object when there is only one.
 */
export function splitParts(mesh: Mesh, name: string): MeshObject[] {
  const structure = new MeshStructure(mesh);
  const parts = listParts(structure);
  if (parts.length === 1 || parts.length > MAX_OBJECTS) return [{ name, mesh }];
  const { pieces, partOfPiece } = structure;
  const numberOfRoot = new Map(parts.map(({ root }, index) => [root, index]));
  const partOf = (triangle: number) => numberOfRoot.get(partOfPiece[pieces.pieceOf[triangle]]) ?? 0;
  const colors = findMainColors(mesh, partOf, parts.length);
  return takeParts(structure).map((own, index) => {
    const color = formatColor(colors[index]);
    return { name: `part ${index + 1}${color === null ? '' : ` ${color}`}`, mesh: own };
  });
}
