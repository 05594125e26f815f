import type { Mesh } from '../../contracts/mesh.ts';
import { extractTriangles } from '../extract-triangles.ts';
import type { MeshStructure } from './mesh-structure.ts';
import { listParts } from './parts.ts';

/** Takes a mesh apart into its solids, each with its cavities, in the order in which parts are numbered. */
export function takeParts(structure: MeshStructure): Mesh[] {
  const { mesh, pieces, partOfPiece } = structure;
  const parts = listParts(structure);
  const numberOfRoot = new Map(parts.map(({ root }, index) => [root, index]));
  const triangles = parts.map((): number[] => []);
  for (let triangle = 0; triangle < mesh.indices.length / 3; triangle++) {
    triangles[numberOfRoot.get(partOfPiece[pieces.pieceOf[triangle]]) ?? 0].push(triangle);
  }
  return triangles.map(own => extractTriangles(mesh, own));
}
