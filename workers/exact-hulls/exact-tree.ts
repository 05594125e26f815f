import type { Vec3 } from '../../src/contracts/mesh.ts';
import type { StagedFile } from '../../src/contracts/model.ts';
import { dimensionOf, isKnownNode, isLeftOut } from '../../src/scad/csg/dimension.ts';
import { parseTree, type TreeNode } from '../../src/scad/csg/parse-tree.ts';
import { primitivePoints, readRows, splitArguments } from '../../src/scad/csg/primitive-points.ts';
import { writeArguments } from '../../src/scad/csg/write-arguments.ts';
import { minkowskiSum } from './minkowski.ts';
import { hullOf, type Part, type Solid, writeExactOff } from './solid.ts';

/** A tree as OpenSCAD can evaluate it. */
export interface Tree {
  readonly text: string;
  /** What it imports; absolute paths. */
  readonly files: readonly StagedFile[];
}

/** A tree in which hulls and sums are solids. */
export interface ExactTree extends Tree {
  /** Whether one of them was a Minkowski sum. */
  readonly hasSum: boolean;
}

/** Has OpenSCAD evaluate a tree, with all digits; null when it cannot, or when that is no solid. */
export type EvaluateTree = (tree: Tree) => Promise<Part | null>;

/** Where computed solids are put. */
const SOLIDS_ROOT = '/exact/';

/** Runs of OpenSCAD that one model may need for the parts of its hulls. */
const MAX_EVALUATIONS = 200;

/** Points that one hull is computed of; more take seconds and a large part of a thread's memory. */
const MAX_POINTS = 400_000;

/** Solids that are convex whatever their arguments. */
const CONVEX = new Set(['cube', 'sphere', 'cylinder', 'hull']);

/** What only puts its children together, or moves them: its corners are theirs. */
const TRANSPARENT = new Set(['group', 'union', 'color', 'render', 'multmatrix', 'hull']);

/** What keeps a single convex child convex. */
const KEEPS_CONVEX = new Set([...TRANSPARENT, 'resize']);

/**
 * Computes every three-dimensional `hull()` and `minkowski()` of an evaluated tree, exactly as far as float64 holds
 * the corners, and puts the solids in their places. OpenSCAD computes them with filters that rely on directed
 * rounding, which WebAssembly does not have: some come out wrong there without a word.
 *
 * What is not known from the tree alone, such as the corners of a `difference()` inside a hull, is asked of
 * OpenSCAD. What cannot be computed stays as it is.
 *
 * @param text of a tree with all digits, see `setOutputDigits`.
 * @returns null when the tree has nothing to compute, or is not understood.
 */
export async function makeTreeExact(text: string, evaluate: EvaluateTree): Promise<ExactTree | null> {
  if (!/(?:hull|minkowski)\(/.test(text)) return null;
  const nodes = parseTree(text);
  if (nodes === null || !nodes.every(isUnderstood)) return null;
  const maker = new ExactTreeMaker(evaluate);
  const texts: string[] = [];
  for (const node of nodes) texts.push(await maker.write(node));
  return maker.files.length === 0 ? null : { ...maker, text: texts.join('\n') };
}

function isUnderstood({ name, children }: TreeNode): boolean {
  return isKnownNode(name) && children.every(isUnderstood);
}

class ExactTreeMaker {
  readonly files: StagedFile[] = [];
  hasSum = false;
  readonly #evaluate: EvaluateTree;
  /** What the children of a hull or sum became, by their text: loops write the same one many times. */
  readonly #made = new Map<string, Made | null>();
  readonly #parts = new Map<string, Part | null>();
  readonly #written = new Map<TreeNode, string>();
  /** Points of nodes that were computed here. */
  readonly #computed = new Map<TreeNode, readonly Vec3[]>();
  #evaluations = 0;

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
    const body = children.length === 0 ? ';' : `{\n${inside.join('\n')}\n}`;
    const plain = `${name}(${writeArguments(node)})${body}`;
    const made = name === 'hull' || name === 'minkowski' ? await this.#makeOnce(node, plain) : null;
    if (made !== null) this.#computed.set(node, made.points);
    const text = modifiers + (made?.text ?? plain);
    this.#written.set(node, text);
    return text;
  }

  async #makeOnce(node: TreeNode, plain: string): Promise<Made | null> {
    const known = this.#made.get(plain);
    if (known !== undefined) return known;
    const children = node.children.filter(child => dimensionOf(child) !== 'empty');
    // OpenSCAD leaves flat children of solid ones out with a warning, which has to be its own.
    const isSolid = children.length > 0 && children.every(child => dimensionOf(child) === 3);
    const make = () => (node.name === 'hull' ? this.#makeHull(children) : this.#makeSum(children));
    const made = isSolid ? await make() : null;
    this.#made.set(plain, made);
    return made;
  }

  async #makeHull(children: readonly TreeNode[]): Promise<Made | null> {
    const points = await this.#pointsOf(children);
    const hull = points === null ? null : hullOf(points);
    return hull === null ? null : { text: this.#put(hull), points: hull.points };
  }

  async #makeSum(children: readonly TreeNode[]): Promise<Made | null> {
    if (children.length < 2) return null;
    const operands: Solid[] = [];
    for (const child of children) {
      const solid = await this.#operandOf(child);
      if (solid === null) return null;
      operands.push(solid);
    }
    const sum = minkowskiSum(operands);
    if (sum === null) return null;
    this.hasSum = true;
    const { moved, pieces } = sum;
    const texts = pieces.map(piece => this.#put(piece));
    if (moved !== null) texts.push(writeMoved(await this.write(children[moved.operand]), moved.by));
    const text = texts.length === 1 ? texts[0] : `union(){\n${texts.join('\n')}\n}`;
    return { text, points: pieces.flatMap(({ points }) => points) };
  }

  /** Lays a solid down as a file, and tells how a tree imports it. */
  #put(solid: Solid): string {
    const path = `${SOLIDS_ROOT}${this.files.length}.off`;
    this.files.push({ path, bytes: writeExactOff(solid) });
    return `import(file = "${path}");`;
  }

  async #operandOf(node: TreeNode): Promise<Solid | null> {
    if (this.#isConvex(node)) {
      const points = await this.#pointsOfOne(node);
      return points === null ? null : hullOf(points);
    }
    const part = await this.#partOf(node);
    if (part === null || part.points.length < 4) return null;
    const { points, faces } = part;
    return faces === null ? null : { points, faces };
  }

  /** Whether a node is convex for certain, so that its points suffice. */
  #isConvex({ name, children }: TreeNode): boolean {
    if (CONVEX.has(name)) return true;
    const present = children.filter(child => dimensionOf(child) !== 'empty');
    return KEEPS_CONVEX.has(name) && present.length === 1 && this.#isConvex(present[0]);
  }

  /** Points whose hull is the hull of some nodes. */
  async #pointsOf(nodes: readonly TreeNode[]): Promise<readonly Vec3[] | null> {
    const all: Vec3[] = [];
    for (const node of nodes) {
      const points = await this.#pointsOfOne(node);
      if (points === null || all.length + points.length > MAX_POINTS) return null;
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
    if (!TRANSPARENT.has(name)) return (await this.#partOf(node))?.points ?? null;
    const points = await this.#pointsOf(children);
    if (name !== 'multmatrix' || points === null) return points;
    const matrix = readRows(given.get('0'), 4);
    return matrix === null ? null : points.map(point => transform(matrix, point));
  }

  /** A node as OpenSCAD evaluates it; null when that is no solid. */
  async #partOf(node: TreeNode): Promise<Part | null> {
    const text = await this.write(node);
    const known = this.#parts.get(text);
    if (known !== undefined) return known;
    if (this.#evaluations >= MAX_EVALUATIONS) return null;
    this.#evaluations += 1;
    const part = await this.#evaluate({ text, files: this.files });
    this.#parts.set(text, part);
    return part;
  }
}

/** What stands for a hull or a sum. */
interface Made {
  readonly text: string;
  readonly points: readonly Vec3[];
}

function writeMoved(text: string, [x, y, z]: Vec3): string {
  return `multmatrix([[1,0,0,${x}],[0,1,0,${y}],[0,0,1,${z}],[0,0,0,1]]){\n${text}\n}`;
}

function transform(matrix: readonly (readonly number[])[], [x, y, z]: Vec3): Vec3 {
  const row = ([a, b, c, d]: readonly number[]) => a * x + b * y + c * z + d;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}
