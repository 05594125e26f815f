import type { Mesh } from '../contracts/mesh.ts';
import { findMainColors, formatColor } from './measure/face-colors.ts';
import { MeshStructure } from './measure/mesh-structure.ts';
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
  const triangles = parts.map((): number[] => []);
  for (let triangle = 0; triangle < mesh.indices.length / 3; triangle++)
    triangles[partOf(triangle)].push(triangle);
  return triangles.map((own, index) => {
    const color = formatColor(colors[index]);
    return { name: `part ${index + 1}${color === null ? '' : ` ${color}`}`, mesh: takeTriangles(mesh, own) };
  });
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
