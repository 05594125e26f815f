import type { Mesh, Vec2 } from '../../contracts/mesh.ts';
import { nextCorner } from '../edge-table.ts';
import { NO_MATE } from './half-edges.ts';

/** A plane square to one axis, and how to see it. */
export interface CuttingPlane {
  /** 0, 1 or 2 for x, y or z. */
  readonly axis: number;
  readonly offset: number;
  /** Which limit is taken where vertices lie in the plane. */
  readonly side: 'below' | 'above';
  /** The coordinates that a point of the section keeps. */
  readonly u: number;
  readonly v: number;
}

/** A line along which a plane cuts a surface, from triangle to triangle. */
export interface Chain {
  readonly points: readonly Vec2[];
  readonly isClosed: boolean;
}

/**
 * Cuts every triangle and joins the pieces over mated half-edges.
 *
 * A triangle that is cut has one half-edge that comes up through the plane and one that goes down; the mate
 * of the one is the other kind in the neighbour. Chains follow the half-edges that come up.
 */
export function chainCrossings(mesh: Mesh, mates: Int32Array, plane: CuttingPlane): readonly Chain[] {
  const { positions, indices } = mesh;
  const isUp = (vertex: number): boolean => {
    const height = positions[vertex * 3 + plane.axis];
    return plane.side === 'below' ? height >= plane.offset : height > plane.offset;
  };
  /** 1 for a triangle that is cut and not yet in a chain. */
  const waiting = new Uint8Array(indices.length / 3);
  for (let triangle = 0; triangle < waiting.length; triangle++) {
    const first = isUp(indices[triangle * 3]);
    const isCut = first !== isUp(indices[triangle * 3 + 1]) || first !== isUp(indices[triangle * 3 + 2]);
    waiting[triangle] = isCut ? 1 : 0;
  }
  /** The half-edge of a cut triangle that comes up through the plane (or goes down). */
  const crossing = (triangle: number, comesUp: boolean): number => {
    for (let half = triangle * 3; half < triangle * 3 + 3; half++) {
      if (isUp(indices[half]) !== comesUp && isUp(indices[nextCorner(half)]) === comesUp) return half;
    }
    return NO_MATE;
  };
  const follow = (start: number): Chain => {
    const points: Vec2[] = [];
    let triangle = start;
    while (waiting[triangle] === 1) {
      waiting[triangle] = 0;
      const half = crossing(triangle, true);
      points.push(pointOn(mesh, half, plane));
      if (mates[half] === NO_MATE) return { points, isClosed: false };
      triangle = Math.floor(mates[half] / 3);
    }
    return { points, isClosed: triangle === start };
  };
  const chains: Chain[] = [];
  // Chains that begin at a rim have to be begun there, or they would be found in pieces.
  for (let triangle = 0; triangle < waiting.length; triangle++) {
    if (waiting[triangle] === 1 && mates[crossing(triangle, false)] === NO_MATE)
      chains.push(follow(triangle));
  }
  for (let triangle = 0; triangle < waiting.length; triangle++) {
    if (waiting[triangle] === 1) chains.push(follow(triangle));
  }
  return chains;
}

/** Where a half-edge goes through the plane. Both triangles beside an edge get the very same point. */
function pointOn({ positions, indices }: Mesh, half: number, { axis, offset, u, v }: CuttingPlane): Vec2 {
  const ends = [indices[half], indices[nextCorner(half)]];
  const from = Math.min(...ends) * 3;
  const to = Math.max(...ends) * 3;
  const share = (offset - positions[from + axis]) / (positions[to + axis] - positions[from + axis]);
  return [
    positions[from + u] + (positions[to + u] - positions[from + u]) * share,
    positions[from + v] + (positions[to + v] - positions[from + v]) * share,
  ];
}
