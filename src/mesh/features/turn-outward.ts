import { MeshStructure } from '../measure/mesh-structure.ts';

/**
 * Returns the structure of the same mesh with the faces of every closed part wound so that they look out of
 * its material; the same structure when they do already. Triangles keep their numbers.
 */
export function turnPartsOutward(structure: MeshStructure): MeshStructure {
  const { mesh, pieces, partOfPiece } = structure;
  const isInsideOut = pieces.sums.map(sums => sums.isClosed && sums.volume_mm3 < 0);
  const isTurned = Array.from(partOfPiece, root => isInsideOut[root]);
  if (!isTurned.includes(true)) return structure;
  const indices = mesh.indices.slice();
  for (let triangle = 0; triangle < pieces.pieceOf.length; triangle++) {
    if (!isTurned[pieces.pieceOf[triangle]]) continue;
    indices[triangle * 3 + 1] = mesh.indices[triangle * 3 + 2];
    indices[triangle * 3 + 2] = mesh.indices[triangle * 3 + 1];
  }
  return new MeshStructure({ ...mesh, indices });
}
