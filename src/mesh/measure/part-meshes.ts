import type { Mesh } from '../../contracts/mesh.ts';
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
  return triangles.map(own => takeTriangles(mesh, own));
}

/** The mesh of some triangles, with the vertices that they use. */
function takeTriangles({ positions, indices, faceColors }: Mesh, triangles: readonly number[]): Mesh {
  const numbers = new Map<number, number>();
  const ownIndices = new Uint32Array(triangles.length * 3);
  triangles.forEach((triangle, at) => {
    for (let corner = 0; corner < 3; corner++) {
      const vertex = indices[triangle * 3 + corner];
      const number = numbers.get(vertex) ?? numbers.size;
      numbers.set(vertex, number);
      ownIndices[at * 3 + corner] = number;
    }
  });
  const ownPositions = new Float32Array(numbers.size * 3);
  for (const [vertex, number] of numbers) {
    ownPositions.set(positions.subarray(vertex * 3, vertex * 3 + 3), number * 3);
  }
  const ownColors = faceColors === null ? null : new Uint8Array(triangles.length * 4);
  if (faceColors !== null) {
    triangles.forEach((triangle, at) => {
      ownColors?.set(faceColors.subarray(triangle * 4, triangle * 4 + 4), at * 4);
    });
  }
  return { positions: ownPositions, indices: ownIndices, faceColors: ownColors };
}
