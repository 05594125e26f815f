import type { Bounds } from '../../contracts/mesh.ts';
import { extractTriangles } from '../extract-triangles.ts';
import { MeshStructure } from '../measure/mesh-structure.ts';
import { listParts } from '../measure/parts.ts';
import type { PrintScene } from './print-scene.ts';

/** One solid of a model on the bed, or above it. */
export interface PrintPart {
  /** Its number in `measureParts`. */
  readonly index: number;
  /** The piece of surface around it, as in the structure's pieces. */
  readonly root: number;
  readonly bounds: Bounds;
  readonly isClosed: boolean;
  /** Its lowest point is more than a layer above the bed. */
  readonly isFloating: boolean;
}

/** Lists the parts of a model. */
export function listPrintParts({
  structure,
  bed_z,
  printer,
  tolerance_mm,
}: PrintScene): readonly PrintPart[] {
  const highest = bed_z + printer.layer_mm + tolerance_mm;
  return listParts(structure).map(({ root, members }, index) => {
    const { bounds } = structure.pieces.sums[root];
    const isClosed = members.every(sums => sums.isClosed);
    return { index, root, bounds, isClosed, isFloating: bounds.min[2] > highest };
  });
}

/** The triangles of each part, ascending, by the part's root. */
export function groupTrianglesByPart({ pieces, partOfPiece }: MeshStructure): (root: number) => Uint32Array {
  const starts = new Uint32Array(pieces.count + 1);
  for (const piece of pieces.pieceOf) starts[partOfPiece[piece] + 1]++;
  for (let root = 0; root < pieces.count; root++) starts[root + 1] += starts[root];
  const next = starts.slice();
  const triangles = new Uint32Array(pieces.pieceOf.length);
  for (let triangle = 0; triangle < triangles.length; triangle++) {
    triangles[next[partOfPiece[pieces.pieceOf[triangle]]]++] = triangle;
  }
  return root => triangles.slice(starts[root], starts[root + 1]);
}

/** The triangles of one piece of surface, ascending; `pieceOf` says for each triangle which it belongs to. */
export function trianglesOfPiece(pieceOf: Uint32Array, piece: number): Uint32Array {
  const triangles: number[] = [];
  for (let triangle = 0; triangle < pieceOf.length; triangle++) {
    if (pieceOf[triangle] === piece) triangles.push(triangle);
  }
  return Uint32Array.from(triangles);
}

/** The structure of a part by itself, given its triangles; the whole one when there is no other part. */
export function isolatePart(structure: MeshStructure, triangles: Uint32Array): MeshStructure {
  if (triangles.length * 3 === structure.mesh.indices.length) return structure;
  return new MeshStructure(extractTriangles(structure.mesh, triangles));
}
