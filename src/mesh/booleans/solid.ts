import type { Manifold, ManifoldToplevel } from 'manifold-3d';
import { MeshStructure } from '../measure/mesh-structure.ts';
import { takeParts } from '../measure/part-meshes.ts';
import { listParts, measureParts } from '../measure/parts.ts';
import { labelTrees } from '../union-find.ts';

/** A started instance of the Manifold library, which computes with solids. */
export type ManifoldKit = Pick<ManifoldToplevel, 'Manifold' | 'Mesh'>;

/**
 * Why a mesh does not bound a solid, as a clause: `has open edges (12)`. Null when it does. Solids that touch
 * along edges or in vertices are solids.
 */
export function findSolidFault(structure: MeshStructure): string | null {
  const { mesh, halfEdges } = structure;
  if (mesh.indices.length === 0) return 'is empty';
  if (halfEdges.open.length > 0) return `has open edges (${halfEdges.open.length})`;
  if (halfEdges.unbalancedCount > 0)
    return `has faces turned against each other (${halfEdges.unbalancedCount})`;
  const insideOut = measureParts(structure).filter(({ volume_mm3 }) => volume_mm3 < 0);
  return insideOut.length > 0 ? `has parts that are inside out (${insideOut.length})` : null;
}

/**
 * Makes a solid of a mesh without a fault.
 *
 * @throws Error when the library does not take the mesh, or MEMORY_LIMIT's LimitError through its cap.
 */
export function makeSolid(kit: ManifoldKit, structure: MeshStructure): Manifold {
  return uniteParts(kit, makeParts(kit, structure));
}

/** Makes a solid of each part of a mesh, together with the part's cavities. @throws as {@link makeSolid} */
export function makeParts(kit: ManifoldKit, structure: MeshStructure): readonly Manifold[] {
  if (listParts(structure).length === 1) return [makePart(kit, structure)];
  return takeParts(structure).map(part => makePart(kit, new MeshStructure(part)));
}

/**
 * Makes one solid of parts that may overlap, as in a file somebody else wrote: where a solid covers a place twice, the
 * library counts it twice.
 */
export function uniteParts(kit: ManifoldKit, parts: readonly Manifold[]): Manifold {
  return parts.length === 1 ? parts[0] : settle(kit.Manifold.union(parts)).asOriginal();
}

/**
 * Makes a solid of a mesh that is one part. Where surfaces touch in a vertex or along an edge, each gets
 * vertices of its own: the library pairs faces at such an edge as they come, and loses volume there.
 */
export function makePart({ Manifold, Mesh }: ManifoldKit, { mesh, fans }: MeshStructure): Manifold {
  const { labels, count } = labelTrees(fans);
  const vertProperties = new Float32Array(count * 3);
  for (let corner = 0; corner < labels.length; corner++) {
    const vertex = mesh.indices[corner] * 3;
    vertProperties.set(mesh.positions.subarray(vertex, vertex + 3), labels[corner] * 3);
  }
  return settle(new Manifold(new Mesh({ numProp: 3, vertProperties, triVerts: labels }))).asOriginal();
}

/** The library computes when it is asked for something, and answers with an empty solid when it fails. */
export function settle(solid: Manifold): Manifold {
  const status = solid.status();
  if (status !== 'NoError') throw new Error(`Manifold answered ${status}`);
  return solid;
}
