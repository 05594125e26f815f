import { describe, expect, it } from 'vitest';
import { scanSource } from '../../../../../src/engine/native/prescan/scan-source.ts';

describe('files that a source names by a plain string', () => {
  it.each([
    ['import("a.stl");', ['a.stl']],
    ['import(file = "a.stl", convexity = 3);', ['a.stl']],
    ['import(convexity = 3, file="a.stl");', ['a.stl']],
    ['surface("a.dat", center = true);', ['a.dat']],
    ['include <a/b.scad>\nuse <c.scad>', ['a/b.scad', 'c.scad']],
    ['linear_extrude(height = f(1, 2), file = "a.dxf");', ['a.dxf']],
    ['x = dxf_dim(file = "a.dxf", name = str("a", 1));', ['a.dxf']],
    ['import("\\x2fetc/passwd");', ['/etc/passwd']],
    ['translate(f(import("in.stl"))) cube();', ['in.stl']],
    ['/* import(x) */ cube(1); // import(y)', []],
    ['linear_extrude(10) square(1);', []],
    ['linear_extrude(h) square(1);', []],
    ['linear_extrude("a.dxf", height = 1);', ['a.dxf']],
    ['module part(surface) f(surface); cube(1);', []],
    ['include\n\t<a.scad>', ['a.scad']],
    ['import();', []],
    ['echo("import(x)");', []],
  ])('%s', (source, paths) => {
    const scan = scanSource(source);
    expect(scan.paths.map(({ path }) => path)).toEqual(paths);
    expect(scan.unseenAtLine).toBeNull();
  });
});

describe('names that are put together at run time', () => {
  it.each([
    'import(x);',
    'import(file = x);',
    'import(str("a", ".stl"));',
    'import("a" );import(true ? "/etc/passwd" : "b");',
    'import(convexity = 2, file = names[0]);',
    'import(2, file = x);',
    'import("a.stl" + x);',
    'import(("a.stl"));',
    'surface(file = (x));',
    'linear_extrude(file = x, height = 1);',
    'rotate_extrude(5, file = x);',
    'y = dxf_cross(file = x, layer = "a");',
    'import_stl(x);',
    'import\n\n/* */ (x);',
    'import(import = 1, file = x);',
    'import(let(a = "b") a);',
    'module m() { if (true) { import(x); } }',
    'v = [for (f = ["a", "b"]) import(f)];',
    'import(file = import(x));',
    'x = (import)("/home/me/secret.json");',
    'x = ((import))("a.json");',
    'x = (dxf_dim)(file = "/x.dxf");',
    'linear_extrude("/x" + y, height = 1);',
    'include </home/me/\tkeys.scad>',
    'include </home/me/\nkeys.scad>',
    'x = (import)\ninclude <b.scad>',
    // The rest is in the file that is included, or in the one that includes this one.
    'import(file = \ninclude <b.scad>',
    'import include <b.scad>',
    'import(',
    'import',
    'import("a.stl"',
  ])('%s', source => {
    expect(scanSource(source).unseenAtLine).not.toBeNull();
  });

  it('are told with the line of their call', () => {
    expect(scanSource('cube(1);\n\nimport(\n  x);\n').unseenAtLine).toBe(3);
  });
});

it('takes more files than can be listed for a name that cannot be seen', () => {
  const source = Array.from({ length: 6000 }, (_, at) => `use <${at}.scad>`).join('\n');
  expect(scanSource(source).unseenAtLine).not.toBeNull();
});

it('takes time linear in the length of nested calls and long lists', () => {
  const started = performance.now();
  scanSource(`import(file=${'['.repeat(20_000)}${']'.repeat(20_000)});${'import('.repeat(200_000)}`);
  scanSource(`import(convexity = 1, ${'1,'.repeat(200_000)} 1);`);
  expect(performance.now() - started).toBeLessThan(5000);
});
