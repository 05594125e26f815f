import { describe, expect, it } from 'vitest';
import type { EvaluateRequest } from '../../src/contracts/evaluation-protocol.ts';
import { readOff } from '../../src/mesh/read-off.ts';
import { parseTree, type TreeNode } from '../../src/scad/csg/parse-tree.ts';
import { primitivePoints, splitArguments } from '../../src/scad/csg/primitive-points.ts';
import { TREE_PROLOGUE, writeArguments } from '../../src/scad/csg/write-arguments.ts';
import { toPart } from '../../workers/exact-hulls/solid.ts';
import { readSolidResult } from '../../workers/geometry.ts';
import { FOR_GEOMETRY, type RunOptions, run } from '../../workers/run-model.ts';
import { requestOf, takeProgram, write } from '../support/openscad-runs.ts';

/** Trees as OpenSCAD writes them, and what it makes of them when it reads them again. */

async function treeOf(request: EvaluateRequest, options?: RunOptions): Promise<string> {
  return new TextDecoder().decode((await write(request, 'csg', options)) ?? new Uint8Array());
}

function nodesOf(tree: string): readonly TreeNode[] {
  const nodes = parseTree(tree);
  if (nodes === null) throw new Error(`not understood: ${tree}`);
  return nodes;
}

describe('the digits of numbers', () => {
  const code = 'translate([1/3, 1234567.891, 1e-20]) cube(2/3);';

  it('are six, as OpenSCAD has it', async () => {
    expect(await treeOf(requestOf(code))).toBe(
      'multmatrix([[1, 0, 0, 0.333333], [0, 1, 0, 1.23457e+06], [0, 0, 1, 1e-20], [0, 0, 0, 1]]) {\n' +
        '\tcube(size = [0.666667, 0.666667, 0.666667], center = false);\n}\n\n',
    );
  });

  it('are all of them when that is asked for', async () => {
    const [{ arguments: matrix, children }] = nodesOf(await treeOf(requestOf(code), FOR_GEOMETRY));
    expect(JSON.parse(matrix).map((row: number[]) => row[3])).toEqual([1 / 3, 1234567.891, 1e-20, 1]);
    expect(splitArguments(children[0].arguments).get('size')).toBe(
      '[0.66666666666666663, 0.66666666666666663, 0.66666666666666663]',
    );
  });

  it('stay as they are in what a model prints', async () => {
    const { log } = run(requestOf('echo(1/3);'), ['csg'], await takeProgram(), FOR_GEOMETRY);
    expect(log.head).toContain('ECHO: 0.333333');
  });
});

it('a tree that geometry is made of is that of a render; one that was asked for is that of a preview', async () => {
  const request = requestOf('side = $preview ? 1 : 2; cube(side);');
  expect(await treeOf(request, FOR_GEOMETRY)).toContain('[2, 2, 2]');
  expect(await treeOf(request)).toContain('[1, 1, 1]');
});

describe('the corners of primitives', () => {
  it.each([
    'cube(3.7);',
    'cube([1/3, 2/7, 1e-3], center = true);',
    'sphere(3.3);',
    'sphere(r = 0.01);',
    'sphere(5, $fn = 1);',
    'sphere(5, $fn = 7.9);',
    'sphere(d = 5, $fn = 30);',
    'sphere(7, $fa = 3.3, $fs = 0.21);',
    'cylinder(h = 3, r = 2);',
    'cylinder(h = 1/3, r1 = 0, r2 = 2/3, $fn = 5, center = true);',
    'cylinder(h = 3, d1 = 5, d2 = 0, $fn = 24);',
    'cylinder(h = 3, r = 1e-8);',
    'cylinder(h = 3, r1 = 100, r2 = 1, $fa = 1, $fs = 0.5);',
    'polyhedron([[0, 0, 0], [1, 0, 0], [0, 1, 0], [9, 9, 9], [0, 0, 1/3]], [[0, 1, 2], [0, 4, 1], [0, 2, 4], [1, 4, 2]]);',
  ])('of %s are where OpenSCAD puts them', async code => {
    const [{ name, arguments: given }] = nodesOf(await treeOf(requestOf(code), FOR_GEOMETRY));
    const ours = primitivePoints(name, splitArguments(given));
    const off = await write(requestOf(code), 'off', FOR_GEOMETRY);
    if (ours === null || off === null) throw new Error('there are no points');
    const theirs = toPart(readOff(off))?.points ?? [];
    expect(ours).toHaveLength(theirs.length);
    for (const point of theirs) {
      const nearest = Math.min(
        ...ours.map(other => Math.hypot(...other.map((value, axis) => value - point[axis]))),
      );
      expect(nearest).toBeLessThan(1e-13);
    }
  });
});

const encode = (text: string) => new TextEncoder().encode(text);

const FILES = [
  {
    path: 'shape.svg',
    bytes: encode(
      '<svg xmlns="http://www.w3.org/2000/svg" width="20mm" height="20mm" viewBox="0 0 20 20"><rect id="a" x="1" y="1" width="5" height="5"/><rect id="b" x="10" y="10" width="6" height="3"/></svg>',
    ),
  },
  { path: 'h.dat', bytes: encode('1 2 3\n4 5 6\n7 8 9\n') },
  {
    path: 'a "b" (c].off',
    bytes: encode('OFF 4 4 0\n0 0 0\n3 0 0\n0 3 0\n0 0 3\n3 0 2 1\n3 0 1 3\n3 0 3 2\n3 1 2 3\n'),
  },
];

/** A node of each kind that a tree can hold, with arguments that might get lost. */
const MODELS = [
  'linear_extrude(height = 10, v = [1, 2, 5]) square(3);',
  'linear_extrude(v = [1, 2, 5], twist = 30) translate([2, 0]) square(3);',
  'linear_extrude(height = 9, twist = 77, slices = 13, scale = [0.3, 1.7], center = true, $fn = 20) square([3, 4]);',
  'linear_extrude(height = 9, twist = -200) translate([2, 0]) square([3, 4]);',
  'linear_extrude(height = 9, scale = 3, segments = 20) square([3, 4]);',
  'linear_extrude(height = 9, scale = [0, 1]) square([3, 4]);',
  'linear_extrude() square(2);',
  'rotate_extrude(angle = 135.5, $fn = 20) translate([5, 0]) circle(2);',
  'rotate_extrude(angle = 77, start = 30) translate([5, 0]) square(2);',
  'rotate_extrude(start = 30, $fn = 7) translate([5, 0]) square(2);',
  'rotate_extrude(angle = -77) translate([-5, 0]) square(2);',
  'resize([10, 0, 0], auto = true, convexity = 5) cylinder(9, 2, 3);',
  'resize([0, 10, 0], auto = [true, false, true]) cylinder(9, 2, 3);',
  'linear_extrude(2) offset(delta = 1.5, chamfer = true) square(5);',
  'linear_extrude(2) offset(r = 1.5, $fn = 12) square(5);',
  'linear_extrude(2) fill() difference() { circle(9); circle(4); }',
  'linear_extrude(2) projection(cut = true) rotate([30, 30, 0]) cube(5, center = true);',
  'linear_extrude(3) polygon([[0, 0], [10, 0], [10, 10], [0, 10], [2, 2], [8, 2], [8, 8]], [[0, 1, 2, 3], [4, 5, 6]]);',
  'linear_extrude(2) import("shape.svg", id = "b");',
  'linear_extrude(2) import("shape.svg", center = true, dpi = 150);',
  'import("a \\"b\\" (c].off");',
  'surface("h.dat", center = true, convexity = 3);',
  'surface("h.dat", invert = true);',
  'multmatrix([[1, 0.3, 0, 4], [0, 1, 0, 5], [0.1, 0, 2, 6], [0, 0, 0, 2]]) cube(3);',
  'mirror([1, 1, 0.3]) rotate(33.3, [1, 2, 3]) scale([1, -2, 10/3]) cube(3);',
  'intersection_for(i = [0:3]) rotate([0, 0, i * 20]) cube(5, center = true);',
  'difference() { %cube(20); cube(5); *cube(30); #cube(1); }',
  'difference() { if (false) cube(3); cube(5); }',
  'cube(5); !translate([9, 9, 9]) cube(2);',
  'difference() { cube(5); !translate([1, 1, 1]) cube(9); }',
  'cube([1/0, 1, 1]); translate([1, 2, 0/0]) cube(4); cylinder(h = 1/0, r = 1); cube(2);',
  'render(convexity = 3) difference() { cube(5); sphere(3); }',
  'color("nonsense") cube(3); color([2, 0, 0]) translate([5, 0, 0]) cube(3); color(alpha = 0.5) sphere(1);',
  'for (v = rands(0, 10, 5, 42)) translate([v, v * v, 0]) cube(1.3);',
  'module m() { for (i = [0:$children - 1]) translate([i * 5, 0, 0]) children(i); } m() { cube(1); sphere(2); }',
];

const rewrite = ({ modifiers, name, arguments: given, children, ...rest }: TreeNode): string => {
  const own = `${modifiers}${name}(${writeArguments({ modifiers, name, arguments: given, children, ...rest })})`;
  return children.length === 0 ? `${own};` : `${own} {\n${children.map(rewrite).join('\n')}\n}`;
};

async function measure(request: EvaluateRequest) {
  const { outputs, log } = run(request, ['binstl'], await takeProgram());
  const stl = outputs.get('/out.binstl');
  const solid = stl === undefined ? null : readSolidResult(stl, undefined);
  const warnings = [...log.head, ...log.tail].filter(line => /^(?:WARNING|ERROR)/.test(line));
  return { facts: solid?.facts, bounds: solid?.bounds, warnings };
}

describe('a tree read again', () => {
  it.each(MODELS)('makes the same of %s', async code => {
    const request = requestOf(code, { files: FILES });
    const nodes = nodesOf(await treeOf(request, FOR_GEOMETRY));
    const tree = { path: '/exact/tree.csg', bytes: encode(TREE_PROLOGUE + nodes.map(rewrite).join('\n')) };
    const plain = await measure(request);
    const again = await measure({ ...request, entry: tree.path, files: [...request.files, tree] });
    expect(plain.facts).toBeDefined();
    expect(again.facts).toEqual(plain.facts);
    expect(again.bounds).toEqual(plain.bounds);
    const known = plain.warnings.map(line => line.replace(/ in file .*/, ''));
    expect(again.warnings.filter(line => !known.includes(line.replace(/ in file .*/, '')))).toEqual([]);
  });
});
