import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useModelFolder } from '../support/model-folder.ts';
import { type ConnectedClient, runCli, startServer } from '../support/server.ts';

const folder = useModelFolder();

const code = `include <BOSL2/std.scad>
// Outer width,
// feet included
width = 20; // [10:5:100]
/* [Look] */
size = "S"; // [S:Small, M:Medium]
// One number for each axis
offsets = [0, 0, 0]; // [-5:5]
translate(offsets) cube([width, size == "S" ? 1 : 2, 3]);`;

const presets = JSON.stringify({
  parameterSets: { wide: { width: '90', size: 'M', offsets: '[1, 2, 3]' }, narrow: { width: '10' } },
  fileFormatVersion: '1',
});

const files = { 'main.json': presets };
const small = { width_px: 64, height_px: 64 };

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe('list_parameters', () => {
  it('describes the customizer as JSON Schema, with the presets', async () => {
    const { report, text } = await server.call('list_parameters', { code, files });
    expect(report).toMatchObject({
      ok: true,
      summary: '3 parameters in 2 groups, 2 presets.',
      diagnostics: [],
      parameters: {
        schema: {
          type: 'object',
          title: 'main',
          properties: {
            width: {
              description: 'Outer width,\nfeet included',
              type: 'number',
              default: 20,
              minimum: 10,
              maximum: 100,
              multipleOf: 5,
            },
            size: { enum: ['S', 'M'], oneOf: [{ title: 'Small' }, { title: 'Medium' }], 'x-group': 'Look' },
            offsets: { type: 'array', items: { minimum: -5, maximum: 5 }, minItems: 3, maxItems: 3 },
          },
        },
        groups: ['Parameters', 'Look'],
        presets: { wide: { width: 90, size: 'M', offsets: [1, 2, 3] }, narrow: { width: 10 } },
      },
    });
    for (const word of ['width', '100', 'Medium', 'One number for each axis', 'narrow', report.model_id]) {
      expect(text).toContain(word);
    }
  });

  it('gives a model_id that the other tools take, presets included', async () => {
    const { report } = await server.call('list_parameters', { code, files });
    const rendered = await server.call('render_model', {
      model_id: report.model_id,
      preset: 'wide',
      ...small,
    });
    expect(rendered.report).toMatchObject({
      ok: true,
      size: { min: [1, 2, 3], size: [90, 2, 3] },
      parameters: { width: 90, size: 'M', offsets: [1, 2, 3] },
    });
  });
});

describe('parameters and preset', () => {
  it('warn of what the customizer does not offer, and render it', async () => {
    const parameters = { width: 500, widht: 3 };
    const { report, text } = await server.call('render_model', { code, files, parameters, ...small });
    expect(report).toMatchObject({ ok: true, size: { size: [500, 1, 3] } });
    expect(report.diagnostics).toMatchObject([
      { severity: 'warning', code: 'UNKNOWN_PARAMETER', hint: expect.stringContaining('width') },
      { severity: 'warning', code: 'PARAMETER_RANGE', message: expect.stringContaining('10 to 100') },
    ]);
    expect(text).toContain('10 to 100');
  });

  it('refuse a preset that is not there, naming the nearest', async () => {
    const { report, isError } = await server.call('check_model', { code, files, preset: 'wid' });
    expect(isError).toBe(true);
    expect(report.error).toMatchObject({
      code: 'PARAMETER_INVALID',
      hint: expect.stringContaining('"wide"'),
    });
  });

  it('pass special variables and vectors of vectors', async () => {
    const parameters = {
      $fn: 6,
      $t: 0.5,
      points: [
        [0, 0],
        [10 * 1, 0],
        [0, 10],
      ],
    };
    const { report } = await server.call('render_model', {
      code: 'points = [[0, 0]];\nlinear_extrude(2) polygon(points);\ntranslate([20 * $t, 0]) cylinder(h = 1, r = 1);',
      parameters,
      ...small,
    });
    expect(report).toMatchObject({ ok: true, size: { max: [11, 10, 2] }, diagnostics: [] });
  });
});

describe('params', () => {
  it('prints a table, or JSON, of a file and the presets beside it', async () => {
    const file = folder.write('box.scad', code);
    folder.write('box.json', presets);
    const table = await runCli(['params', file]);
    expect(table.code).toBe(0);
    expect(table.stdout).toContain('3 parameters in 2 groups, 2 presets.');
    expect(table.stdout).toMatch(/^ {2}width +20 +10 to 100, step 5 +Outer width,$/m);
    expect(table.stdout).toMatch(/^ {2}size +"S" +"S" \(Small\), "M" \(Medium\)$/m);
    expect(table.stdout).toMatch(/^ {2}"narrow": width=10$/m);
    const json = await runCli(['params', file, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: true, parameters: { schema: { title: 'box' } } });
  });

  it('ends with 1 for a file with a syntax error', async () => {
    const { code: exit, stdout } = await runCli(['params', folder.write('bad.scad', 'a = ;')]);
    expect(exit).toBe(1);
    expect(stdout).toMatch(/SCAD_SYNTAX/);
  });

  it('takes a preset on the command line', async () => {
    const file = folder.write('box.scad', code);
    folder.write('box.json', presets);
    const { stdout } = await runCli(['check', file, '--preset', 'narrow', '-D', 'width=11', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      parameters: { width: 11 },
      diagnostics: [{ code: 'PARAMETER_RANGE', message: 'width = 11 is not on the steps of 5 from 10.' }],
    });
  });
});
