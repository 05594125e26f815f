import type { Bounds } from '../../contracts/mesh.ts';
import { extractTriangles } from '../extract-triangles.ts';
import { MeshStructure } from '../measure/mesh-structure.ts';
import { listParts } from '../measure/parts.ts';
import type { SurfacePieces } from '../measure/surface-pieces.ts';
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
  return groupTriangles(pieces, piece => partOfPiece[piece]);
}

/** The triangles of each piece of surface, ascending. */
export function groupTrianglesByPiece(pieces: SurfacePieces): (piece: number) => Uint32Array {
  return groupTriangles(pieces, piece => piece);
}

/** Sorts all triangles by a group of pieces at once: to search them for each group would be quadratic. */
function groupTriangles(
  { count, pieceOf }: SurfacePieces,
  groupOf: (piece: number) => number,
): (group: number) => Uint32Array {
  const starts = new Uint32Array(count + 1);
  for (const piece of pieceOf) starts[groupOf(piece) + 1]++;
  for (let group = 0; group < count; group++) starts[group + 1] += starts[group];
  const next = starts.slice();
  const triangles = new Uint32Array(pieceOf.length);
  for (let triangle = 0; triangle < triangles.length; triangle++) {
    triangles[next[groupOf(pieceOf[triangle])]++] = triangle;
  }
  return group => triangles.slice(starts[group], starts[group + 1]);
}

/** The structure of a part by itself, given its triangles; the whole one when there is no other part. */
export function isolatePart(structure: MeshStructure, triangles: Uint32Array): MeshStructure {
  if (triangles.length * 3 === structure.mesh.indices.length) return structure;
  return new MeshStructure(extractTriangles(structure.mesh, triangles));
}
