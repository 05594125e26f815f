import { pointAt } from '../measure/vectors.ts';
import { type Forest, findRoot } from '../union-find.ts';
import { formatNumber, formatPoint, type LocatedFinding } from './finding.ts';
import { findLowPoints } from './low-points.ts';
import { findMergeHeights } from './merge-heights.ts';
import type { PrintPart } from './print-parts.ts';
import { measureRegion, type PrintScene } from './print-scene.ts';

/**
 * Finds places where printing would begin in mid-air: low points of the surface above the bed that hang down at least a layer from where they join the rest. `value` is how many
 * millimetres above the bed they begin. The undersides of parts that hang in the air as a whole are left to
 * `findFloatingParts`. Support cures them, so they are warnings.
 */
export function findIslands(scene: PrintScene, parts: readonly PrintPart[]): readonly LocatedFinding[] {
  const { mesh } = scene.structure;
  const { positions } = mesh;
  const { forest, lowPoints } = findLowPoints(scene);
  const highest = scene.bed_z + scene.printer.layer_mm + scene.tolerance_mm;
  const isBottom = markFloatingBottoms(scene, parts);
  const inAir = lowPoints.filter(root => positions[root * 3 + 2] > highest && isBottom[root] === 0);
  if (inAir.length === 0) return [];
  const mergeHeights = findMergeHeights(mesh);
  const joinsAt = highestOfPlateaus(forest, mergeHeights, new Set(inAir));
  const islands = inAir.filter(
    root => (joinsAt.get(root) ?? Infinity) - positions[root * 3 + 2] >= scene.printer.layer_mm,
  );
  const triangles = trianglesAt(mesh.indices, forest, new Set(islands));
  return islands.map(root => describe(scene, root, joinsAt.get(root) ?? Infinity, triangles.get(root) ?? []));
}

/** 1 for each vertex in the first layer of a part that hangs in the air. */
function markFloatingBottoms({ structure, printer }: PrintScene, parts: readonly PrintPart[]): Uint8Array {
  const { positions, indices } = structure.mesh;
  const bottoms = new Map(
    parts.filter(({ isFloating }) => isFloating).map(({ root, bounds }) => [root, bounds.min[2]]),
  );
  const isBottom = new Uint8Array(positions.length / 3);
  if (bottoms.size === 0) return isBottom;
  const { pieces, partOfPiece } = structure;
  for (let corner = 0; corner < indices.length; corner++) {
    const bottom = bottoms.get(partOfPiece[pieces.pieceOf[Math.floor(corner / 3)]]) ?? -Infinity;
    if (positions[indices[corner] * 3 + 2] <= bottom + printer.layer_mm) isBottom[indices[corner]] = 1;
  }
  return isBottom;
}

/** Vertices of one plateau merge at their own height, except the one that was first: it tells. */
function highestOfPlateaus(
  forest: Forest,
  mergeHeights: Float64Array,
  roots: Set<number>,
): Map<number, number> {
  const highest = new Map<number, number>();
  for (let vertex = 0; vertex < mergeHeights.length; vertex++) {
    const root = findRoot(forest, vertex);
    if (roots.has(root)) highest.set(root, Math.max(highest.get(root) ?? -Infinity, mergeHeights[vertex]));
  }
  return highest;
}

/** The triangles that touch each of some plateaus. */
function trianglesAt(indices: Uint32Array, forest: Forest, roots: Set<number>): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (let corner = 0; corner < indices.length; corner++) {
    const root = findRoot(forest, indices[corner]);
    if (!roots.has(root)) continue;
    const triangle = Math.floor(corner / 3);
    const list = found.get(root) ?? [];
    if (list.at(-1) !== triangle) list.push(triangle);
    found.set(root, list);
  }
  return found;
}

function describe(
  scene: PrintScene,
  root: number,
  joinsAt: number,
  triangles: readonly number[],
): LocatedFinding {
  const at = pointAt(scene.structure.mesh.positions, root);
  const height = at[2] - scene.bed_z;
  const join = joinsAt < Infinity ? ` and joins the rest ${formatNumber(joinsAt - at[2])} mm higher` : '';
  return {
    finding: {
      code: 'ISLAND',
      severity: 'warning',
      message: `Printing would begin in mid-air at ${formatPoint(at)}: that part of the model starts ${formatNumber(height)} mm above the bed${join}.`,
      at,
      region: measureRegion(scene, triangles).bounds,
      value: height,
      limit: 0,
      hint: 'Let it grow out of what is below, for instance with a 45° slope, or turn the part; otherwise it needs support.',
    },
    triangles: Uint32Array.from(triangles),
  };
}
