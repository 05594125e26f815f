import { describe, expect, it } from 'vitest';
import { dimensionOf, isKnownNode } from '../../../../src/scad/csg/dimension.ts';
import { parseTree } from '../../../../src/scad/csg/parse-tree.ts';

function dimension(tree: string) {
  const nodes = parseTree(tree);
  if (nodes === null) throw new Error(`not a tree: ${tree}`);
  return dimensionOf(nodes[0]);
}

describe('dimensionOf', () => {
  it.each([
    ['cube(size = [1, 1, 1]);', 3],
    ['circle(r = 1);', 2],
    ['linear_extrude(height = 1) { circle(r = 1); }', 3],
    ['projection(cut = false) { cube(); }', 2],
    ['offset(r = 1) { circle(); }', 2],
    ['hull() { circle(); }', 2],
    ['hull() { group(); multmatrix([]) { sphere(r = 1); } }', 3],
    ['minkowski() { group() { group(); } }', 'empty'],
    ['group() { %cube(); square(); }', 2],
    ['group() { *cube(); }', 'empty'],
    ['group() { #cube(); }', 3],
    ['%cube();', 'empty'],
    ['import(file = "/model/a.b.STL", timestamp = 3);', 3],
    ['import(file = "a\\"b.svg", timestamp = 3);', 2],
    ['import(file = "noending");', 'unknown'],
    ['roof() { square(); }', 'unknown'],
    ['group() { roof() { square(); } cube(); }', 'unknown'],
  ])('of %s is %s', (tree, expected) => {
    expect(dimension(tree)).toBe(expected);
  });
});

it('a node that no version wrote so far is not known to survive', () => {
  expect(['cube', 'text', 'import', 'hull', 'surface', 'fill'].every(isKnownNode)).toBe(true);
  expect(isKnownNode('roof')).toBe(false);
});
