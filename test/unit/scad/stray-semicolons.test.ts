import { expect, test } from 'vitest';
import { warnOfStraySemicolons } from '../../../src/scad/stray-semicolons.ts';

const linesOf = (source: string) =>
  warnOfStraySemicolons([{ path: 'main.scad', bytes: new TextEncoder().encode(source), isSource: true }]).map(
    ({ line }) => line,
  );

test.each([
  ['translate([1, 2, 3]); cube(1);', [1]],
  ['cube(1);\nrotate(45)\n  translate([1, 0, 0]);\nsphere(2);', [3]],
  ['module a() { color("red"); cube(1); }', [1]],
  ['if (x) mirror([1, 0, 0]); else #scale(2);', [1, 1]],
  ['for (i = [0:3]) translate([i, f(i), 0]);', [1]],
  ['include <BOSL2/std.scad>\ntranslate([1, 2, 3]);', [2]],
])('%j', (source, lines) => {
  expect(linesOf(source)).toEqual(lines);
});

test.each([
  'translate([1, 2, 3]) cube(1);',
  'translate([1, 2, 3]) { cube(1); }',
  'x = scale(2);',
  'x = let(a = 1) scale(a);',
  'function f(a) = scale(a);',
  'x = 3 * scale(2);',
  'x = !scale(2);',
  'x = a ? b : rotate(2);',
  'x = [for (a = [1]) scale(a)];',
  '// translate([1, 2, 3]);\ns = "translate(1);";',
])('nothing is wrong with %j', source => {
  expect(linesOf(source)).toEqual([]);
});
