import type { Mesh } from '../../contracts/mesh.ts';
import type { Forest } from '../union-find.ts';
import { joinFans, listShells, type Shell } from './fans-and-shells.ts';
import { type HalfEdges, matchHalfEdges } from './half-edges.ts';
import { findNesting } from './nesting.ts';
import { findSurfacePieces, type SurfacePieces } from './surface-pieces.ts';
import { buildTriangleTree, type TriangleTree } from './triangle-tree.ts';

/**
 * What several measurements of one mesh have in common, worked out when it is first asked for. Make one per
 * mesh and pass it to every measurement.
 */
export class MeshStructure {
  readonly mesh: Mesh;
  #halfEdges: HalfEdges | undefined;
  #fans: Forest | undefined;
  #shells: readonly Shell[] | undefined;
  #pieces: SurfacePieces | undefined;
  #partOfPiece: Uint32Array | undefined;
  #tree: TriangleTree | undefined;

  constructor(mesh: Mesh) {
    this.mesh = mesh;
  }

  /** How half-edges meet at edges. */
  get halfEdges(): HalfEdges {
    this.#halfEdges ??= matchHalfEdges(this.mesh);
    return this.#halfEdges;
  }

  /** How triangles follow each other around vertices. */
  get fans(): Forest {
    this.#fans ??= joinFans(this.halfEdges);
    return this.#fans;
  }

  /** Surfaces that hang together over edges. */
  get shells(): readonly Shell[] {
    this.#shells ??= listShells(this.mesh, this.halfEdges, this.fans);
    return this.#shells;
  }

  /** Surfaces that hang together over vertices, with their sums. */
  get pieces(): SurfacePieces {
    this.#pieces ??= findSurfacePieces(this.mesh, this.halfEdges);
    return this.#pieces;
  }

  /** Per piece the one that stands for its part: itself, or for a cavity the wall around it. */
  get partOfPiece(): Uint32Array {
    this.#partOfPiece ??= findNesting(this.mesh, this.pieces, () => this.tree);
    return this.#partOfPiece;
  }

  /** All triangles in a hierarchy of boxes. */
  get tree(): TriangleTree {
    this.#tree ??= buildTriangleTree(this.mesh);
    return this.#tree;
  }
}
