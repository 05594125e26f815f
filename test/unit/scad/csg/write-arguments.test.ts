import { describe, expect, it } from 'vitest';
import { parseTree } from '../../../../src/scad/csg/parse-tree.ts';
import { writeArguments } from '../../../../src/scad/csg/write-arguments.ts';

function written(tree: string): string {
  const nodes = parseTree(tree);
  if (nodes === null) throw new Error(`not a tree: ${tree}`);
  return writeArguments(nodes[0]);
}

const REST =
  'direction = "ltr", language = "en", script = "Latn", halign = "left", valign = "baseline", $fn = 0';

describe('writeArguments', () => {
  it('escapes what a text says, and its font', () => {
    expect(
      written(`text(text = "say \\ "hi"\n(x]", size = 7, spacing = 1.2, font = "A "B"", ${REST});`),
    ).toBe(`text = "say \\\\ \\"hi\\"\\n(x]", size = 7, spacing = 1.2, font = "A \\"B\\"", ${REST}`);
  });

  it('leaves out when a file was changed', () => {
    const given = 'file = "/model/a, timestamp = 1.stl", $fn = 0';
    expect(written(`import(${given}, timestamp = 1795396742);`)).toBe(given);
    expect(written('surface(file = "h.dat", center = false, timestamp = 0);')).toBe(
      'file = "h.dat", center = false',
    );
  });

  it('leaves out a colour that was not given', () => {
    expect(written('color([-1, -1, -1, -1]) { cube(); }')).toBe('');
    expect(written('color([-1, -1, -1, 0.5]) { cube(); }')).toBe('alpha = 0.5');
    expect(written('color([1, 0, 0, 1]) { cube(); }')).toBe('[1, 0, 0, 1]');
  });

  it('keeps everything else', () => {
    expect(written('cube(size = [1, 2, 3], center = false);')).toBe('size = [1, 2, 3], center = false');
  });
});
