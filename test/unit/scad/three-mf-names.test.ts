import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renameThreeMf, restoreThreeMf } from '../../../src/scad/three-mf-names.ts';
import { tokenize } from '../../../src/scad/tokens.ts';

describe('renameThreeMf', () => {
  it.each([
    ['import("a.3mf");', 'import("a.3mf.converted.stl");'],
    ['file = "parts/A.3MF";\nimport(file);', 'file = "parts/A.3MF.converted.stl";\nimport(file);'],
    ['import(str(name, ".3mf"));', 'import(str(name, ".3mf.converted.stl"));'],
    [
      String.raw`import("a\".3mf", "b.\x33mf");`,
      String.raw`import("a\".3mf.converted.stl", "b.\x33mf.converted.stl");`,
    ],
    [
      'echo(f == "a.3mf" ? "b.3mf" : "c.stl");',
      'echo(f == "a.3mf.converted.stl" ? "b.3mf.converted.stl" : "c.stl");',
    ],
    ['file="a.3mf"', 'file="a.3mf.converted.stl"'],
  ])('renames in %s', (source, expected) => {
    expect(renameThreeMf(source)).toBe(expected);
  });

  it.each([
    '// import("a.3mf");',
    '/* "a.3mf" */ a = "3mf";',
    'include <a.3mf>',
    'import("a.3mf.stl");',
    'import("a.3mf',
    'a3mf = "a.3mfx";',
  ])('leaves %s alone', source => {
    expect(renameThreeMf(source)).toBe(source);
  });

  it('keeps every line, and is undone by restoreThreeMf', () => {
    const piece = fc.constantFrom('"a.3mf"', '"', '\n', '//', '/*', '*/', '.3mf', '\\', ' ', 'x');
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const source = pieces.join('');
        const renamed = renameThreeMf(source);
        expect(restoreThreeMf(renamed)).toBe(source);
        expect(tokenize(renamed).map(({ kind, line }) => [kind, line])).toEqual(
          tokenize(source).map(({ kind, line }) => [kind, line]),
        );
      }),
    );
  });
});

describe('restoreThreeMf', () => {
  it('restores every name in a line of the log', () => {
    expect(restoreThreeMf('ECHO: "a.3mf.converted.stl", "B.3MF.converted.stl"')).toBe(
      'ECHO: "a.3mf", "B.3MF"',
    );
  });
});
