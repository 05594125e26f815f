import { expect } from 'vitest';
import type { HostileRow } from './hostile-row.ts';

/** A model that is right only when `x` has the value that JSON says. */
export const wants = (condition: string) => `x = 0; assert(${condition}); cube(1);`;

/** Code where a value or a name belongs. */
export const INJECTION_ROWS: readonly HostileRow[] = [
  {
    id: 32,
    title: 'code in a text',
    args: {
      code: 'label = ""; echo(label); cube(len(label));',
      parameters: { label: 'a";echo("INJECTED");y="b' },
    },
    expected: 'ok',
    check: ({ report }) => {
      expect(report.size.size).toEqual([24, 24, 24]);
      expect(report.diagnostics).toHaveLength(1);
      expect(report.diagnostics[0].message).toContain('a";echo("INJECTED");y="b');
    },
  },
  ...[
    '"',
    '\\',
    '\\"; sphere(9); a="',
    '*/ sphere(9); /*',
    '// sphere(9);',
    '\n sphere(9);',
    '`$(x)`',
    '%s%n',
  ].map(
    (x): HostileRow => ({
      id: 32,
      title: `the text ${JSON.stringify(x)}`,
      args: {
        code: wants(`[for (c = x) ord(c)] == ${JSON.stringify([...x].map(letter => letter.codePointAt(0)))}`),
        parameters: { x },
      },
      expected: 'ok',
      check: ({ report }) => expect(report.size.size).toEqual([1, 1, 1]),
    }),
  ),
  ...[
    'x=1;sphere(5)',
    'x y',
    '',
    '1x',
    '$',
    '$1',
    'é',
    'x\n',
    'x;',
    'x[0]',
    'true',
    'module',
    'x'.repeat(100_000),
    'x\u200b',
    '\u202ex',
  ].map(
    (name): HostileRow => ({
      id: 33,
      title: `the name ${JSON.stringify(name).slice(0, 30)}`,
      args: { code: 'x = 0; cube(1);', parameters: { [name]: 1 } },
      expected: 'PARAMETER_INVALID',
      maxMs: 2000,
    }),
  ),
];

/** What every character has to survive: quotes, escapes, line ends, controls, the private and the astral. */
const LETTERS = '"\\\n\t\r\u2028\u2029\u0001\u007f\u0085\ufeff\u00e9\ue000\ufffd\u{1f600}\'`$;/*';
/** Values that have to arrive as they are, or not at all. */
export const VALUE_ROWS: readonly HostileRow[] = [
  {
    id: 34,
    title: 'every kind of character, as it was given',
    args: {
      code: wants(
        `[for (c = x) ord(c)] == ${JSON.stringify([...LETTERS].map(letter => letter.codePointAt(0)))}`,
      ),
      parameters: { x: LETTERS },
    },
    expected: 'ok',
  },
  {
    id: 34,
    title: 'a NUL',
    args: { code: wants('true'), parameters: { x: 'a\0b' } },
    expected: 'PARAMETER_INVALID',
    message: /NUL/,
  },
  {
    id: 34,
    title: 'half of a surrogate pair',
    args: { code: wants('true'), parameters: { x: 'a\ud800' } },
    expected: 'PARAMETER_INVALID',
    message: /surrogate/,
  },
  {
    id: 34,
    title: 'a text of 5,000 characters',
    args: { code: wants('true'), parameters: { x: 'a'.repeat(5000) } },
    expected: 'PARAMETER_INVALID',
    message: /5000 characters/,
  },
  ...(
    [
      [2 ** 53 + 2, 'x == 9007199254740994'],
      [-(2 ** 60), 'x == -pow(2, 60)'],
      [1e308, 'x == 1e308'],
      [2 ** -1022, 'x > 0 && x < 1e-307'],
      [0.1 + 0.2, 'x != 0.3'],
    ] as const
  ).map(
    ([x, condition]): HostileRow => ({
      id: 35,
      title: `the number ${x}`,
      args: { code: wants(condition), parameters: { x } },
      expected: 'ok',
    }),
  ),
  ...['NaN', 'Infinity', '-Infinity', 'undef', '1e999', 'nan', 'inf'].map(
    (x): HostileRow => ({
      id: 35,
      title: `the text ${x}, which stays a text`,
      args: { code: wants(`is_string(x) && x == "${x}"`), parameters: { x } },
      expected: 'ok',
      diagnostics: ['BAD_ARGUMENT'],
    }),
  ),
  {
    id: 35,
    title: 'a number that OpenSCAD cannot read',
    args: { code: wants('true'), parameters: { x: 5e-324 } },
    expected: 'PARAMETER_INVALID',
    message: /too close to zero/,
  },
];
