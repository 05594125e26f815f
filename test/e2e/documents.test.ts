import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHEATSHEET_SECTIONS } from '../../src/mcp/documents/cheatsheet.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** About 8,000 tokens, which a conversation can afford once. */
const MAX_DOCUMENT_LENGTH = 32_000;

async function read(uri: string): Promise<string> {
  const { contents } = await server.client.readResource({ uri });
  const [{ text, mimeType }] = contents as { text: string; mimeType: string }[];
  expect(mimeType).toBe('text/markdown');
  expect(text.length, uri).toBeLessThanOrEqual(MAX_DOCUMENT_LENGTH);
  return text;
}

/** Calls as prompts write them: a tool's name and its arguments as JSON, to the end of the line. */
function findCalls(text: string): { tool: string; args: Record<string, unknown> }[] {
  return [...text.matchAll(/\b([a-z]+_(?:model|parameters)) (\{.*\})/g)].map(([, tool, args]) => ({
    tool,
    args: JSON.parse(args),
  }));
}

async function libraryNames(): Promise<string[]> {
  const text = await read('openscad://docs/libraries');
  return [...text.matchAll(/openscad:\/\/docs\/libraries\/(\S+)/g)].map(([, name]) => name);
}

describe('the cheatsheet', () => {
  it('is listed, and says what it is', async () => {
    const { resources } = await server.client.listResources();
    expect(resources).toContainEqual(expect.objectContaining({ uri: 'openscad://docs/cheatsheet' }));
    expect(await read('openscad://docs/cheatsheet')).toContain('# OpenSCAD cheatsheet');
  });

  it.each(CHEATSHEET_SECTIONS.flatMap(({ title, models }) => models.map(model => [title, model] as const)))(
    'has an example of %s that works without a warning',
    async (_title, code) => {
      const { report } = await server.call('check_model', { code, level: 'geometry' });
      expect(report.diagnostics.filter(({ severity }: { severity: string }) => severity !== 'echo')).toEqual(
        [],
      );
      // Examples stand side by side where they are, which for a printer is in mid-air.
      const findings: { code: string }[] = report.findings ?? [];
      const faults = findings.filter(({ code: fault }) => fault !== 'FLOATING_PART');
      expect(faults, report.summary).toEqual([]);
    },
  );

  it('shows each of them', async () => {
    const text = await read('openscad://docs/cheatsheet');
    for (const { models } of CHEATSHEET_SECTIONS) {
      for (const model of models) expect(text).toContain(model.trim());
    }
  });
});

describe('the pages of libraries', () => {
  it('are there for each, within a budget, with an example that works', async () => {
    const names = await libraryNames();
    expect(names.length).toBeGreaterThanOrEqual(16);
    const pages = await Promise.all(names.map(name => read(`openscad://docs/libraries/${name}`)));
    // MCAD is the machine's own where an OpenSCAD is installed.
    const bundled = names.flatMap((name, index) =>
      pages[index].includes("The user's own") ? [] : [{ name, page: pages[index] }],
    );
    expect(bundled.map(({ name }) => name)).toEqual(expect.arrayContaining(['BOSL2', 'NopSCADlib']));
    for (const { name, page } of bundled) {
      const [, code] = /```openscad\n([\s\S]*?)\n```/.exec(page) ?? [];
      const { report } = await server.call('check_model', { code, level: 'geometry' });
      expect(report.diagnostics, name).toEqual([]);
      expect(report, name).toMatchObject({ ok: true, kind: '3d' });
    }
  });

  it('say how a module is called', async () => {
    const page = await read('openscad://docs/libraries/BOSL2/shapes3d.scad');
    expect(page).toMatch(
      /module `cuboid\(size, p1, p2, chamfer, rounding, edges=EDGES_ALL.*`: Creates a cube/,
    );
    expect(await read('openscad://docs/libraries/NopSCADlib/vitamins%2Fscrew.scad')).toContain('screw(');
    expect(await read('openscad://docs/libraries/NopSCADlib/vitamins/screw.scad')).toContain('screw(');
  });

  it('lead to the pages of their files', async () => {
    const { resourceTemplates } = await server.client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(
      expect.arrayContaining([
        'openscad://docs/libraries/{name}',
        'openscad://docs/libraries/{name}/{+file}',
      ]),
    );
  });

  it.each([
    ['openscad://docs/libraries/BOSL3', /openscad:\/\/docs\/libraries for those/],
    ['openscad://docs/libraries/BOSL2/../MCAD', /libraries\/BOSL2 for its files/],
    ['openscad://docs/libraries/%E0%A4%A', /INVALID_INPUT/],
    ['openscad://docs/other', /INVALID_INPUT/],
  ])('%s is refused', async (uri, message) => {
    await expect(server.client.readResource({ uri })).rejects.toThrow(message);
  });
});

describe('prompts', () => {
  const MODEL =
    'difference() { cube([40, 20, 6]); translate([20, 10, -1]) cylinder(h = 8, d = 5, $fn = 32); }';

  it('are listed with their arguments', async () => {
    const { prompts } = await server.client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual(['design_part', 'fix_errors', 'review_printability']);
    // About 500 tokens.
    expect(JSON.stringify(prompts).length).toBeLessThan(2000);
  });

  it.each([
    ['design_part', { description: 'A plate with a hole' }],
    ['design_part', { description: 'A plate with a hole', process: 'laser cutting' }],
    ['fix_errors', { model: MODEL }],
    [
      'review_printability',
      { model: MODEL, printer: '220 × 220 × 250 mm bed, 0.4 mm nozzle', material: 'PETG' },
    ],
  ])('%s names calls that work as they stand: %j', async (name, args) => {
    const { messages } = await server.client.getPrompt({ name, arguments: args });
    const [{ role, content }] = messages;
    expect(role).toBe('user');
    const calls = findCalls(content.type === 'text' ? content.text : '');
    expect(calls.length).toBeGreaterThanOrEqual(3);
    for (const { tool, args: given } of calls) {
      const { report } = await server.call(tool, given);
      expect(report, `${tool}: ${report.summary}`).toMatchObject({ ok: true });
      if (name === 'design_part' && 'expect' in given) expect(report.verdict).toBe('pass');
    }
  });

  it('that do not exist are refused with those that do', async () => {
    await expect(server.client.getPrompt({ name: 'paint', arguments: {} })).rejects.toThrow(/design_part/);
  });
});

describe('completion', () => {
  const complete = async (ref: object, name: string, value: string, known: Record<string, string> = {}) => {
    const params = { ref, argument: { name, value }, context: { arguments: known } };
    const { completion } = await server.client.complete(params as never);
    return completion.values;
  };
  const prompt = (name: string) => ({ type: 'ref/prompt', name });
  const template = (uri: string) => ({ type: 'ref/resource', uri });

  it('suggests what prompts take', async () => {
    expect(await complete(prompt('design_part'), 'material', 'p')).toEqual(
      expect.arrayContaining(['PLA', 'PETG', 'plywood']),
    );
    expect(await complete(prompt('design_part'), 'library', 'bos')).toEqual(['BOSL', 'BOSL2']);
    expect(await complete(prompt('design_part'), 'process', 'cut')).toEqual(['laser cutting']);
    expect(await complete(prompt('design_part'), 'description', 'a')).toEqual([]);
  });

  it('suggests the models this client made', async () => {
    const { report } = await server.call('check_model', { code: 'cube(17);' });
    expect(await complete(prompt('fix_errors'), 'model', 'm_')).toContain(report.model_id);
    expect(await complete(template('openscad://models/{id}/{file}'), 'id', '')).toContain(report.model_id);
  });

  it('suggests files of models and pages of libraries', async () => {
    expect(await complete(template('openscad://models/{id}/{file}'), 'file', 'mesh')).toContain('mesh.stl');
    expect(await complete(template('openscad://docs/libraries/{name}'), 'name', 'MC')).toEqual(['MCAD']);
    const file = template('openscad://docs/libraries/{name}/{+file}');
    expect(await complete(file, 'file', 'gears', { name: 'BOSL2' })).toEqual(['gears.scad']);
    expect(await complete(file, 'file', 'gears')).toEqual([]);
    expect(await complete(template('openscad://nothing/{a}'), 'a', '')).toEqual([]);
  });
});
