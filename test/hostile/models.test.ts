import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectedClient, startServer } from '../support/server.ts';
import { expectWell } from '../support/well.ts';

/** Deadline given to every attack, in seconds. */
const TIMEOUT_S = 4;

interface Attack {
  readonly name: string;
  readonly code: string;
  readonly files?: Record<string, string>;
  readonly parameters?: Record<string, unknown>;
  /** Where the usual deadline is too short to get to the point. */
  readonly timeout_s?: number;
  /** Error codes of which one must come back. */
  readonly codes: readonly string[];
  readonly message?: RegExp;
}

const listDoubling =
  'function grow(v, n) = n == 0 ? v : grow([for (x = v) each [x, x]], n - 1); echo(len(grow([1], 40)));';

const textDoubling =
  'function grow(v, n) = n == 0 ? v : grow(str(v, v), n - 1); echo(len(grow("abcd", 32)));';

const ATTACKS: readonly Attack[] = [
  {
    name: 'endless tail recursion',
    code: 'function f(n) = n < 0 ? 0 : f(n + 1); echo(f(0)); cube(1);',
    codes: ['SCAD_RUNTIME', 'DEADLINE_EXCEEDED'],
  },
  {
    name: 'endless evaluation',
    code: 'function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(60)); cube(1);',
    codes: ['DEADLINE_EXCEEDED'],
  },
  {
    name: 'concave minkowski',
    code: 'minkowski() { difference() { sphere(10, $fn = 90); cube(10); } difference() { sphere(5, $fn = 90); cube(5); } }',
    codes: ['DEADLINE_EXCEEDED', 'MEMORY_LIMIT'],
  },
  { name: 'list doubling', code: listDoubling, codes: ['MEMORY_LIMIT', 'DEADLINE_EXCEEDED'] },
  {
    name: 'string doubling',
    code: textDoubling,
    codes: ['MEMORY_LIMIT', 'DEADLINE_EXCEEDED'],
  },
  { name: 'huge rands()', code: 'a = rands(0, 1, 2e8); echo(len(a));', codes: ['MEMORY_LIMIT'] },
  {
    name: 'a sphere of too many facets',
    code: 'sphere(10, $fn = 20000);',
    codes: ['MEMORY_LIMIT', 'OUTPUT_TOO_LARGE', 'DEADLINE_EXCEEDED'],
  },
  {
    name: 'more output than allowed',
    code: 'sphere(10, $fn = 1200);',
    timeout_s: 30,
    codes: ['OUTPUT_TOO_LARGE'],
  },
  {
    name: 'function recursion',
    code: 'function f(x) = f(x) + 0; echo(f(1)); cube(1);',
    codes: ['SCAD_RUNTIME'],
    message: /recurs/i,
  },
  { name: 'module recursion', code: 'module m() { m(); } m();', codes: ['SCAD_RUNTIME'], message: /recurs/i },
  {
    name: 'deep nesting',
    code: `a = ${'('.repeat(100_000)}1${')'.repeat(100_000)};`,
    codes: ['SCAD_SYNTAX'],
  },
  {
    name: 'a failed assert',
    code: 'width = 3;\nassert(width > 5, "too narrow");\ncube(width);',
    codes: ['SCAD_RUNTIME'],
    message: /line 2.*too narrow/,
  },
  { name: 'a syntax error', code: 'cube(10);\nsphere(5', codes: ['SCAD_SYNTAX'], message: /line 2/ },
  { name: 'nothing at all', code: '// only a comment', codes: ['EMPTY_GEOMETRY'] },
  {
    name: 'an include of a host file',
    code: 'include </etc/passwd>\ncube(1);',
    codes: ['PATH_REJECTED'],
    message: /line 1/,
  },
  {
    name: 'an include out of the model',
    code: 'use <../../../../etc/passwd>\ncube(1);',
    codes: ['PATH_REJECTED'],
  },
  {
    name: 'an import of a host file under a computed name',
    code: 'import(str("/etc", "/passwd"));',
    codes: ['SCAD_RUNTIME', 'EMPTY_GEOMETRY'],
  },
  {
    name: 'a surface() of a device under a computed name',
    code: 'surface(file = str("/dev/", "urandom"));',
    codes: ['SCAD_RUNTIME', 'EMPTY_GEOMETRY'],
  },
  {
    name: 'a file that includes itself through another',
    code: 'include <a.scad>\ncube(1);',
    files: { 'a.scad': 'include <b.scad>', 'b.scad': 'include <a.scad>' },
    codes: ['SCAD_RUNTIME'],
  },
  {
    name: 'injection through a parameter name',
    code: 'x = 0; cube(1);',
    parameters: { 'x=1;sphere(5)': 1 },
    codes: ['PARAMETER_INVALID'],
  },
  {
    name: 'a NUL in the source',
    code: 'cube(1);\n\0sphere(2);',
    codes: ['INVALID_INPUT'],
    message: /line 2/,
  },
  {
    name: 'a file name that climbs',
    code: 'cube(1);',
    files: { '../x.scad': 'cube(1);' },
    codes: ['PATH_REJECTED'],
  },
  {
    name: 'a missing file',
    code: 'include <nowhere.scad>\ncube(1);',
    codes: ['SCAD_RUNTIME'],
    message: /nowhere\.scad/,
  },
];

describe('hostile models', () => {
  let server: ConnectedClient;
  beforeAll(async () => {
    server = await startServer({ env: { OPENSCAD_MAX_MEMORY_MB: '512' } });
  });
  afterAll(() => server.close());

  it.each(ATTACKS)(
    'answers $name with its code in time',
    async ({ code, files, parameters, codes, message, timeout_s = TIMEOUT_S }) => {
      const started = performance.now();
      const { report, isError } = await server.call('render_model', {
        code,
        timeout_s,
        ...(files === undefined ? {} : { files }),
        ...(parameters === undefined ? {} : { parameters }),
      });
      const ms = performance.now() - started;
      expect(isError).toBe(true);
      expect(codes, report.summary).toContain(report.error?.code);
      if (message !== undefined) expect(report.summary).toMatch(message);
      expect(ms).toBeLessThan((timeout_s + 1) * 1000);
      await expectWell(server);
    },
  );

  it('keeps a parameter value a value', async () => {
    const { report } = await server.call('render_model', {
      code: 'label = ""; echo(label); cube(len(label));',
      parameters: { label: 'a";echo("INJECTED");y="b' },
    });
    expect(report.size.size).toEqual([24, 24, 24]);
    const echoes = report.diagnostics.filter((one: { code: string }) => one.code === 'ECHO');
    expect(echoes).toHaveLength(1);
    expect(echoes[0].message).toContain('a";echo("INJECTED");y="b');
  });

  it('survives a flood of output and keeps its end', async () => {
    const { report } = await server.call('render_model', {
      code: 'for (i = [0 : 199999]) echo(i); assert(false, "the end");',
      timeout_s: 60,
    });
    expect(report.error.code).toBe('SCAD_RUNTIME');
    expect(report.summary).toMatch(/the end/);
    expect(report.diagnostics.some((one: { code: string }) => one.code === 'OUTPUT_CUT')).toBe(true);
    await expectWell(server);
  });

  it('cuts one huge line', async () => {
    const { report } = await server.call('render_model', {
      code: 'function grow(v, n) = n == 0 ? v : grow(str(v, v), n - 1); echo(grow("abcdefgh", 20)); cube(1);',
    });
    expect(report.ok).toBe(true);
    expect(JSON.stringify(report).length).toBeLessThan(20_000);
    await expectWell(server);
  });

  it('lets recursion as deep as a native OpenSCAD takes it', async () => {
    const { report } = await server.call('render_model', {
      code: 'function f(n) = n == 0 ? 0 : 1 + f(n - 1); cube(f(6000));',
    });
    expect(report.size.size).toEqual([6000, 6000, 6000]);
  });
});
