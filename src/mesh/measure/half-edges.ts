import type { Mesh } from '../../contracts/mesh.ts';
import { buildEdgeTable } from '../edge-table.ts';
import { pairAroundEdge } from './pair-around-edge.ts';

/** Stands where a half-edge has no mate. */
export const NO_MATE = -1;

/** How half-edges meet at the edges of a mesh; half-edge `h` starts at corner `h` of the index array. */
export interface HalfEdges {
  /**
   * Per half-edge the one beside it that runs the other way, {@link NO_MATE} where there is none. Where
   * several solids touch along an edge, the two faces of one wedge of material are mates.
   */
  readonly mates: Int32Array;
  /** Half-edges used by one triangle only: the rim of a hole. */
  readonly open: Uint32Array;
  /** Pairs of half-edges that are alone on their edge and run the same way: one face lies wrong way round. */
  readonly clashing: Uint32Array;
  /** One half-edge of every edge that more than two triangles share. */
  readonly crowded: Uint32Array;
  /** Edges that are not used equally often in both directions. */
  readonly unbalancedCount: number;
  readonly edgeCount: number;
}

/** Whether a triangle uses one vertex twice. Such triangles have no edges of their own and are left out. */
export function isCollapsed(indices: Uint32Array, triangle: number): boolean {
  const a = indices[triangle * 3];
  const b = indices[triangle * 3 + 1];
  const c = indices[triangle * 3 + 2];
  return a === b || b === c || c === a;
}

/** Finds out which half-edges belong together. */
export function matchHalfEdges(mesh: Mesh): HalfEdges {
  const { indices } = mesh;
  const { halfEdges, starts } = buildEdgeTable(mesh.positions.length / 3, indices);
  const mates = new Int32Array(indices.length).fill(NO_MATE);
  const open: number[] = [];
  const clashing: number[] = [];
  const crowded: number[] = [];
  let unbalancedCount = 0;
  let edgeCount = 0;
  for (let edge = 0; edge + 1 < starts.length; edge++) {
    const first = halfEdges[starts[edge]];
    const second = halfEdges[starts[edge] + 1];
    // The usual case is decided here, without an array for it. Only a collapsed triangle runs both ways.
    const isPair = starts[edge + 1] - starts[edge] === 2 && indices[first] !== indices[second];
    if (isPair && Math.floor(first / 3) !== Math.floor(second / 3)) {
      mates[first] = second;
      mates[second] = first;
      edgeCount++;
      continue;
    }
    const group = [...halfEdges.subarray(starts[edge], starts[edge + 1])].filter(
      half => !isCollapsed(indices, Math.floor(half / 3)),
    );
    if (group.length === 0) continue;
    edgeCount++;
    if (!isBalanced(indices, group)) unbalancedCount++;
    if (group.length === 1) open.push(group[0]);
    else if (group.length > 2) crowded.push(group[0]);
    else if (indices[group[0]] === indices[group[1]]) clashing.push(group[0], group[1]);
    if (isBalanced(indices, group)) pairAroundEdge(mesh, group, mates);
  }
  return {
    mates,
    open: Uint32Array.from(open),
    clashing: Uint32Array.from(clashing),
    crowded: Uint32Array.from(crowded),
    unbalancedCount,
    edgeCount,
  };
}

function isBalanced(indices: Uint32Array, group: readonly number[]): boolean {
  const forwards = group.filter(half => indices[half] === indices[group[0]]).length;
  return forwards * 2 === group.length;
}
