import { AppError } from '../../contracts/errors.ts';
import type { Vec3 } from '../../contracts/mesh.ts';
import { isInside } from './inside.ts';
import type { MeshStructure } from './mesh-structure.ts';
import { NearestPoint } from './nearest-point.ts';
import { listParts } from './parts.ts';
import { RayCaster } from './ray.ts';
import { TriangleDistance } from './triangle-distance.ts';
import { buildTriangleTree, type TriangleTree } from './triangle-tree.ts';
import { lengthOf, pointAt, subtract } from './vectors.ts';

/** How far two things are apart, and between which points. */
export interface DistanceMeasure {
  readonly from: Vec3;
  readonly to: Vec3;
  readonly mm: number;
  /** What the points belong to, where that was asked for: numbers of parts as in `parts`. */
  readonly from_part?: number;
  readonly to_part?: number;
  /** The solids have material in common or touch; `mm` is 0. */
  readonly overlaps?: true;
}

/** The distance between two points. */
export function distanceBetweenPoints(from: Vec3, to: Vec3): DistanceMeasure {
  return { from, to, mm: lengthOf(subtract(to, from)) };
}

/** The distance from a point to the surface of a part, 0 inside its material. */
export function distanceToPart(structure: MeshStructure, from: Vec3, part: number): DistanceMeasure {
  const tree = treeOfPart(structure, part);
  if (isInside(new RayCaster(tree), from)) return { from, to: from, mm: 0, to_part: part, overlaps: true };
  const nearest = new NearestPoint(tree);
  nearest.find(...from, Infinity);
  return { from, to: nearest.point, mm: nearest.distance, to_part: part };
}

/**
 * The least distance between two parts; 0 when they touch, cross or one lies in the other's material. Each is
 * measured as it is tessellated: round surfaces are nearer or farther by the deviation of their facets.
 */
export function distanceBetweenParts(structure: MeshStructure, from: number, to: number): DistanceMeasure {
  if (from === to) {
    throw new AppError('INVALID_INPUT', `A distance needs two different parts, not part ${from} twice.`);
  }
  const trees = [treeOfPart(structure, from), treeOfPart(structure, to)] as const;
  const named = { from_part: from, to_part: to };
  const { overlaps, ...apart } = distanceBetweenSurfaces(...trees);
  return { ...apart, ...named, ...(overlaps === true ? { overlaps } : {}) };
}

/** The least distance between two closed surfaces; 0 when they touch, cross or one lies inside the other. */
export function distanceBetweenSurfaces(from: TriangleTree, to: TriangleTree): DistanceMeasure {
  const trees = [from, to] as const;
  const inner = [to, from].findIndex((tree, at) =>
    isInside(new RayCaster(trees[at]), pointAt(tree.corners, 0)),
  );
  if (inner >= 0) {
    const point = pointAt(trees[1 - inner].corners, 0);
    return { from: point, to: point, mm: 0, overlaps: true };
  }
  const { points, square } = findClosestPoints(from, to);
  const apart = { from: pointAt(points, 0), to: pointAt(points, 1), mm: Math.sqrt(square) };
  return square > 0 ? apart : { ...apart, overlaps: true };
}

function treeOfPart(structure: MeshStructure, part: number): TriangleTree {
  const parts = listParts(structure);
  if (!Number.isInteger(part) || part < 0 || part >= parts.length) {
    throw new AppError('INVALID_INPUT', `There is no part ${part}; the model has ${parts.length}.`, {
      hint: 'Parts are numbered from 0 in the order in which `parts` lists them.',
    });
  }
  const { pieces, partOfPiece, mesh } = structure;
  const isOfPart = (triangle: number) => partOfPiece[pieces.pieceOf[triangle]] === parts[part].root;
  const triangles: number[] = [];
  for (let triangle = 0; triangle < pieces.pieceOf.length; triangle++) {
    if (isOfPart(triangle)) triangles.push(triangle);
  }
  return buildTriangleTree(mesh, Uint32Array.from(triangles));
}

/** Compares two trees, nearer boxes first, and leaves out what is farther than the best pair so far. */
function findClosestPoints(a: TriangleTree, b: TriangleTree): { points: Float64Array; square: number } {
  const pair = new TriangleDistance();
  const points = new Float64Array(6);
  let best = Infinity;
  const visit = (nodeA: number, nodeB: number): void => {
    if (squaredGap(a.boxes, nodeA, b.boxes, nodeB) >= best) return;
    const isLeafA = a.secondChild[nodeA] === 0;
    const isLeafB = b.secondChild[nodeB] === 0;
    if (isLeafA && isLeafB) {
      for (let i = a.start[nodeA]; i < a.end[nodeA]; i++) {
        for (let j = b.start[nodeB]; j < b.end[nodeB]; j++) {
          const square = pair.measure(a.corners, i * 9, b.corners, j * 9);
          if (square >= best) continue;
          best = square;
          points.set(pair.points);
        }
      }
      return;
    }
    const splitsA = !isLeafA && (isLeafB || a.end[nodeA] - a.start[nodeA] >= b.end[nodeB] - b.start[nodeB]);
    const first = splitsA ? ([nodeA + 1, nodeB] as const) : ([nodeA, nodeB + 1] as const);
    const second = splitsA
      ? ([a.secondChild[nodeA], nodeB] as const)
      : ([nodeA, b.secondChild[nodeB]] as const);
    const gap = ([i, j]: readonly [number, number]) => squaredGap(a.boxes, i, b.boxes, j);
    const isFirstNearer = gap(first) <= gap(second);
    visit(...(isFirstNearer ? first : second));
    visit(...(isFirstNearer ? second : first));
  };
  visit(0, 0);
  return { points, square: best };
}

/** The squared distance between two boxes. */
function squaredGap(a: Float32Array, nodeA: number, b: Float32Array, nodeB: number): number {
  let square = 0;
  for (let axis = 0; axis < 3; axis++) {
    const i = nodeA * 6 + axis;
    const j = nodeB * 6 + axis;
    const gap = Math.max(a[i] - b[j + 3], b[j] - a[i + 3], 0);
    square += gap * gap;
  }
  return square;
}
