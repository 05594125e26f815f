import { expect, test } from 'vitest';
import { parseStatements } from '../../../../src/scad/fold/parse-statements.ts';
import { isConstant, type Occurrence } from '../../../../src/scad/fold/syntax.ts';
import { UnexpectedToken } from '../../../../src/scad/fold/token-cursor.ts';

/**
 * The names a statement uses from outside, but for the one it defines: kind and name, and `?` when it may be
 * local. A call comes after its arguments.
 */
function namesIn(source: string): string[] {
  const [{ occurrences, nameStart }] = parseStatements(source);
  const show = ({ kind, name, maybeLocal }: Occurrence) => `${kind} ${name}${maybeLocal ? '?' : ''}`;
  return occurrences.filter(({ start }) => start !== nameStart).map(show);
}

test('a file is split into its top-level statements', () => {
  const source = [
    'include <a.scad>; // the semicolon belongs to it',
    'use <b c.scad>',
    'x = "module f() { include <no.scad> }"; /* y = 3; */',
    'function f(a, b = [1, 2]) = a ? b : let(c = 3) c;',
    'module m() { module inner() { cube(); } if (x) inner(); else { sphere(); } }',
    '{ z = 1; }',
    '%translate([1, 2]) { cube(); y = 2; };',
    'if (x) cube(); else if (z) m(); else for (i = [0:3]) m();',
  ].join('\n');
  const found = parseStatements(source).map(({ kind, name, line }) => `${line} ${kind} ${name}`.trim());
  expect(found).toEqual([
    '1 include a.scad',
    '2 use b c.scad',
    '3 assignment x',
    '4 function f',
    '5 module m',
    '6 brace',
    '6 assignment z',
    '6 brace',
    '7 action',
    '8 action',
  ]);
  const [include] = parseStatements(source);
  expect(source.slice(include.start, include.end)).toBe('include <a.scad>;');
});

test('parameters and variables of let and for are not names from outside, defaults and values are', () => {
  expect(namesIn('module m(a, b = a, c = d) { cube([a, b, e]); }')).toEqual([
    'variable a',
    'variable d',
    'variable e',
    'module cube',
  ]);
  expect(namesIn('x = let(a = a, b = a) a + b + c;')).toEqual(['variable a', 'variable c']);
  expect(namesIn('x = [for (i = n, j = [0:i]) if (j > k) each f(i)];')).toEqual([
    'variable n',
    'variable k',
    'function f',
  ]);
  expect(namesIn('x = [for (i = 0, j = 1; i < n; i = i + 1, j = j * q) j];')).toEqual([
    'variable n',
    'variable q',
  ]);
  expect(namesIn('x = function(a, b = c) a + b + d;')).toEqual(['variable c', 'variable d']);
  expect(namesIn('x = c ? let(a = 1) a : a;')).toEqual(['variable c', 'variable a']);
  expect(namesIn('for (i = n) let(j = i) m(i, j, k);')).toEqual(['variable n', 'variable k', 'module m']);
  expect(namesIn('assign(a = 1, b = a) m(a, b);')).toEqual(['variable a', 'module m']);
});

test('names of arguments and members are not names', () => {
  expect(namesIn('m(size = a.x, center = b[c].y);')).toEqual([
    'variable a',
    'variable b',
    'variable c',
    'module m',
  ]);
});

test('an assignment in a block sees what was assigned before it, the rest sees all', () => {
  const block = 'module m() { cube(a); b = a; a = 2; c = a; sphere(c); }';
  expect(namesIn(block)).toEqual(['module cube', 'variable a', 'module sphere']);
  // A variable that is assigned again has its last value from the start.
  expect(namesIn('module m() { a = 1; a = a + 1; }')).toEqual(['variable a']);
});

test('what only a run can tell is marked', () => {
  expect(namesIn('module m(f) { cube(f(1)); }')).toEqual(['function f?', 'module cube']);
  const early = 'module m() { b = f(); a = 2; function f() = a; }';
  expect(namesIn(early)).toEqual(['variable a?']);
  const late = 'module m() { a = 2; b = f(); function f() = a; }';
  expect(namesIn(late)).toEqual([]);
  expect(namesIn('module m() { f = function() a; a = 1; }')).toEqual(['variable a?']);
});

test('special variables are kept apart', () => {
  const [{ specialsRead, specialsBound, occurrences }] = parseStatements('m($fn = $fa) let($q = 1) n($r);');
  expect([...specialsRead]).toEqual(['$fa', '$r']);
  expect([...specialsBound]).toEqual(['$fn', '$q']);
  const inner = occurrences.find(({ name }) => name === 'n');
  expect(inner?.around).toMatchObject({
    outer: { specials: ['$q'], outer: { callee: 'm', specials: ['$fn'] } },
  });
});

test('values without names are constant', () => {
  const constant = (source: string) => isConstant(parseStatements(source)[0]);
  expect(constant('a = [1, "x{", -true, [2:3]];')).toBe(true);
  expect(constant('a = b;')).toBe(false);
  expect(constant('a = $fn;')).toBe(false);
  expect(constant('a = max(1, 2);')).toBe(false);
});

test('code that OpenSCAD refuses is refused with its line, at any depth', () => {
  const lineOf = (source: string) => {
    try {
      parseStatements(source);
    } catch (thrown) {
      if (thrown instanceof UnexpectedToken) return thrown.token.line;
      throw thrown;
    }
    return null;
  };
  expect(lineOf('a = 1;\nb = ;')).toBe(2);
  expect(lineOf('module m() {\ncube();')).toBe(2);
  expect(lineOf('x = "open')).toBe(1);
  expect(lineOf('cube() cube')).toBe(1);
  expect(lineOf(`x = ${'('.repeat(100_000)}`)).toBe(1);
  expect(lineOf('union() {'.repeat(100_000))).toBe(1);
  expect(lineOf(`x = ${'a ? b : '.repeat(20_000)}1; if (a) m(); ${'else if (b) m();'.repeat(20_000)}`)).toBe(
    null,
  );
});
