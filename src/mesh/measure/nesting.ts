import type { Bounds, Mesh } from '../../contracts/mesh.ts';
import { PROBE_DIRECTIONS } from './inside.ts';
import { RayCaster } from './ray.ts';
import type { SurfacePieces } from './surface-pieces.ts';
import type { TriangleTree } from './triangle-tree.ts';

/** Above this many pairs of boxes, rays for all pieces are quicker than comparing the boxes first. */
const MAX_BOX_PAIRS = 20_000_000;

/**
 * Finds for each piece of surface the one that stands for its part: itself, or, for a cavity, the wall
 * around it. A cavity is closed, wound against the closed piece directly around it, and that one is no
 * cavity itself. So a body loose inside a cavity is a part of its own, and one that overlaps another too.
 */
export function findNesting(mesh: Mesh, pieces: SurfacePieces, treeOf: () => TriangleTree): Uint32Array {
  const partOf = new Uint32Array(pieces.count).map((_, piece) => piece);
  const candidates = listCandidates(pieces);
  if (candidates.length === 0) return partOf;
  const tree = treeOf();
  const caster = new RayCaster(tree);
  const volumeOf = (piece: number) => pieces.sums[piece].volume_mm3;
  // From large to small, so that whether the piece around is a cavity is known first.
  for (const piece of candidates.sort((a, b) => Math.abs(volumeOf(b)) - Math.abs(volumeOf(a)))) {
    const outer = findAround(mesh, pieces, tree, caster, piece);
    if (outer === null) continue;
    if (partOf[outer] === outer && volumeOf(outer) * volumeOf(piece) < 0) partOf[piece] = outer;
  }
  return partOf;
}

/** Lists the closed pieces whose box lies within that of a closed piece wound the other way. */
function listCandidates({ sums }: SurfacePieces): number[] {
  const closed = [...sums.keys()].filter(piece => sums[piece].isClosed);
  const outwards = closed.filter(piece => sums[piece].volume_mm3 > 0);
  const inwards = closed.filter(piece => sums[piece].volume_mm3 < 0);
  if (inwards.length * outwards.length > MAX_BOX_PAIRS) return closed;
  const isWithinOneOf = (piece: number, others: readonly number[]) =>
    others.some(other => liesWithin(sums[piece].bounds, sums[other].bounds));
  return [
    ...inwards.filter(piece => isWithinOneOf(piece, outwards)),
    ...outwards.filter(piece => isWithinOneOf(piece, inwards)),
  ];
}

function liesWithin(inner: Bounds, outer: Bounds): boolean {
  return [0, 1, 2].every(axis => inner.min[axis] > outer.min[axis] && inner.max[axis] < outer.max[axis]);
}

/** The closed piece around a piece that has the least volume, or null. */
function findAround(
  { positions, indices }: Mesh,
  { pieceOf, sums }: SurfacePieces,
  tree: TriangleTree,
  caster: RayCaster,
  piece: number,
): number | null {
  const vertex = indices[sums[piece].firstTriangle * 3] * 3;
  const [x, y, z] = [positions[vertex], positions[vertex + 1], positions[vertex + 2]];
  const votes = new Map<number, number>();
  for (const [dx, dy, dz] of PROBE_DIRECTIONS) {
    const windings = new Map<number, number>();
    caster.cast(x, y, z, dx, dy, dz, Infinity, (slot, _, leaves) => {
      const other = pieceOf[tree.triangles[slot]];
      if (other !== piece && sums[other].isClosed) {
        windings.set(other, (windings.get(other) ?? 0) + (leaves ? 1 : -1));
      }
      return Infinity;
    });
    for (const [other, winding] of windings) {
      if (winding !== 0) votes.set(other, (votes.get(other) ?? 0) + 1);
    }
  }
  let around: number | null = null;
  for (const [other, count] of votes) {
    if (count < 2) continue;
    if (around === null || Math.abs(sums[other].volume_mm3) < Math.abs(sums[around].volume_mm3))
      around = other;
  }
  return around;
}
