import { expect } from 'vitest';
import type { HostileRow } from './rows/hostile-row.ts';
import { runRows } from './run-rows.ts';

/** Section D: models that ask for all the time and memory there is. OpenSCAD has 512 MB here. */

/** What the process may hold at any moment: what OpenSCAD may have, and what two threads and their code take. */
const PEAK_MB = 1250;

/** What it may hold soon afterwards. */
const SETTLED_MB = 700;

const grow = (start: string, step: string, times: number) =>
  `function grow(v, n) = n == 0 ? v : grow(${step}, n - 1); echo(len(grow(${start}, ${times})));`;

const RECURSION_ROWS: readonly HostileRow[] = [
  {
    id: 44,
    title: 'endless tail recursion',
    args: { code: 'function f(n) = n < 0 ? 0 : f(n + 1); echo(f(0)); cube(1);' },
    expected: ['SCAD_RUNTIME', 'DEADLINE_EXCEEDED'],
  },
  {
    id: 44,
    title: 'endless evaluation',
    args: { code: 'function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(60)); cube(1);', timeout_s: 2 },
    expected: 'DEADLINE_EXCEEDED',
  },
  {
    id: 45,
    title: 'endless recursion of a function',
    args: { code: 'function f(x) = f(x) + 0; echo(f(1)); cube(1);' },
    expected: 'SCAD_RUNTIME',
    message: /recurs/i,
  },
  {
    id: 45,
    title: 'recursion of a function as deep as a native OpenSCAD takes it',
    args: { code: 'function f(n) = n == 0 ? 0 : 1 + f(n - 1); cube(f(6000));' },
    expected: 'ok',
    check: ({ report }) => expect(report.size.size).toEqual([6000, 6000, 6000]),
  },
  {
    id: 45,
    title: 'endless recursion of two functions, and of a literal',
    args: {
      code: 'function f(x) = 1 + g(x); function g(x) = 1 + f(x); h = function(x) 1 + h(x); echo(h(1), f(1));',
    },
    expected: 'SCAD_RUNTIME',
    message: /recurs/i,
  },
  {
    id: 46,
    title: 'endless recursion of a module',
    args: { code: 'module m() { m(); } m();' },
    expected: 'SCAD_RUNTIME',
    message: /recurs/i,
  },
  {
    id: 46,
    title: 'endless recursion of a module through its children',
    args: { code: 'module m() { translate([1, 0, 0]) { m() children(); m() children(); } } m() cube(1);' },
    expected: ['SCAD_RUNTIME', 'DEADLINE_EXCEEDED', 'MEMORY_LIMIT'],
  },
];

const LOOP_ROWS: readonly HostileRow[] = [
  {
    id: 47,
    title: 'an endless list comprehension',
    args: { code: 'a = [for (i = 0; true; i = i + 1) 1]; cube(1);' },
    expected: ['SCAD_RUNTIME', 'DEADLINE_EXCEEDED', 'MEMORY_LIMIT'],
    maxRssMb: PEAK_MB,
  },
  {
    id: 48,
    title: 'a range of 10^9',
    args: { code: 'for (i = [0 : 1e9]) cube(1);' },
    expected: 'EMPTY_GEOMETRY',
    diagnostics: ['BAD_RANGE'],
    hint: /range/,
  },
  ...['[0 : 0 : 5]', '[0 : 1e-12 : 1]', '[0 : -1 : 1 / 0]', '[0 : 1 / 0]', '[0 / 0 : 5]'].map(
    (range): HostileRow => ({
      id: 48,
      title: `the range ${range}`,
      args: { code: `for (i = ${range}) cube(1);` },
      expected: ['EMPTY_GEOMETRY', 'ok'],
      maxMs: 3000,
    }),
  ),
  {
    id: 57,
    title: 'a billion cubes',
    args: {
      code: 'for (i = [0 : 999], j = [0 : 999], k = [0 : 999]) translate([i, j, k]) cube(0.5);',
      timeout_s: 4,
    },
    expected: ['DEADLINE_EXCEEDED', 'MEMORY_LIMIT'],
    maxRssMb: PEAK_MB,
  },
];

const MEMORY_ROWS: readonly HostileRow[] = [
  {
    id: 49,
    title: 'a text that doubles',
    args: { code: grow('"abcd"', 'str(v, v)', 32), timeout_s: 4 },
    expected: ['MEMORY_LIMIT', 'DEADLINE_EXCEEDED'],
    maxRssMb: PEAK_MB,
  },
  {
    id: 50,
    title: 'a list that doubles',
    args: { code: grow('[1]', '[for (x = v) each [x, x]]', 40), timeout_s: 4 },
    expected: ['MEMORY_LIMIT', 'DEADLINE_EXCEEDED'],
    maxRssMb: PEAK_MB,
  },
  {
    id: 50,
    title: 'a list that doubles by concat()',
    args: { code: grow('[1]', 'concat(v, v)', 40), timeout_s: 4 },
    // OpenSCAD joins lists without a copy, so that one of 2^40 elements takes no room; the model is empty.
    expected: ['EMPTY_GEOMETRY', 'MEMORY_LIMIT', 'DEADLINE_EXCEEDED'],
    maxRssMb: PEAK_MB,
  },
  {
    id: 51,
    title: 'rands() of 2 · 10^8 numbers',
    args: { code: 'a = rands(0, 1, 2e8); echo(len(a));' },
    expected: 'MEMORY_LIMIT',
    maxRssMb: PEAK_MB,
  },
  {
    id: 51,
    title: 'rands() of a count that is no number of things',
    args: {
      code: 'echo(rands(0, 1, 1e300), rands(0, 1, -5), rands(0, 1, 0 / 0), rands(1 / 0, 0, 3)); cube(1);',
    },
    expected: ['ok', 'MEMORY_LIMIT', 'SCAD_RUNTIME', 'DEADLINE_EXCEEDED'],
    maxRssMb: PEAK_MB,
  },
  {
    id: 52,
    title: 'a sphere of 10^6 facets around',
    args: { code: 'sphere(10, $fn = 1e6);' },
    expected: 'MEMORY_LIMIT',
    maxRssMb: PEAK_MB,
  },
  {
    id: 53,
    title: 'a sphere of 3,000 facets around',
    args: { code: 'sphere(10, $fn = 3000);' },
    expected: ['MEMORY_LIMIT', 'OUTPUT_TOO_LARGE', 'DEADLINE_EXCEEDED'],
    maxRssMb: PEAK_MB,
  },
  {
    id: 54,
    title: 'an extrusion of 300,000 slices',
    args: { code: 'linear_extrude(10, twist = 3600, slices = 3e5) circle(5, $fn = 64);' },
    expected: ['MEMORY_LIMIT', 'OUTPUT_TOO_LARGE', 'DEADLINE_EXCEEDED'],
    maxRssMb: PEAK_MB,
  },
];

const GEOMETRY_ROWS: readonly HostileRow[] = [
  {
    id: 55,
    title: '10,000 cubes in one place',
    args: { code: 'for (i = [1 : 10000]) cube(10);', timeout_s: 5 },
    expected: ['ok', 'DEADLINE_EXCEEDED'],
    maxRssMb: PEAK_MB,
  },
  {
    id: 56,
    title: '100,000 cubes',
    args: { code: 'for (i = [1 : 1e5]) translate([i * 0.5, i % 7, i % 11]) cube(1);', timeout_s: 5 },
    expected: ['DEADLINE_EXCEEDED', 'MEMORY_LIMIT'],
    maxRssMb: PEAK_MB,
  },
  {
    id: 58,
    title: 'a Minkowski sum of two concave solids',
    args: {
      code: 'minkowski() { difference() { sphere(10, $fn = 90); cube(10); } difference() { sphere(5, $fn = 90); cube(5); } }',
      timeout_s: 4,
    },
    expected: ['DEADLINE_EXCEEDED', 'MEMORY_LIMIT'],
    maxRssMb: PEAK_MB,
  },
  {
    id: 58,
    title: 'a Minkowski sum of two spheres of 200 facets around',
    args: { code: 'minkowski() { sphere(10, $fn = 200); sphere(5, $fn = 200); }', timeout_s: 5 },
    expected: ['ok', 'DEADLINE_EXCEEDED', 'MEMORY_LIMIT'],
    maxRssMb: PEAK_MB,
  },
  {
    id: 59,
    title: 'a hull of 20,000 cubes',
    args: { code: 'hull() for (i = [1 : 20000]) translate(rands(0, 100, 3, i)) cube(1);', timeout_s: 5 },
    // Hulls are computed here, which takes a second instead of minutes.
    expected: ['ok', 'DEADLINE_EXCEEDED'],
    maxRssMb: PEAK_MB,
  },
  {
    id: 60,
    title: 'a sphere of 1,000 facets around, which is written in binary',
    args: { code: 'sphere(10, $fn = 1000);', timeout_s: 30 },
    expected: 'ok',
    check: ({ report }) => expect(report.mesh.triangles).toBeGreaterThan(900_000),
  },
  {
    id: 60,
    title: 'a sphere of 1,200 facets around, which is more than a run may write',
    args: { code: 'sphere(10, $fn = 1200);', timeout_s: 30 },
    expected: 'OUTPUT_TOO_LARGE',
    maxRssMb: PEAK_MB,
  },
  {
    id: 61,
    title: '5,000 unions in one another, by a module',
    args: { code: 'module m(n) union() { cube(n); if (n > 1) m(n - 1); } m(5000);' },
    // A level of modules takes 100 kB of OpenSCAD's memory, so that the cap of 512 MB may come first.
    expected: ['ok', 'SCAD_RUNTIME', 'MEMORY_LIMIT', 'DEADLINE_EXCEEDED'],
  },
  {
    id: 61,
    title: '5,000 unions in one another, as text',
    args: { code: `${'union() { cube(1); '.repeat(5000)}${'}'.repeat(5000)}` },
    expected: ['ok', 'SCAD_RUNTIME', 'SCAD_SYNTAX'],
  },
  {
    id: 61,
    title: '5,000 differences and hulls in one another',
    args: { code: `${'difference() { hull() '.repeat(5000)} cube(1);${'}'.repeat(5000)}` },
    expected: ['ok', 'SCAD_RUNTIME', 'SCAD_SYNTAX', 'DEADLINE_EXCEEDED'],
  },
];

runRows(
  {
    recursion: RECURSION_ROWS,
    loops: LOOP_ROWS,
    memory: MEMORY_ROWS,
    geometry: GEOMETRY_ROWS,
  },
  { settledRssMb: SETTLED_MB },
);
