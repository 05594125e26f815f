import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectedClient, startServer } from '../support/server.ts';

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe('tools/list', () => {
  it('is sorted and within the budget of a conversation', async () => {
    const { tools } = await server.client.listTools();
    const names = tools.map(({ name }) => name);
    expect(names).toEqual([
      'animate_model',
      'check_model',
      'export_model',
      'list_parameters',
      'measure_model',
      'render_model',
      'server_status',
    ]);
    expect(JSON.stringify(tools).length).toBeLessThan(20_000);
    for (const { outputSchema, ...seen } of tools) {
      expect(JSON.stringify(seen).length, seen.name).toBeLessThan(3000);
      expect(seen.description?.length).toBeLessThan(1024);
      expect(seen.inputSchema.additionalProperties).toBe(false);
      expect(outputSchema?.required).toEqual(expect.arrayContaining(['ok', 'summary']));
      for (const hint of ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'] as const) {
        expect(seen.annotations?.[hint], `${seen.name} ${hint}`).toBeTypeOf('boolean');
      }
    }
  });

  it('sends instructions that no client cuts', () => {
    const instructions = server.client.getInstructions() ?? '';
    expect(instructions).toContain('check_model');
    expect(instructions.length).toBeLessThan(2048);
  });
});

describe('arguments', () => {
  it.each([
    ['an unknown argument', { code: 'cube(1);', siz: 3 }, /unknown argument "siz".*width_px/],
    ['no model', {}, /exactly one of `code`, `path` and `model_id`/],
    ['two models', { code: 'cube(1);', model_id: 'm_0' }, /exactly one/],
    ['a model_id nobody gave out', { model_id: 'm_000000000000000000000000' }, /no model/],
    ['a picture too large', { code: 'cube(1);', width_px: 4000 }, /2048/],
    ['a side that is no number of pixels', { code: 'cube(1);', width_px: 0 }, /width_px/],
    ['a view that does not exist', { code: 'cube(1);', views: ['inside'] }, /views/],
    ['two kinds of camera', { code: 'cube(1);', camera: { eye: [1, 1, 1], fov: 3 } }, /camera takes either/],
    ['a camera with a field of its own', { code: 'cube(1);', camera: { zoom: 3 } }, /zoom/],
    ['half a camera', { code: 'cube(1);', camera: { eye: [1, 1, 1] } }, /both eye and center/],
    ['a deadline out of range', { code: 'cube(1);', timeout_s: 0 }, /timeout_s/],
    [
      'too many views for a sheet',
      { code: 'cube(1);', views: ['iso', 'front'], width_px: 100, height_px: 60 },
      /do not fit/,
    ],
  ])('refuses %s and says what is right', async (_, args, message) => {
    const { isError, report } = await server.call('render_model', args);
    expect(isError).toBe(true);
    expect(report.error.code).toBe('INVALID_INPUT');
    expect(report.summary).toMatch(message);
  });

  it('refuses a parameter that cannot be a literal', async () => {
    const { report } = await server.call('render_model', { code: 'x = 1;', parameters: { x: [1, [null]] } });
    expect(report.error.code).toBe('PARAMETER_INVALID');
    expect(report.error.message).toContain('x[1][0]');
  });

  it('answers an unknown tool with a protocol error that names the tools', async () => {
    await expect(server.client.callTool({ name: 'render', arguments: {} })).rejects.toThrow(/render_model/);
  });
});

describe('check_model', () => {
  it('passes a right model without building it', async () => {
    const { report } = await server.call('check_model', { code: 'sphere(10, $fn = 400);' });
    expect(report).toMatchObject({ ok: true, verdict: 'pass', diagnostics: [] });
    expect(report.kind).toBeUndefined();
    expect(report.mesh).toBeUndefined();
    expect(report.timing_ms.evaluate).toBeLessThan(2000);
  });

  it('fails a wrong model with place and help, and is not itself an error', async () => {
    const { report, isError, text } = await server.call('check_model', {
      code: 'cube(1);\ncyllinder(3);\nassert(1 > 2);',
    });
    expect(isError).toBe(false);
    expect(report).toMatchObject({ ok: true, verdict: 'fail' });
    const unknown = report.diagnostics.find((one: { code: string }) => one.code === 'UNKNOWN_MODULE');
    expect(unknown).toMatchObject({ line: 2, file: 'main.scad' });
    expect(unknown.hint).toContain('cylinder');
    expect(unknown.excerpt).toContain('cyllinder(3);');
    expect(text).toContain('cylinder');
  });
});

describe('export_model', () => {
  it.each([
    ['stl', 'cube(10);', 84 + 12 * 50],
    ['off', 'cube(10);', null],
    ['svg', 'square(10);', null],
    ['dxf', 'square(10);', null],
    ['csg', 'cube(10);', null],
  ])('writes %s', async (format, code, size) => {
    const { report } = await server.call('export_model', { code, format });
    expect(report.ok).toBe(true);
    const [artifact] = report.artifacts;
    const bytes = readFileSync(artifact.path);
    expect(bytes.length).toBe(artifact.bytes);
    if (size !== null) expect(bytes.length).toBe(size);
    const read = await server.client.readResource({ uri: artifact.uri });
    const [content] = read.contents;
    const again = 'blob' in content ? Buffer.from(content.blob, 'base64') : Buffer.from(content.text);
    expect(again.equals(bytes)).toBe(true);
  });

  it.each([
    ['svg', 'cube(10);', /3D/],
    ['stl', 'square(10);', /2D/],
  ])('refuses %s for the other kind of model', async (format, code, message) => {
    const { report } = await server.call('export_model', { code, format });
    expect(report.error.code).toBe('UNSUPPORTED_FORMAT');
    expect(report.summary).toMatch(message);
  });

  it('writes no file for a model with errors', async () => {
    const { report, isError } = await server.call('export_model', {
      code: 'include <gone.scad>\ncube(1);',
      format: 'stl',
    });
    expect(isError).toBe(true);
    expect(report.artifacts ?? []).toEqual([]);
  });
});

describe('server_status', () => {
  it('says versions, limits and where settings came from', async () => {
    const { report } = await server.call('server_status', {});
    expect(report.versions.openscad).toBe('2025.07.18');
    expect(report.fonts).toContain('Liberation Sans Bold');
    expect(report.uptime_s).toBeGreaterThan(0);
    expect(report.memory.rss_bytes).toBeGreaterThan(report.memory.heap_bytes);
    expect(report.threads).toBe(report.pool.evaluate.threads + report.pool.draw.threads);
    const level = report.settings.find((one: { name: string }) => one.name === 'MCP_LOG_LEVEL');
    expect(level).toEqual({ name: 'MCP_LOG_LEVEL', value: 'WARNING', source: 'MCP_LOG_LEVEL' });
  });

  it('forgets models when told to', async () => {
    const { report } = await server.call('render_model', { code: 'cube(3); // to forget' });
    const cleared = await server.call('server_status', { clear_cache: true });
    expect(cleared.report.cache.models).toBe(0);
    const gone = await server.call('render_model', { model_id: report.model_id });
    expect(gone.report.error.code).toBe('INVALID_INPUT');
  });
});

describe('resources', () => {
  it('offer the viewer as an MCP App, which render_model links in both forms that hosts know', async () => {
    const uri = 'ui://openscad/viewer.html';
    const { tools } = await server.client.listTools();
    const linked = tools.filter(({ _meta }) => _meta !== undefined);
    expect(linked.map(({ name, _meta }) => [name, _meta])).toEqual([
      ['render_model', { ui: { resourceUri: uri }, 'ui/resourceUri': uri }],
    ]);
    expect(server.client.getServerCapabilities()?.extensions).toEqual({
      'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] },
    });
    const { contents } = await server.client.readResource({ uri });
    const [page] = contents;
    const text = 'text' in page ? page.text : '';
    expect(page).toMatchObject({ uri, mimeType: 'text/html;profile=mcp-app' });
    expect(text.length).toBeLessThan(1_100_000);
    expect(text).toContain(
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:",
    );
    // One file: nothing is loaded from anywhere.
    expect(text).not.toMatch(/<(script|link|img)[^>]+(src|href)=/);
  });

  it('are read in parts, which make the whole', async () => {
    const { report } = await server.call('render_model', { code: 'sphere(9, $fn = 220);' });
    const address = `openscad://models/${report.model_id}/mesh.glb`;
    const read = async (uri: string) => {
      const { contents } = await server.client.readResource({ uri });
      return Buffer.from('blob' in contents[0] ? contents[0].blob : '', 'base64');
    };
    const parts = await Promise.all([0, 1, 2].map(part => read(`${address}?part=${part}`)));
    expect(parts.map(({ length }) => length)).toEqual([660_000, expect.any(Number), 0]);
    expect(Buffer.concat(parts)).toEqual(await read(address));
  });

  it('do not weigh on the results of clients that show no apps', async () => {
    const result = await server.client.callTool({ name: 'render_model', arguments: { code: 'cube(1);' } });
    expect(result._meta).toBeUndefined();
  });

  it('reads the source, and draws a picture again by its address', async () => {
    const code = 'cube([4, 5, 6]);';
    const { report, images } = await server.call('render_model', {
      code,
      views: ['iso', 'top'],
      projection: 'orthographic',
    });
    const picture = await server.client.readResource({ uri: report.images[0].uri });
    const [content] = picture.contents;
    expect('blob' in content && Buffer.from(content.blob, 'base64').equals(images[0])).toBe(true);
    const source = await server.client.readResource({
      uri: `openscad://models/${report.model_id}/source.scad`,
    });
    expect(source.contents[0]).toMatchObject({ text: code });
    const { resources } = await server.client.listResources();
    expect(resources.map(({ uri }) => uri)).toContain(`openscad://models/${report.model_id}/preview.png`);
  });

  it.each([
    'openscad://models/m_000000000000000000000000/source.scad',
    'openscad://models/../../etc/passwd',
    'file:///etc/passwd',
    `openscad://models/${'a'.repeat(100_000)}`,
  ])('does not find an address that was never given out (%#)', async uri => {
    await expect(server.client.readResource({ uri })).rejects.toThrow(/INVALID_INPUT/);
  });
});
