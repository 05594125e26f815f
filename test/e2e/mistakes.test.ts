import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type ConnectedClient, runCli, startServer } from '../support/server.ts';

let folder: string;
let server: ConnectedClient;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'mistakes-')));
  mkdirSync(join(folder, 'models'));
  mkdirSync(join(folder, 'out'));
  for (const name of ['bracket', 'lid']) writeFileSync(join(folder, `models/${name}.scad`), 'cube(1);');
  writeFileSync(join(folder, 'top.scad'), 'cube(1);');
  writeFileSync(join(folder, 'out/b.stl'), 'solid b\nendsolid b\n');
  server = await startServer({ cwd: folder });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const call = async (tool: string, args: Record<string, unknown>) => (await server.call(tool, args)).report;

describe('check_model for printing', () => {
  it('fails what tips over as it lies and says what to do', async () => {
    const code = 'hull() { cube([5, 5, 1]); translate([30, 0, 30]) cube([20, 20, 5]); }';
    const report = await call('check_model', { code, level: 'print' });
    expect(report.verdict).toBe('fail');
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        code: 'STABILITY',
        severity: 'error',
        hint: expect.stringContaining('recommended orientation'),
      }),
    );
  });

  it('counts the warnings of what passes', async () => {
    const code = 'cube([20, 20, 40]); translate([0, 0, 35]) cube([40, 20, 5]);';
    const report = await call('check_model', { code, level: 'print' });
    expect(report.verdict).toBe('pass');
    expect(report.summary).toMatch(/^pass, with \d+ warnings?: 3D model/);
    expect(report.summary).not.toContain('No warnings');
  });
});

describe('export_model', () => {
  it.each([
    [{ code: 'cube(2); cylnder(3);' }, 'cylnder'],
    [{ code: 'cube(2, sise = 3);' }, 'sise'],
    [{ code: 'w = 3; cube(w);', parameters: { v: 4 } }, 'no top-level variable v'],
    [{ code: 'w = 3; cube(2);', parameters: { w: 'wide' } }, 'is not a number'],
    [{ code: 'cube(2); for (i = [0:1e9]) cube(i);' }, 'too many elements'],
    [{ code: 'cube(2); square(3);' }, 'Mixing 2D and 3D'],
  ])('refuses what check_model fails: %j', async (model, message) => {
    expect(await call('check_model', { ...model, level: 'geometry' })).toMatchObject({ verdict: 'fail' });
    const refused = await call('export_model', { ...model, format: 'stl' });
    expect(refused).toMatchObject({ ok: false, artifacts: [], error: { code: 'SCAD_RUNTIME' } });
    expect(refused.error.message).toContain(message);
    expect(refused.error.hint).toContain('allow_warnings');
    const forced = await call('export_model', { ...model, format: 'stl', allow_warnings: true });
    expect(forced).toMatchObject({ ok: true, artifacts: [{ format: 'stl' }] });
  });

  it('writes what has warnings only, and lists them', async () => {
    const report = await call('export_model', { code: 'translate([1, 2, 3]); cube(1);', format: 'stl' });
    expect(report).toMatchObject({ ok: true, diagnostics: [{ severity: 'warning', line: 1 }] });
  });

  it('does the same on the command line', async () => {
    const file = join(folder, 'wrong.scad');
    writeFileSync(file, 'cube(2); cylnder(3);');
    const args = ['export', file, '-o', join(folder, 'wrong.stl')];
    const refused = await runCli(args, { cwd: folder });
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('--allow-warnings');
    expect((await runCli([...args, '--allow-warnings'], { cwd: folder })).code).toBe(0);
    rmSync(file);
  });
});

test.each([['cube(3)'], ['sphere(1);\n\ncube(3)\n\n// the end\n/* of\nall */\n'], ['x = 5;\ny=6\n\n\n']])(
  'the last statement without its ; is named: %j',
  async code => {
    const { error, diagnostics } = await call('check_model', { code });
    expect(error).toBeUndefined();
    const line = code.split('\n').findIndex(text => /^(cube|y)/.test(text)) + 1;
    expect(diagnostics[0].hint).toBe(
      `The last statement of the file, on line ${line}, lacks its ; at the end.`,
    );
  },
);

test('a misspelt argument of a library module has the nearest of its parameters', async () => {
  const code = 'include <BOSL2/std.scad>\ncuboid([10, 10, 10], rouding = 2);';
  const { diagnostics } = await call('check_model', { code });
  expect(diagnostics[0].hint).toMatch(/^cuboid\(\) takes .* Did you mean rounding\?$/);
});

describe('wrong arguments', () => {
  test.each([
    ['render_model', { code: 'cube(1);', views: 'top' }, 'Pass a list: views: ["top"].'],
    ['render_model', { code: 'cube(1);', view: 'top' }, 'Did you mean views?'],
    ['render_model', { code: 'cube(1);', views: ['botom'] }, 'Did you mean "bottom"?'],
    ['check_model', { source: 'cube(1);' }, 'Did you mean code?'],
    ['check_model', { code: 'cube(1);', printer: { bed: [1, 2, 3] } }, 'Did you mean bed_mm?'],
    ['check_model', { code: 'cube(1);', timeout_s: '5' }, 'Write the number without quotes: timeout_s: 5.'],
  ])('%s of %j', async (tool, args, hint) => {
    expect((await call(tool, args)).error).toMatchObject({ code: 'INVALID_INPUT', hint });
  });

  test('name the fields and the forms there are', async () => {
    const unknown = await call('check_model', { code: 'cube(1);', printer: { bed: [1, 2, 3] } });
    expect(unknown.error.message).toContain('printer takes bed_mm, nozzle_mm, layer_mm, max_overhang_deg');
    const holes = await call('check_model', { code: 'cube(1);', expect: { holes: { diameter_mm: 4.5 } } });
    expect(holes.error.message).toContain('expect.holes: expected a number of holes, or a list such as');
  });
});

describe('a path', () => {
  test.each([
    ['models/braket.scad', /^Did you mean "models\/bracket\.scad"\? Allowed/],
    ['models/qqqqqqqq.scad', /^That folder has "models\/bracket\.scad", "models\/lid\.scad"\. Allowed/],
    ['models', /^Name one of its files: "models\/bracket\.scad", "models\/lid\.scad"\.$/],
    ['models/', /^Name one of its files: "models\/bracket\.scad"/],
    ['out', /no \.scad files/],
  ])('that leads nowhere: %s', async (path, hint) => {
    const { error } = await call('check_model', { path });
    expect(error).toMatchObject({ code: 'INVALID_INPUT', hint: expect.stringMatching(hint) });
  });

  test('is suggested for the model of a prompt', async () => {
    const { completion } = await server.client.complete({
      ref: { type: 'ref/prompt', name: 'fix_errors' },
      argument: { name: 'model', value: '' },
    });
    expect(completion.values).toContain('top.scad');
  });
});

test.each(['syntax', 'geometry'])(
  'a file on disk that code cannot see is pointed out at level %s',
  async level => {
    const { diagnostics } = await call('check_model', { code: 'import("out/b.stl");', level });
    expect(diagnostics[0]).toMatchObject({ code: 'FILE_NOT_FOUND' });
    expect(diagnostics[0].hint).toMatch(/^out\/b\.stl lies in an allowed folder.*`path`.*`files`/);
    const other = await call('check_model', { code: 'import("out/c.stl");', level });
    expect(other.diagnostics[0].hint).not.toContain('allowed folder');
  },
);

test('a section of a 2D model is said to be ignored', async () => {
  const model = { code: 'square(5);', section: { axis: 'x', offset_mm: 1 } };
  for (const tool of ['render_model', 'measure_model']) {
    expect((await call(tool, model)).notes.join()).toContain('section was ignored');
  }
});

test('tool schemas have nothing that strict clients refuse', async () => {
  const { tools } = await server.client.listTools();
  const refused = tools.flatMap(({ name, inputSchema, outputSchema }) => [
    ...findRefused(inputSchema, `${name} input`),
    ...findRefused(outputSchema, `${name} output`),
  ]);
  expect(tools.length).toBeGreaterThan(5);
  expect(refused).toEqual([]);
});

/** Keywords that mean different things in different drafts, or that function calling of some models refuses. */
const REFUSED = new Set([
  ...['$ref', '$defs', 'definitions', '$schema', '$id', 'additionalItems', 'prefixItems', 'dependencies'],
  ...['allOf', 'oneOf', 'not', 'if', 'then', 'else', 'patternProperties', 'propertyNames'],
]);

function findRefused(schema: unknown, place: string): string[] {
  if (Array.isArray(schema)) return schema.flatMap((item, index) => findRefused(item, `${place}/${index}`));
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    const here = `${place}/${key}`;
    // Below `properties` the names are those of arguments.
    if (key === 'properties') {
      return Object.entries(value ?? {}).flatMap(([name, field]) => findRefused(field, `${here}/${name}`));
    }
    const isWrong =
      REFUSED.has(key) ||
      ((key === 'items' || key === 'type') && Array.isArray(value)) ||
      (key.startsWith('exclusive') && typeof value === 'boolean');
    return [...(isWrong ? [here] : []), ...findRefused(value, here)];
  });
}
