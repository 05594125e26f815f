import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findReferences } from '../../../src/scad/references.ts';

describe('findReferences', () => {
  test('every way to name a file is found with its line', () => {
    const source = [
      'include <a/b.scad>',
      'use <BOSL2/std.scad>',
      'import("part.stl");',
      'import(file = "logo.svg", center = true);',
      'surface("h.dat"); surface(center = true, file = "h.png");',
      'linear_extrude(height = 3, file = "old.dxf");',
      'rotate_extrude(file="r.dxf");',
      'w = dxf_dim(file = "d.dxf", name = "w") + dxf_cross(file="c.dxf")[0];',
      'x = import("data.json").a;',
    ].join('\n');
    expect(findReferences(source).map(({ kind, path, line }) => `${line} ${kind} ${path}`)).toEqual([
      '1 include a/b.scad',
      '2 use BOSL2/std.scad',
      '3 import part.stl',
      '4 import logo.svg',
      '5 surface h.dat',
      '5 surface h.png',
      '6 import old.dxf',
      '7 import r.dxf',
      '8 import d.dxf',
      '8 import c.dxf',
      '9 import data.json',
    ]);
  });

  test.each([
    '// include <a.scad>',
    '/* use <a.scad> */',
    'x = "include <a.scad>";',
    'echo("import(\\"a.stl\\")");',
    'import(str("a", ".stl"));',
    'import("a" + x);',
    'import(layer = "a.stl");',
    'linear_extrude("a.dxf");',
    'my_import("a.stl");',
    'include <a.scad',
    'text("import"); cube("a.stl");',
    'import(["a.stl"]);',
    'import(x, "a.stl");',
  ])('%s names no file', source => {
    expect(findReferences(source)).toEqual([]);
  });

  test('a file that is named again is listed once, with its first line', () => {
    expect(findReferences('use <a>\nimport("a");\nuse <a>\nimport("a");')).toEqual([
      { kind: 'use', path: 'a', line: 1 },
      { kind: 'import', path: 'a', line: 2 },
    ]);
  });

  test('a hostile number of files is cut', () => {
    const source = Array.from({ length: 20_000 }, (_, index) => `use <${index}>`).join('');
    const found = findReferences(source);
    expect(found.length).toBeLessThan(10_000);
    expect(found[2000]).toEqual({ kind: 'use', path: '2000', line: 1 });
  });

  test('escapes are resolved and comments inside a call do not matter', () => {
    expect(findReferences('import(/* x */ "a\\u00e9\\"b.stl" // y\n)')).toEqual([
      { kind: 'import', path: 'aé"b.stl', line: 1 },
    ]);
  });

  test.each([
    ['< b.scad >', ' b.scad '],
    ['<\tb.scad\t>', 'b.scad'],
    ['<x\nlib/b.scad>', 'lib/b.scad'],
    ['<b.scad\n>', 'b.scad'],
    ['<>', ''],
  ])('the path of include %j is %j, as OpenSCAD reads it', (written, path) => {
    expect(findReferences(`include ${written}`)).toEqual([{ kind: 'include', path, line: 1 }]);
  });

  test('it never throws', () => {
    const pieces = fc.constantFrom(
      'import(',
      '"a"',
      ')',
      ',',
      '=',
      'file',
      'use <',
      '>',
      '[',
      ']',
      '}',
      '"',
      '/*',
    );
    fc.assert(fc.property(fc.array(pieces), parts => findReferences(parts.join(' ')).length >= 0));
  });
});
