import { expect, it } from 'vitest';
import { findTreeFiles } from '../../../src/scad/tree-files.ts';

it('lists the files of a tree once, and nothing that only looks like one', () => {
  const tree = [
    'import(file = "a.stl", origin = [0, 0], timestamp = 0);',
    'group() {',
    '\t%import(file = "a.stl", origin = [0, 0], timestamp = 0);',
    '\tsurface(file = "h\\"1.png", center = false, timestamp = 0);',
    '\ttext(text = "import(file = \\"b.stl\\"", size = 10);',
    '}',
  ].join('\n');
  expect(findTreeFiles(tree)).toEqual(['a.stl', 'h"1.png']);
});
