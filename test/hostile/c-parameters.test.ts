import { expect, it } from 'vitest';
import { HANDSHAKE, spawnServer } from '../support/server.ts';
import { ARGUMENT_ROWS, CUSTOMIZER_ROWS } from './rows/customizer-rows.ts';
import type { HostileRow } from './rows/hostile-row.ts';
import { INJECTION_ROWS, VALUE_ROWS, wants } from './rows/value-rows.ts';
import { runRows } from './run-rows.ts';

/** Section C: values and names that are set from outside. */

/** As text arrives: an object literal would set the prototype. */
const withProto = (json: string) => JSON.parse(json);

const NAME_ROWS: readonly HostileRow[] = [
  {
    id: 36,
    title: '__proto__, which would be lost without a word',
    args: withProto('{"code": "cube(1);", "parameters": {"__proto__": {"polluted": 1}}}'),
    expected: 'INVALID_INPUT',
    message: /__proto__/,
  },
  {
    id: 36,
    title: '__proto__ within a value',
    args: withProto('{"code": "x = 0; cube(1);", "parameters": {"x": {"__proto__": {"polluted": 1}}}}'),
    expected: 'PARAMETER_INVALID',
  },
  ...['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', '__defineGetter__'].map(
    (name): HostileRow => ({
      id: 36,
      title: `${name}, a name like any other`,
      args: { code: `${name} = 1; cube(${name});`, parameters: { [name]: 3 } },
      expected: 'ok',
      check: ({ report }) => {
        expect(report.size.size).toEqual([3, 3, 3]);
        expect(report.diagnostics).toEqual([]);
      },
    }),
  ),
  {
    id: 36,
    title: 'constructor, where the model has no such name',
    args: { code: 'cube(1);', parameters: { constructor: 3 } },
    expected: 'ok',
    diagnostics: ['UNKNOWN_PARAMETER'],
  },
  {
    id: 39,
    title: 'a misspelled name',
    args: { code: 'width = 1; height = 2; cube([width, width, height]);', parameters: { widht: 5 } },
    expected: 'ok',
    check: ({ report }) => {
      expect(report.diagnostics).toMatchObject([{ code: 'UNKNOWN_PARAMETER', severity: 'warning' }]);
      expect(report.diagnostics[0].hint).toMatch(/width/);
    },
  },
  {
    id: 39,
    title: '257 names',
    args: {
      code: 'cube(1);',
      parameters: Object.fromEntries(Array.from({ length: 257 }, (_, index) => [`p${index}`, 1])),
    },
    expected: 'PARAMETER_INVALID',
    hint: /256/,
  },
  {
    id: 39,
    title: '256 names that nothing knows',
    args: {
      code: 'cube(1);',
      parameters: Object.fromEntries(Array.from({ length: 256 }, (_, index) => [`p${index}`, 1])),
    },
    expected: 'ok',
    diagnostics: ['UNKNOWN_PARAMETER'],
  },
];

/** A list in a list in a list, so many times. */
const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`);

const SHAPE_ROWS: readonly HostileRow[] = [
  ...(
    [
      ['a depth of 5', nested(5)],
      ['a depth of 100', nested(100)],
      ['a depth of 1,000', nested(1000)],
      ['a million numbers', new Array(1e6).fill(1)],
      ['100 times 100 texts of 100 characters', new Array(100).fill(new Array(100).fill('x'.repeat(100)))],
    ] as const
  ).map(
    ([title, x]): HostileRow => ({
      id: 37,
      title,
      args: { code: wants('true'), parameters: { x } },
      expected: 'PARAMETER_INVALID',
      maxMs: 4000,
    }),
  ),
  ...(
    [
      // The catalogue would make it undef. A model that is given undef breaks in places far from the cause.
      ['null', null],
      ['an object', { a: 1 }],
      ['null in a list', [1, null]],
      ['an object in a list', [[{}]]],
    ] as const
  ).map(
    ([title, x]): HostileRow => ({
      id: 38,
      title,
      args: { code: wants('true'), parameters: { x } },
      expected: 'PARAMETER_INVALID',
      hint: /Use a number, a string, true, false or a list/,
    }),
  ),
  {
    id: 38,
    title: 'true, a list of mixed kinds, and one that is empty',
    args: {
      code: 'a = false; b = 0; c = 1; assert(a == true && b == [1, "x", [false]] && c == []); cube(1);',
      parameters: { a: true, b: [1, 'x', [false]], c: [] },
    },
    expected: 'ok',
  },
  ...['a text', 3, null, [1]].map(
    (parameters): HostileRow => ({
      id: 38,
      title: `${JSON.stringify(parameters)} in place of all parameters`,
      args: { code: 'cube(1);', parameters },
      expected: 'INVALID_INPUT',
      message: /parameters/,
    }),
  ),
];

runRows({
  'code in values and names': INJECTION_ROWS,
  values: VALUE_ROWS,
  names: NAME_ROWS,
  'kinds of values': SHAPE_ROWS,
  customizer: CUSTOMIZER_ROWS,
  'options of OpenSCAD': ARGUMENT_ROWS,
});

/** Values that no client written in JavaScript sends. */
const RAW_VALUES = [
  { id: 35, title: '1e999', x: '1e999', answer: /PARAMETER_INVALID: Parameter x is not a finite number/ },
  { id: 35, title: '-1e999 in a list', x: '[1, -1e999]', answer: /Parameter x\[1\] is not a finite number/ },
  { id: 35, title: '-0', x: '-0', answer: /1 \/ x = -inf/ },
  { id: 35, title: '2^53 + 1, which is 2^53', x: '9007199254740993', answer: /x = 9\.0072e\+15/ },
  { id: 36, title: '__proto__ twice', x: '1, "__proto__": 2, "__proto__": 3', answer: /__proto__/ },
  {
    id: 37,
    title: 'a depth of 100,000',
    x: '['.repeat(100_000) + ']'.repeat(100_000),
    answer: /PARAMETER_INVALID: .*nested too deep/,
  },
];

it.each(RAW_VALUES)('$id: the value $title, byte by byte', async ({ x, answer }) => {
  const { child, send, stdout, finished } = spawnServer();
  for (const message of HANDSHAKE) send(message);
  const code = JSON.stringify('x = 1; echo(x = x); echo(str("1 / x = ", 1 / x)); cube(1);');
  const request =
    '{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "render_model", "arguments": ' +
    `{"code": ${code}, "parameters": {"x": ${x}}}}}`;
  child.stdin?.write(`${request}\n`);
  await expect.poll(stdout, { timeout: 20_000 }).toContain('"id":1');
  send({ jsonrpc: '2.0', id: 2, method: 'ping' });
  await expect.poll(stdout, { timeout: 5000 }).toContain('"id":2');
  child.stdin?.end();
  await finished;
  expect(stdout()).toMatch(answer);
});
