import { expect } from 'vitest';
import type { HostileRow } from './hostile-row.ts';

const RANGED =
  'width = 5; // [1:10]\nsize = "S"; // [S, M, L]\nname = "a"; // 3\non = true;\nv = [1, 2];\ncube(1);';

/** Values of another type than the parameter has. */
const OTHER_TYPES: readonly object[] = [
  { width: 'wide' },
  { width: [1] },
  { on: 'yes' },
  { v: [1, 2, 3] },
  { v: 'x' },
];

/** Values and presets that the customizer does not offer. */
export const CUSTOMIZER_ROWS: readonly HostileRow[] = [
  ...[{ width: 11 }, { width: -1e308 }, { size: 'XL' }, { size: 3 }, { name: 'abcd' }, ...OTHER_TYPES].map(
    (parameters): HostileRow => ({
      id: 40,
      title: `what the customizer does not offer: ${JSON.stringify(parameters)}`,
      args: { code: RANGED, parameters },
      expected: 'ok',
      diagnostics: [OTHER_TYPES.includes(parameters) ? 'BAD_ARGUMENT' : 'PARAMETER_RANGE'],
    }),
  ),
  ...(
    [
      ['half a file', '{"parameterSets": {'],
      ['nothing', ''],
      ['no sets', '{"fileFormatVersion": "1"}'],
      ['a list', '[]'],
      ['null', '{"parameterSets": null}'],
      ['a set that is a number', '{"parameterSets": {"a": 5}}'],
      ['a depth of 100,000', `{"parameterSets": ${'['.repeat(100_000)}`],
      ['other sets', '{"parameterSets": {"b": {"width": "3"}, "__proto__": {"width": "4"}}}'],
    ] as const
  ).map(
    ([title, content]): HostileRow => ({
      id: 41,
      title: `a file of presets with ${title}`,
      args: { code: RANGED, files: { 'main.json': content }, preset: 'a' },
      expected: 'PARAMETER_INVALID',
      message: /main\.json|preset/,
    }),
  ),
  ...['__proto__', 'constructor', ''].map(
    (preset): HostileRow => ({
      id: 41,
      title: `a preset called ${JSON.stringify(preset)} that is not there`,
      args: { code: RANGED, files: { 'main.json': '{"parameterSets": {"a": {}}}' }, preset },
      expected: 'PARAMETER_INVALID',
    }),
  ),
  {
    id: 41,
    title: 'a preset that sets what no model can be given',
    args: {
      code: RANGED,
      files: { 'main.json': '{"parameterSets": {"a": {"width": "1; sphere(9)", "x;y": "1", "v": [null]}}}' },
      preset: 'a',
    },
    expected: ['ok', 'PARAMETER_INVALID'],
    never: /18 × 18/,
  },
];

/** Names that look like options, and options that there are not. */
export const ARGUMENT_ROWS: readonly HostileRow[] = [
  ...['-D', '--enable=all', '-o/etc/x'].map(
    (name): HostileRow => ({
      id: 42,
      title: `a parameter called ${name}`,
      args: { code: 'cube(1);', parameters: { [name]: 1 } },
      expected: 'PARAMETER_INVALID',
    }),
  ),
  ...['-o.scad', '--help.scad', '-D/x.scad', '--enable=all.scad', '@args.scad'].map(
    (name): HostileRow => ({
      id: 42,
      title: `a file called ${name}, which is a file`,
      args: { code: `use <${name}>\npart();`, files: { [name]: 'module part() cube(3);' } },
      expected: 'ok',
      check: ({ report }) => expect(report.size.size).toEqual([3, 3, 3]),
    }),
  ),
  ...['-o/etc/x', '--help', '-', '-o.scad'].map(
    (path): HostileRow => ({
      id: 42,
      title: `the path ${path}`,
      args: { path },
      expected: ['PATH_REJECTED', 'INVALID_INPUT'],
    }),
  ),
  ...['args', 'extra_args', 'argv', 'openscad_args', 'options', 'enable', 'o', 'D', 'backend', 'env'].map(
    (argument): HostileRow => ({
      id: 43,
      title: `an argument ${argument}, which there is not`,
      args: { code: 'cube(1);', [argument]: ['-o', '/etc/x.stl'] },
      expected: 'INVALID_INPUT',
      message: /takes code, files, path/,
    }),
  ),
];
