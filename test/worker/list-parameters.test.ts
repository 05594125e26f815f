import { describe, expect, it } from 'vitest';
import { applyParameters } from '../../src/operations/apply-parameters.ts';
import { listParameters } from '../../src/operations/list-parameters.ts';
import type { ModelArguments } from '../../src/operations/model-arguments.ts';
import { findSource } from '../../src/operations/model-source.ts';
import { makeCall, makeWorkshop } from '../support/in-process-workshop.ts';
import { useModelFolder } from '../support/model-folder.ts';

const folder = useModelFolder();

const code = `// Outer width
width = 20; // [10:100]
/* [Look] */
size = "S"; // [S:Small, M:Medium]
at = [1, 2];
on = true;
/* [Hidden] */
inner = width / 2;
cube(width);`;

const sets = {
  small: { width: '12', size: 'M', at: '[3, 4]', on: 'false', inner: '3' },
  stale: { width: '12mm', gone: '1', size: 'XL' },
};
const presets = JSON.stringify({ parameterSets: sets, fileFormatVersion: '1' });

const list = async (given: ModelArguments) =>
  listParameters(await makeWorkshop([folder.path]), given, makeCall());

async function apply(given: ModelArguments) {
  const workshop = await makeWorkshop([folder.path]);
  const source = await findSource(workshop, given, makeCall().signal);
  return { workshop, ...(await applyParameters(workshop, source, given, makeCall().signal)) };
}

describe('listParameters', () => {
  it('lists schema, groups and presets of a file and of what lies beside it', async () => {
    folder.write('parts/box.scad', code);
    folder.write('parts/box.json', presets);
    const report = await list({ path: 'parts/box.scad' });
    expect(report).toMatchObject({
      ok: true,
      summary: '4 parameters in 2 groups, 2 presets.',
      parameters: {
        schema: { title: 'box', properties: { width: { description: 'Outer width', minimum: 10 } } },
        groups: ['Parameters', 'Look'],
        presets: { small: { width: 12, size: 'M', at: [3, 4], on: false }, stale: { size: 'XL' } },
      },
    });
    expect(report.diagnostics.map(({ message }) => message)).toEqual([
      'The preset "stale" sets width to "12mm", which is not a number.',
    ]);
  });

  it('gives a model_id that stands for the model from then on', async () => {
    const workshop = await makeWorkshop();
    const { model_id } = await listParameters(workshop, { code: 'a = 1;' }, makeCall());
    const again = await listParameters(workshop, { model_id: model_id ?? '' }, makeCall());
    expect(again).toMatchObject({ ok: true, model_id, cache: 'hit' });
  });

  it('says how parameters come about where there are none', async () => {
    const report = await list({ code: 'cube(1);' });
    expect(report).toMatchObject({ ok: true, parameters: { schema: { properties: {} }, groups: [] } });
    expect(report.summary).toMatch(/^No customizer parameters, no presets\. /);
  });

  it('answers a syntax error with its place and without parameters', async () => {
    const report = await list({ code: 'a = 1;\nb = ;' });
    expect(report).toMatchObject({ ok: false, error: { code: 'SCAD_SYNTAX' } });
    expect(report.diagnostics[0]).toMatchObject({ code: 'SYNTAX', file: 'main.scad', line: 2 });
    expect(report).not.toHaveProperty('parameters');
  });

  it('lists parameters beside a broken file of presets, and says what is wrong with it', async () => {
    folder.write('a.scad', code);
    folder.write('a.json', '{"parameterSets": ');
    const report = await list({ path: 'a.scad' });
    expect(report).toMatchObject({ ok: true, parameters: { presets: {} } });
    expect(report.diagnostics).toMatchObject([
      { code: 'BAD_FILE', message: expect.stringMatching(/a\.json.*JSON/) },
    ]);
  });

  it('is not put off by a JSON file of another kind', async () => {
    folder.write('a.scad', code);
    folder.write('a.json', '[1, 2]');
    expect(await list({ path: 'a.scad' })).toMatchObject({ ok: true, diagnostics: [] });
  });

  it('follows no link out of the root to presets', async () => {
    folder.write('outside/secret.json', presets);
    folder.write('root/a.scad', code);
    folder.link('root/a.json', '../outside/secret.json');
    const workshop = await makeWorkshop([folder.at('root')]);
    const report = await listParameters(workshop, { path: 'a.scad' }, makeCall());
    expect(report).toMatchObject({ ok: true, parameters: { presets: {} } });
  });

  it('lists as much of a huge customizer as a result can hold', async () => {
    const many = Array.from({ length: 900 }, (_, index) => `a${index} = "${'x'.repeat(100)}";`).join('\n');
    const { parameters, diagnostics, summary } = await list({ code: many });
    expect(Object.keys(parameters?.schema.properties ?? {}).length).toBeLessThan(600);
    expect(diagnostics).toMatchObject([{ code: 'OUTPUT_CUT' }]);
    expect(summary).toMatch(/^900 parameters/);
  });
});

describe('presets of a model that comes with its call', () => {
  it.each(['main.json', 'sets.json'])('are read from %s', async name => {
    const files = { [name]: presets, 'data.json': '{"a":1}' };
    expect((await apply({ code, files, preset: 'small' })).parameters).toMatchObject({ width: 12 });
  });

  it('are not guessed between two files', async () => {
    const files = { 'a.json': presets, 'b.json': presets };
    await expect(apply({ code, files, preset: 'small' })).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
    });
  });
});

describe('applyParameters', () => {
  const files = { 'main.json': presets };

  it('costs nothing when nothing is set', async () => {
    const { workshop, parameters, diagnostics } = await apply({ code, files });
    expect({ parameters, diagnostics }).toEqual({ parameters: {}, diagnostics: [] });
    expect(workshop.engine.jobs).toEqual([]);
  });

  it('lets parameters win over the preset', async () => {
    const { parameters, diagnostics } = await apply({
      code,
      files,
      preset: 'small',
      parameters: { width: 50, inner: 2, $fn: 9 },
    });
    expect(parameters).toEqual({ width: 50, inner: 2, $fn: 9, size: 'M', at: [3, 4], on: false });
    expect(diagnostics).toEqual([]);
  });

  it('warns of all that does not fit, once each, and goes on', async () => {
    const given = { width: 500, heigth: 3, at: [[1, 2]], $t: 0.5 };
    const { parameters, diagnostics } = await apply({ code, files, preset: 'stale', parameters: given });
    expect(parameters).toEqual({ ...given, size: 'XL' });
    expect(diagnostics.map(({ code: kind, message }) => `${kind} ${message}`)).toEqual([
      'UNKNOWN_PARAMETER The model has no top-level variable heigth; setting it changes nothing.',
      'UNKNOWN_PARAMETER The model has no top-level variable gone; setting it changes nothing.',
      'PARAMETER_RANGE The preset "stale" sets width to "12mm", which is not a number.',
      'PARAMETER_RANGE width = 500 is outside the range 10 to 100.',
      'PARAMETER_RANGE size = "XL" is not one of the choices.',
      'BAD_ARGUMENT at = [[1,2]] is not a list of 2 numbers.',
    ]);
  });

  it('names the nearest preset and all there are', async () => {
    await expect(apply({ code, files, preset: 'smal' })).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
      message: 'The model has no preset "smal".',
      hint: 'Did you mean "small"? main.json has "small", "stale".',
    });
  });

  it('says where presets belong when there are none', async () => {
    await expect(apply({ code, preset: 'small' })).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
      hint: expect.stringContaining('main.json'),
    });
  });

  it('names the file that cannot be read, and why', async () => {
    const broken = { 'main.json': '{"parameterSets":{"small":3}}' };
    await expect(apply({ code, files: broken, preset: 'small' })).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
      message: 'main.json is no file of presets: the set "small" is not an object.',
    });
  });

  it('refuses what OpenSCAD cannot be given before it runs anything', async () => {
    const parameters = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`a${index}`, 1]));
    await expect(apply({ code, parameters })).rejects.toMatchObject({ code: 'PARAMETER_INVALID' });
    await expect(apply({ code, parameters: { width: null } })).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
    });
  });

  it('leaves a syntax error to the evaluation', async () => {
    const given = { code: 'a = ;', parameters: { a: 1, b: 2 } };
    expect(await apply(given)).toMatchObject({
      parameters: given.parameters,
      diagnostics: [{ code: 'UNKNOWN_PARAMETER' }],
    });
  });
});
