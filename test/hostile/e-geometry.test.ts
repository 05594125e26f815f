import { expect } from 'vitest';
import type { ToolResult } from '../support/server.ts';
import type { HostileRow, Outcome } from './rows/hostile-row.ts';
import { runRows } from './run-rows.ts';

/** Section E, first half: solids that are none, and numbers at the ends of what can be written. */

/** Every number that the answer tells of the model is one: JSON has null in the place of NaN and infinity. */
function expectNumbers({ report }: ToolResult): void {
  const told = ['size', 'mesh', 'outline', 'mass', 'parts', 'findings', 'orientations'];
  expect(findNulls(Object.fromEntries(told.map(name => [name, report[name]])), '')).toEqual([]);
}

/** Paths of all that is null, but for the genus, which a mesh that is not closed has none of. */
function findNulls(value: unknown, path: string): string[] {
  if (value === null) return path.endsWith('.genus') ? [] : [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => findNulls(inner, `${path}.${key}`));
}

const POINTS = '[[0, 0, 0], [10, 0, 0], [0, 10, 0], [0, 0, 10]]';
const TETRAHEDRON = '[[0, 1, 2], [0, 3, 1], [0, 2, 3], [1, 3, 2]]';

const INFINITE_ROWS: readonly HostileRow[] = [
  ...['cube(1e308);', 'translate([1e39, 0, 0]) cube(1);', 'square(1e308);'].map(
    (code): HostileRow => ({
      id: 65,
      title: `${code}, of which nothing is left`,
      args: { code },
      expected: 'EMPTY_GEOMETRY',
      hint: /not finite/,
      diagnostics: ['GEOMETRY_FAILED'],
    }),
  ),
  ...[
    'cube(1e39);',
    'cube(1 / 0);',
    'cube(0 / 0);',
    'cube([1, 1, -1]);',
    'cube(0);',
    'sphere(1e200);',
    'sphere(r = 1 / 0);',
    'cylinder(h = 1e300, r = 1);',
    'scale(1e200) cube(1e200);',
    'scale(0) cube(1);',
    'scale([1, 1, 0 / 0]) cube(1);',
    'translate([1 / 0, 0, 0]) cube(1);',
    'rotate(1e308) cube(1);',
    'rotate([0 / 0, 1 / 0, 0]) cube(1);',
    'multmatrix([[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]) cube(1);',
    'linear_extrude(1e308) square(1);',
    'linear_extrude(10, scale = 1 / 0) square(1);',
    'linear_extrude(10, twist = 1e308, slices = 3) square(1);',
    'rotate_extrude() translate([1e308, 0]) square(1);',
    'offset(1e308) square(1);',
    'offset(r = 0 / 0) square(1);',
    'circle(1 / 0);',
    'resize([1e308, 0, 0]) cube(1);',
    'hull() { cube(1); translate([1e200, 0, 0]) cube(1); }',
    'minkowski() { cube(1e200); cube(1e200); }',
    'difference() { cube(1); cube(1e300); }',
    'roof() square(1);',
    'sphere(1, $fn = 0 / 0);',
    'sphere(1, $fn = -5);',
    'sphere(1, $fa = 0, $fs = 0);',
    'sphere(1, $fa = 1e-9, $fs = 1e-9);',
  ].map(
    (code): HostileRow => ({
      id: 65,
      title: code,
      args: { code, timeout_s: 3 },
      expected: [
        'ok',
        'EMPTY_GEOMETRY',
        'SCAD_RUNTIME',
        'MEMORY_LIMIT',
        'OUTPUT_TOO_LARGE',
        'DEADLINE_EXCEEDED',
      ],
      check: expectNumbers,
    }),
  ),
];

/** Polyhedra that are no solids, and what the answer has to say of each. */
const POLYHEDRA: readonly (readonly [string, string, readonly Outcome[]])[] = [
  [
    'of NaN',
    `polyhedron([[0 / 0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], ${TETRAHEDRON});`,
    ['SCAD_RUNTIME', 'EMPTY_GEOMETRY', 'ok'],
  ],
  [
    'of infinity',
    `polyhedron([[1 / 0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], ${TETRAHEDRON});`,
    ['SCAD_RUNTIME', 'EMPTY_GEOMETRY', 'ok'],
  ],
  [
    'with a face of three equal corners',
    `polyhedron(${POINTS}, [[0, 0, 0]]);`,
    ['ok', 'EMPTY_GEOMETRY', 'SCAD_RUNTIME'],
  ],
  [
    'with an index out of range',
    `polyhedron(${POINTS}, [[0, 1, 99], [0, -1, 2]]);`,
    ['SCAD_RUNTIME', 'EMPTY_GEOMETRY', 'ok'],
  ],
  [
    'with faces that are no lists',
    `polyhedron(${POINTS}, [1, "a", undef]);`,
    ['EMPTY_GEOMETRY', 'SCAD_RUNTIME'],
  ],
  ['without anything', 'polyhedron([], []);', ['EMPTY_GEOMETRY']],
];

const UNSOUND: readonly (readonly [string, string, RegExp])[] = [
  ['open', `polyhedron(${POINTS}, [[0, 1, 2], [0, 3, 1], [0, 2, 3]]);`, /not watertight/],
  [
    'inside out',
    `polyhedron(${POINTS}, [[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]]);`,
    /inside out|volume -/,
  ],
  ['one triangle', `polyhedron(${POINTS}, [[0, 1, 2]]);`, /not watertight/],
  ['flat', `polyhedron([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]], ${TETRAHEDRON});`, /volume 0|empty/],
  [
    'twice the same face',
    `polyhedron(${POINTS}, [[0, 1, 2], [0, 1, 2], [0, 3, 1], [0, 2, 3], [1, 3, 2]]);`,
    /watertight/,
  ],
  [
    'points that are there twice',
    `polyhedron([each ${POINTS}, each ${POINTS}], [[0, 5, 2], [4, 3, 1], [0, 6, 3], [5, 3, 6]]);`,
    /watertight/,
  ],
  ['needles', `polyhedron([[0, 0, 0], [1e6, 1e-7, 0], [1e6, 0, 0], [0, 0, 1e-7]], ${TETRAHEDRON});`, /./],
];

const UNSOUND_ROWS: readonly HostileRow[] = [
  ...POLYHEDRA.map(
    ([title, code, expected]): HostileRow => ({
      id: 66,
      title: `a polyhedron ${title}`,
      args: { code },
      expected,
      check: expectNumbers,
    }),
  ),
  ...UNSOUND.flatMap(([title, code, message]): HostileRow[] => [
    {
      id: 67,
      title: `a mesh that is ${title}, drawn`,
      args: { code },
      expected: ['ok', 'EMPTY_GEOMETRY'],
      message,
      check: expectNumbers,
    },
    {
      id: 67,
      title: `a mesh that is ${title}, measured`,
      tool: 'measure_model',
      args: { code },
      expected: ['ok', 'EMPTY_GEOMETRY'],
      check: expectNumbers,
    },
    {
      id: 67,
      title: `a mesh that is ${title}, judged for print`,
      tool: 'check_model',
      args: { code, level: 'print' },
      expected: ['ok', 'EMPTY_GEOMETRY'],
      check: expectNumbers,
    },
  ]),
];

runRows({ 'numbers without bounds': INFINITE_ROWS, 'solids that are none': UNSOUND_ROWS });
