import { buildEdgeTable } from './edge-table.ts';
import { createForest, findRoot, joinItems } from './union-find.ts';

/** How the triangles of a mesh hang together. */
export interface Topology {
  /**
   * Edges that triangles use more often in one direction than in the other: the rim of a hole, or faces
   * wound the wrong way round. Zero means that the surface is closed.
   */
  readonly openEdges: number;
  /** Edges in balance that more than two triangles share, as where two cubes touch along an edge. */
  readonly nonManifoldEdges: number;
  /**
   * For each vertex the vertex that stands for its connected component. The wall of a cavity is a
   * component of its own.
   */
  readonly componentOf: Uint32Array;
}

/**
 * Counts the edges and finds the connected components of an indexed triangle mesh of `vertexCount`
 * vertices, in nearly linear time whatever the mesh looks like.
 */
export function measureTopology(vertexCount: number, indices: Uint32Array): Topology {
  return { ...countEdges(vertexCount, indices), componentOf: findComponents(vertexCount, indices) };
}

function countEdges(vertexCount: number, indices: Uint32Array): Omit<Topology, 'componentOf'> {
  const { halfEdges, starts } = buildEdgeTable(vertexCount, indices);
  let openEdges = 0;
  let nonManifoldEdges = 0;
  for (let edge = 0; edge + 1 < starts.length; edge++) {
    const oneEnd = indices[halfEdges[starts[edge]]];
    let balance = 0;
    for (let at = starts[edge]; at < starts[edge + 1]; at++) {
      balance += indices[halfEdges[at]] === oneEnd ? 1 : -1;
    }
    if (balance !== 0) openEdges++;
    else if (starts[edge + 1] - starts[edge] > 2) nonManifoldEdges++;
  }
  return { openEdges, nonManifoldEdges };
}

/** Joins the vertices that share a triangle. */
function findComponents(vertexCount: number, indices: Uint32Array): Uint32Array {
  const parent = createForest(vertexCount);
  for (let corner = 0; corner < indices.length; corner += 3) {
    joinItems(parent, indices[corner], indices[corner + 1]);
    joinItems(parent, indices[corner], indices[corner + 2]);
  }
  for (let vertex = 0; vertex < vertexCount; vertex++) parent[vertex] = findRoot(parent, vertex);
  return parent;
}
