import type { Bounds } from '../../contracts/mesh.ts';
import { distanceBetweenSurfaces } from '../measure/distance.ts';
import { buildTriangleTree, type TriangleTree } from '../measure/triangle-tree.ts';
import { createForest, type Forest, findRoot, joinItems } from '../union-find.ts';
import { groupTrianglesByPart, type PrintPart } from './print-parts.ts';
import type { PrintScene } from './print-scene.ts';

/**
 * Finds which parts hang together because they overlap or touch, by their numbers. Two parts that both stand
 * on the bed are not compared: nothing depends on it.
 */
export function joinTouchingParts(scene: PrintScene, parts: readonly PrintPart[]): Forest {
  const forest = createForest(parts.length);
  const treeOf = rememberTrees(scene);
  visitTouchingBoxes(scene, parts, (a, b) => {
    if (!a.isFloating && !b.isFloating) return;
    if (findRoot(forest, a.index) === findRoot(forest, b.index)) return;
    const { mm } = distanceBetweenSurfaces(treeOf(a), treeOf(b));
    if (mm <= scene.tolerance_mm) joinItems(forest, a.index, b.index);
  });
  return forest;
}

/** Makes the tree of a part when it is first asked for. */
function rememberTrees({ structure }: PrintScene): (part: PrintPart) => TriangleTree {
  const trianglesOf = groupTrianglesByPart(structure);
  const trees = new Map<number, TriangleTree>();
  return ({ root }) => {
    const tree = trees.get(root) ?? buildTriangleTree(structure.mesh, trianglesOf(root));
    trees.set(root, tree);
    return tree;
  };
}

/**
 * Visits the pairs of parts whose boxes meet, one along the model's longest side after the other: only
 * those that begin before a part ends need to be compared with it.
 */
function visitTouchingBoxes(
  { bounds: { size }, tolerance_mm }: PrintScene,
  parts: readonly PrintPart[],
  visit: (a: PrintPart, b: PrintPart) => void,
): void {
  const axis = size.indexOf(Math.max(...size));
  const sorted = [...parts].sort((a, b) => a.bounds.min[axis] - b.bounds.min[axis]);
  for (const [at, part] of sorted.entries()) {
    const end = part.bounds.max[axis] + tolerance_mm;
    for (let next = at + 1; next < sorted.length && sorted[next].bounds.min[axis] <= end; next++) {
      if (doBoxesMeet(part.bounds, sorted[next].bounds, tolerance_mm)) visit(part, sorted[next]);
    }
  }
}

function doBoxesMeet(a: Bounds, b: Bounds, slack: number): boolean {
  for (let axis = 0; axis < 3; axis++) {
    if (a.min[axis] > b.max[axis] + slack || b.min[axis] > a.max[axis] + slack) return false;
  }
  return true;
}
