import { describe, expect, test } from 'vitest';
import { parseLog } from '../../../src/scad/diagnostics.ts';

/** The hint for the first of some messages about a model. */
function hint(message: string, main: string, others: Record<string, string> = {}): string {
  const sources = new Map(Object.entries({ 'main.scad': main, ...others }));
  return parseLog([message], { root: '/model/', sources })[0].hint ?? '';
}

const at = (line: number) => ` in file /model/main.scad, line ${line}`;

describe('syntax errors', () => {
  test.each([
    ['a = 3\nb = 4;', 2, 'Line 1 probably lacks a ;'],
    ['cube(3)\n// comment\n\nx = 3;', 4, 'Line 1 probably lacks a ;'],
    ['union() {\n  cube(1)\n}', 3, 'lacks its ; (line 2)'],
    ['module a() { cube() }\na();', 1, 'before the } on line 1'],
    ['cube([1, 2, 3);', 1, 'The [ opened on line 1 is closed by ) on line 1.'],
    ['cube();\n}', 2, 'Line 2 has a } that nothing opened.'],
    ['module m() {\n  cube();\n', 4, 'The { opened on line 1 is never closed.'],
    ['x = “abc”;', 1, 'U+201C'],
    ["x = 'abc';", 1, 'double quotes'],
    ['for (i = 0; i < 3; i++) cube();', 1, 'no ++'],
    ['x += 1;', 1, 'no +='],
    ['if (a and b) cube();', 1, '&&'],
    ['function f(x) { return x; }', 1, 'without return'],
    ['x = if (a) 1;', 1, '?:'],
    ['x = "abc;\ny = 3;\nz = "q";', 3, 'begins on line 1 ends only on line 3'],
    ['cube(3)', 1, 'The last statement of the file, on line 1, lacks its ;'],
    ['sphere(1);\ncube(3)\n\n\n', 5, 'on line 2, lacks its ;'],
    ['cube(3)\n// the end\n/* of\nit */\n', 5, 'on line 1, lacks its ;'],
    ['x = 5;\ny=6\n', 3, 'on line 2, lacks its ;'],
    ['cube(1 2);', 1, 'where it stopped reading'],
    ['translate([1, 2, 3])\n  cube(1 2);', 2, 'where it stopped reading'],
  ])('%j', (source, line, expected) => {
    expect(hint(`ERROR: Parser error: syntax error${at(line)}`, source)).toContain(expected);
  });

  test.each([
    ['Unterminated comment', 'cube();\n/* open\ncube();', 'on line 2 is never closed with */'],
    ['Unterminated string', 'x = "open\ncube();', 'begins on line 1 has no closing quote'],
    ['Unterminated include statement', 'include <a.scad\ncube();', 'include on line 1 has no closing >'],
    ['memory exhausted', 'cube();', 'nests'],
  ])('%s', (problem, source, expected) => {
    expect(hint(`ERROR: Parser error: ${problem}${at(9)}`, source)).toContain(expected);
  });

  test('without the source there is still a hint', () => {
    expect(hint('ERROR: Parser error: syntax error in file /model/other.scad, line 1', '')).not.toBe('');
  });
});

describe('unknown names', () => {
  const own = 'module bracket(width, height = 3) { inner = 1; }\nfunction area(w) = w;\nthickness = 2;';

  test.each([
    ["module 'translat'", 'translate'],
    ["module 'brackt'", 'Did you mean bracket?'],
    ["module 'area'", 'is a function'],
    ["module 'len'", 'is a function'],
    ["module 'import_stl'", 'import("file.stl")'],
    ["module 'roof'", 'not enabled'],
    ["module 'qqqqqq'", 'Define module qqqqqq'],
    ["function 'lenght'", 'Define function lenght'],
    ["function 'length'", 'len()'],
    ["function 'aera'", 'Did you mean area?'],
    ["function 'bracket'", 'is a module'],
    ["function 'thickness'", 'is a variable'],
    ["function 'object'", 'not enabled'],
    ['variable "thicknes"', 'Did you mean thickness?'],
    ['variable "widht"', 'Did you mean width?'],
    ['variable "inner"', 'inside the block or module of line 1'],
    ['variable "area"', 'call it as area(…)'],
    ['variable "pi"', 'Use PI.'],
    ['variable "shared"', 'is assigned in lib.scad'],
    ['variable "qqqqqq"', 'Assign qqqqqq'],
  ])('%s', (name, expected) => {
    const message = `WARNING: Ignoring unknown ${name}${at(1)}`;
    expect(hint(message, own, { 'lib.scad': 'shared = 1;' })).toContain(expected);
  });

  test.each([
    ['cube(sise = 3);', 'sise', 'cube() takes size, center. Did you mean size?'],
    [`bracket(wdith = 3);\n${own}`, 'wdith', 'bracket() takes width, height. Did you mean width?'],
    ['union(foo = 1);', 'foo', 'union() takes no named parameters.'],
  ])('the parameters of the call are listed: %j', (source, name, expected) => {
    expect(hint(`WARNING: variable "${name}" not specified as parameter${at(1)}`, source)).toBe(expected);
  });
});

describe('other messages', () => {
  test.each([
    ["WARNING: Can't open library 'b.scad'.", 'Did you mean lib/b.scad?'],
    ["WARNING: Can't open import file '/model/a.stl', import() at line 1", '`files`'],
    ["WARNING: Could not read file '/model/a.3mf', import() at line 1: x", 'convert the file to STL'],
    ['WARNING: Mixing 2D and 3D objects is not supported', 'linear_extrude'],
    ['WARNING: Ignoring 3D child object for 2D operation', 'takes 2D shapes'],
    ['WARNING: module cube() does not support child modules', 'A ; is probably missing'],
    ['WARNING: undefined operation (number * undefined)', 'One side is undef'],
    ['WARNING: undefined operation (string + number)', 'str(a, b)'],
    ["WARNING: Experimental builtin module 'roof' is not enabled", 'not enabled here'],
    ['WARNING: Unable to parse color "x"', 'CSS name'],
    ["ERROR: Recursion detected calling function 'f'", 'condition that stops'],
  ])('%s', (message, expected) => {
    expect(hint(message, 'cube();', { 'lib/b.scad': '' })).toContain(expected);
  });

  test('an echo needs no hint', () => {
    expect(hint("ECHO: Ignoring unknown module 'translat'", '')).toBe('');
  });
});

test('thousands of names and messages cost little', () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `module part_${index}(width_${index} = 3) {}`);
  const lines = Array.from(
    { length: 300 },
    (_, index) => `WARNING: Ignoring unknown variable "widht_x${index}"${at(1)}`,
  );
  const start = performance.now();
  parseLog(lines, { root: '/model/', sources: new Map([['main.scad', names.join('\n')]]) });
  // Measured: 0.4 s on a busy machine; without bounds on the comparisons it was 10 s.
  expect(performance.now() - start).toBeLessThan(3000);
});

test('a file that includes itself, be it through others', () => {
  const others = { 'lib/a.scad': 'include <b.scad>', 'lib/b.scad': 'include <a.scad>' };
  const missing = "WARNING: Can't open include file 'a.scad'. in file /model/lib/b.scad, line 1";
  expect(hint(missing, 'include <lib/a.scad>', others)).toMatch(/closes the circle/);
  const elsewhere = "WARNING: Can't open include file 'a.scad'. in file /model/main.scad, line 1";
  expect(hint(elsewhere, 'include <a.scad>', others)).toMatch(/Did you mean lib\/a\.scad/);
});
