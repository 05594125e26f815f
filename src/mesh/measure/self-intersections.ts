import type { Vec3 } from '../../contracts/mesh.ts';
import type { MeshStructure } from './mesh-structure.ts';
import { roundingTolerance } from './rounding.ts';
import { findCrossing, type Triangle } from './triangle-crossing.ts';
import type { TriangleTree } from './triangle-tree.ts';

/** Steps after which the search gives up; about three seconds. */
export const MAX_INTERSECTION_STEPS = 40_000_000;

/** How many places are named. */
const MAX_PLACES = 5;

/** A pair of triangles costs about as much as this many pairs of boxes. */
const STEPS_PER_PAIR = 8;

/** Where a surface passes through itself. */
export interface SelfIntersections {
  /** Pairs of triangles that cross; when not {@link isFinished}, those found so far. */
  readonly pairs: number;
  /** Points on the first few crossings. */
  readonly at: readonly Vec3[];
  /** The triangles that cross another, ascending. */
  readonly triangles: Uint32Array;
  /** False when the search was given up after too many steps. */
  readonly isFinished: boolean;
}

/**
 * Finds pairs of triangles that cross by more than rounding, by comparing a tree of boxes with itself. Pairs
 * that share a corner are not looked at: they always meet there.
 */
export function findSelfIntersections(
  structure: MeshStructure,
  maxSteps = MAX_INTERSECTION_STEPS,
): SelfIntersections {
  const tree = structure.tree;
  const tolerance = roundingTolerance(structure.mesh.positions);
  const at: Vec3[] = [];
  const crossing = new Set<number>();
  let pairs = 0;
  const isFinished = visitOverlappingPairs(tree, structure.mesh.indices, maxSteps, (a, b) => {
    const place = findCrossing(triangleIn(tree, a), triangleIn(tree, b), tolerance);
    if (place === null) return;
    pairs++;
    crossing.add(tree.triangles[a]).add(tree.triangles[b]);
    if (at.length < MAX_PLACES) at.push(place);
  });
  return { pairs, at, triangles: Uint32Array.from(crossing).sort(), isFinished };
}

/**
 * Visits each pair of slots whose boxes meet and that share no corner, once. Returns false when that took
 * more than `maxSteps`.
 */
function visitOverlappingPairs(
  tree: TriangleTree,
  indices: Uint32Array,
  maxSteps: number,
  visit: (a: number, b: number) => void,
): boolean {
  const { secondChild, start, end, triangles } = tree;
  const stack = [0, 0];
  let steps = 0;
  while (stack.length > 0) {
    const b = stack.pop() ?? 0;
    const a = stack.pop() ?? 0;
    if (++steps > maxSteps) return false;
    if (a !== b && !boxesMeet(tree.boxes, a, b)) continue;
    const isLeafA = secondChild[a] === 0;
    if (isLeafA && secondChild[b] === 0) {
      for (let slot = start[a]; slot < end[a]; slot++) {
        for (let other = a === b ? slot + 1 : start[b]; other < end[b]; other++) {
          // Most are neighbours.
          if (shareVertex(indices, triangles[slot], triangles[other])) continue;
          if (!cornersMeet(tree.corners, slot, other)) continue;
          steps += STEPS_PER_PAIR;
          visit(slot, other);
        }
      }
    } else if (a === b) {
      stack.push(a + 1, a + 1, secondChild[a], secondChild[a], a + 1, secondChild[a]);
    } else if (isLeafA || (secondChild[b] !== 0 && end[b] - start[b] > end[a] - start[a])) {
      stack.push(a, b + 1, a, secondChild[b]);
    } else {
      stack.push(a + 1, b, secondChild[a], b);
    }
  }
  return true;
}

function boxesMeet(boxes: Float32Array, a: number, b: number): boolean {
  const i = a * 6;
  const j = b * 6;
  return (
    boxes[i] <= boxes[j + 3] &&
    boxes[j] <= boxes[i + 3] &&
    boxes[i + 1] <= boxes[j + 4] &&
    boxes[j + 1] <= boxes[i + 4] &&
    boxes[i + 2] <= boxes[j + 5] &&
    boxes[j + 2] <= boxes[i + 5]
  );
}

function shareVertex(indices: Uint32Array, a: number, b: number): boolean {
  const i = a * 3;
  const j = b * 3;
  const p = indices[j];
  const q = indices[j + 1];
  const r = indices[j + 2];
  for (let corner = i; corner < i + 3; corner++) {
    const vertex = indices[corner];
    if (vertex === p || vertex === q || vertex === r) return true;
  }
  return false;
}

/** Whether the boxes of two triangles meet and no corner of one is a corner of the other. */
function cornersMeet(corners: Float32Array, a: number, b: number): boolean {
  const i = a * 9;
  const j = b * 9;
  for (let axis = 0; axis < 3; axis++) {
    const p = corners[i + axis];
    const q = corners[i + 3 + axis];
    const r = corners[i + 6 + axis];
    const s = corners[j + axis];
    const t = corners[j + 3 + axis];
    const u = corners[j + 6 + axis];
    if (Math.min(p, q, r) > Math.max(s, t, u) || Math.min(s, t, u) > Math.max(p, q, r)) return false;
  }
  for (let p = i; p < i + 9; p += 3) {
    for (let q = j; q < j + 9; q += 3) {
      if (
        corners[p] === corners[q] &&
        corners[p + 1] === corners[q + 1] &&
        corners[p + 2] === corners[q + 2]
      ) {
        return false;
      }
    }
  }
  return true;
}

function triangleIn({ corners }: TriangleTree, slot: number): Triangle {
  const at = slot * 9;
  return [
    [corners[at], corners[at + 1], corners[at + 2]],
    [corners[at + 3], corners[at + 4], corners[at + 5]],
    [corners[at + 6], corners[at + 7], corners[at + 8]],
  ];
}
