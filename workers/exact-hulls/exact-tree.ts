import type { Vec3 } from '../../src/contracts/mesh.ts';
import { convexHull } from '../../src/mesh/exact-hull/convex-hull.ts';
import type { OffPolygons } from '../../src/mesh/read-off.ts';
import { dimensionOf, isLeftOut } from '../../src/scad/csg/dimension.ts';
import { parseTree, type TreeNode } from '../../src/scad/csg/parse-tree.ts';
import { primitivePoints, readRows, splitArguments } from '../../src/scad/csg/primitive-points.ts';
import { quoteTextArguments } from '../../src/scad/csg/quote-texts.ts';
import { minkowskiSum } from './minkowski.ts';
import { type Solid, toSolid, writePolyhedron } from './solid.ts';

/** Has OpenSCAD evaluate a tree, with all digits; null when that gives no solid. */
export type EvaluateTree = (tree: string) => Promise<OffPolygons | null>;

/** A tree in which hulls and sums are solids. */
export interface ExactTree {
  readonly text: string;
  /** Hulls and Minkowski sums that were computed here. */
  readonly replaced: number;
}

/** Runs of OpenSCAD that one model may need for the parts of its hulls. */
const MAX_EVALUATIONS = 40;

/** Solids that are convex whatever their arguments. */
const CONVEX = new Set(['cube', 'sphere', 'cylinder']);

/** What only puts its children together, or moves them: its corners are theirs. */
const TRANSPARENT = new Set(['group', 'union', 'color', 'render', 'multmatrix', 'hull']);

/**
 * Computes every three-dimensional `hull()` and `minkowski()` of an evaluated tree, exactly as far as float64 holds
 * the corners, and puts the solids in their places. OpenSCAD computes them with filters that rely on directed
 * rounding, which WebAssembly does not have: some come out wrong there without a word.
 *
 * What is not known from the tree alone, such as the corners of a `difference()` inside a hull, is asked of
 * OpenSCAD. What cannot be computed stays as it is.
 *
 * @param tree with all digits, see `setOutputDigits`.
 * @returns null when the tree has nothing to compute, or is not understood.
 */
export async function makeTreeExact(tree: string, evaluate: EvaluateTree): Promise<ExactTree | null> {
  const nodes = parseTree(tree);
  if (nodes === null) return null;
  const maker = new ExactTreeMaker(evaluate);
  const texts: string[] = [];
  for (const node of nodes) texts.push(await maker.write(node));
  return maker.replaced === 0 ? null : { text: texts.join('\n'), replaced: maker.replaced };
}

class ExactTreeMaker {
  readonly #evaluate: EvaluateTree;
  /** By the text of the node: loops write the same one many times. */
  readonly #solids = new Map<string, Solid | null>();
  readonly #written = new Map<TreeNode, string>();
  /** Points of nodes that were computed here. */
  readonly #computed = new Map<TreeNode, readonly Vec3[]>();
  #evaluations = 0;
  replaced = 0;

  constructor(evaluate: EvaluateTree) {
    this.#evaluate = evaluate;
  }

  /** A node as text, with everything in it computed that can be. */
  async write(node: TreeNode): Promise<string> {
    const known = this.#written.get(node);
    if (known !== undefined) return known;
    const { modifiers, name, children } = node;
    const inside: string[] = [];
    for (const child of children) inside.push(await this.write(child));
    const isSum = (name === 'hull' || name === 'minkowski') && dimensionOf(node) === 3;
    const solids = isSum ? await this.#compute(node) : null;
    const body = children.length === 0 ? ';' : `{\n${inside.join('\n')}\n}`;
    const text =
      solids === null
        ? `${modifiers}${name}(${quoteTextArguments(node)})${body}`
        : `${modifiers}${writeSolids(solids)}`;
    if (solids !== null) {
      this.replaced += 1;
      this.#computed.set(
        node,
        solids.flatMap(({ points }) => points),
      );
    }
    this.#written.set(node, text);
    return text;
  }

  /** The solids whose union a hull or a sum is; null when they are not to be had. */
  async #compute(node: TreeNode): Promise<readonly Solid[] | null> {
    const children = node.children.filter(child => dimensionOf(child) !== 'empty');
    // OpenSCAD leaves flat children out with a warning, which has to be its own.
    if (children.some(child => dimensionOf(child) !== 3)) return null;
    if (node.name === 'minkowski') return this.#sum(children);
    const points = await this.#pointsOf(children);
    const hull = points === null ? null : convexHull(points);
    return hull === null ? null : [hull];
  }

  async #sum(children: readonly TreeNode[]): Promise<readonly Solid[] | null> {
    if (children.length < 2) return null;
    const operands: Solid[] = [];
    for (const child of children) {
      const points = this.#isConvex(child) ? await this.#pointsOfOne(child) : null;
      const solid = points === null ? await this.#solidOf(child) : convexHull(points);
      if (solid === null) return null;
      operands.push(solid);
    }
    return minkowskiSum(operands);
  }

  /** Whether a node is convex for certain, which spares asking OpenSCAD. */
  #isConvex({ name, children }: TreeNode): boolean {
    if (CONVEX.has(name)) return true;
    const present = children.filter(child => dimensionOf(child) !== 'empty');
    return TRANSPARENT.has(name) && present.length === 1 && this.#isConvex(present[0]);
  }

  /** Points whose hull is the hull of some nodes. */
  async #pointsOf(nodes: readonly TreeNode[]): Promise<readonly Vec3[] | null> {
    const all: Vec3[] = [];
    for (const node of nodes) {
      const points = await this.#pointsOfOne(node);
      if (points === null) return null;
      // Not by spreading: a solid may have more points than a call takes arguments.
      for (const point of points) all.push(point);
    }
    return all;
  }

  async #pointsOfOne(node: TreeNode): Promise<readonly Vec3[] | null> {
    const { modifiers, name, children } = node;
    if (isLeftOut(modifiers)) return [];
    const given = splitArguments(name === 'text' ? '' : node.arguments);
    const own = this.#computed.get(node) ?? primitivePoints(name, given);
    if (own !== null) return own;
    if (!TRANSPARENT.has(name)) return (await this.#solidOf(node))?.points ?? null;
    const points = await this.#pointsOf(children);
    if (name !== 'multmatrix' || points === null) return points;
    const matrix = readRows(given.get('0'), 4);
    return matrix === null ? null : points.map(point => transform(matrix, point));
  }

  /** A node as OpenSCAD evaluates it; null when that is no solid. */
  async #solidOf(node: TreeNode): Promise<Solid | null> {
    const text = await this.write(node);
    const known = this.#solids.get(text);
    if (known !== undefined) return known;
    if (this.#evaluations >= MAX_EVALUATIONS) return null;
    this.#evaluations += 1;
    const polygons = await this.#evaluate(text);
    const solid = polygons === null ? null : toSolid(polygons);
    const found = solid === null || solid.points.length < 4 ? null : solid;
    this.#solids.set(text, found);
    return found;
  }
}

function writeSolids(solids: readonly Solid[]): string {
  if (solids.length === 1) return writePolyhedron(solids[0]);
  return `union(){\n${solids.map(writePolyhedron).join('\n')}\n}`;
}

function transform(matrix: readonly (readonly number[])[], [x, y, z]: Vec3): Vec3 {
  const row = ([a, b, c, d]: readonly number[]) => a * x + b * y + c * z + d;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}
