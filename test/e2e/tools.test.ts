import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-paths.ts';
import { decodePng } from '../support/decode-png.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';

const example = (name: string) => readFileSync(join(projectRoot, 'examples', name), 'utf8');

/** Reads pixels of a PNG; coordinates are rounded down. */
function readPixels(png: Uint8Array) {
  const { width_px, height_px, rgba } = decodePng(png);
  const pixel = (x: number, y: number) => {
    const at = (Math.floor(y) * width_px + Math.floor(x)) * 4;
    return [...rgba.subarray(at, at + 4)];
  };
  return { width_px, height_px, pixel };
}

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

describe('render_model', () => {
  it('gives a picture, the size and the facts of a solid', async () => {
    const { report, images, text, isError } = await server.call('render_model', {
      code: 'difference() { cube(10); translate([5, 5, -1]) cylinder(h = 12, d = 4, $fn = 64); }',
    });
    expect(isError).toBe(false);
    expect(report).toMatchObject({
      ok: true,
      kind: '3d',
      size: { min: [0, 0, 0], max: [10, 10, 10], size: [10, 10, 10] },
      mesh: { watertight: true, parts: 1 },
      diagnostics: [],
      cache: 'miss',
    });
    // A 64-gon of diameter 4 has the area 32 · 2² · sin(2π/64).
    expect(report.mesh.volume_mm3).toBeCloseTo(1000 - 10 * 32 * 4 * Math.sin((2 * Math.PI) / 64), 2);
    expect(images).toHaveLength(1);
    const picture = decodePng(images[0]);
    expect([picture.width_px, picture.height_px]).toEqual([800, 600]);
    expect(report.images[0]).toMatchObject({
      view: 'iso',
      width_px: 800,
      height_px: 600,
      bytes: images[0].length,
    });
    // Hosts show either the text or the structured content, so both must say it all.
    expect(text).toContain(report.model_id);
    expect(text).toContain(report.images[0].uri);
    expect(text).toContain('10 × 10 × 10 mm');
    expect(JSON.stringify(report)).not.toContain(images[0].toString('base64').slice(0, 100));
  });

  it('answers further views of a known model without evaluating it again', async () => {
    const code = 'cylinder(h = 20, d1 = 10, d2 = 4);';
    const first = await server.call('render_model', { code });
    const { model_id } = first.report;
    const again = await server.call('render_model', {
      model_id,
      views: ['top', 'front'],
      layout: 'separate',
    });
    expect(again.report).toMatchObject({ ok: true, model_id, cache: 'mesh' });
    expect(again.report.timing_ms.evaluate).toBeUndefined();
    expect(again.images).toHaveLength(2);
    const sameAgain = await server.call('render_model', { code });
    expect(sameAgain.report.cache).toBe('hit');
    expect(sameAgain.report.timing_ms.draw).toBeUndefined();
    expect(sameAgain.images[0].equals(first.images[0])).toBe(true);
  });

  it('keeps the colours of color()', async () => {
    const { report, images } = await server.call('render_model', {
      code: 'color("red") cube(10, center = true);',
      views: ['front'],
    });
    expect(report.ok).toBe(true);
    const { width_px, height_px, pixel } = readPixels(images[0]);
    const [red, green, blue] = pixel(width_px / 2, height_px / 2);
    expect(red).toBeGreaterThan(100);
    expect(Math.max(green, blue)).toBeLessThan(20);
  });

  it('draws a 2D model with its holes, and says that it is 2D', async () => {
    const { report, images } = await server.call('render_model', {
      code: 'difference() { square(20, center = true); circle(5, $fn = 64); }',
      axes: false,
      grid: false,
    });
    expect(report).toMatchObject({
      ok: true,
      kind: '2d',
      size: { size: [20, 20] },
      outline: { contours: 2 },
    });
    expect(report.outline.area_mm2).toBeCloseTo(400 - 32 * 25 * Math.sin((2 * Math.PI) / 64), 1);
    const { width_px, height_px, pixel } = readPixels(images[0]);
    const centre = pixel(width_px / 2, height_px / 2);
    const corner = pixel(2, 2);
    expect(centre).toEqual(corner);
    expect(pixel(width_px / 2, height_px * 0.15)).not.toEqual(corner);
  });

  it('evaluates a project of several files', async () => {
    const { report } = await server.call('render_model', {
      code: example('name-plate/name-plate.scad'),
      files: { 'lib/frame.scad': example('name-plate/lib/frame.scad') },
    });
    expect(report.diagnostics).toEqual([]);
    expect(report).toMatchObject({ ok: true, kind: '3d', mesh: { watertight: true } });
  });

  it('imports a binary asset given as a data: URL', async () => {
    const made = await server.call('export_model', { code: 'cube(7);', format: 'stl' });
    const stl = readFileSync(made.report.artifacts[0].path).toString('base64');
    const { report } = await server.call('render_model', {
      code: 'import("part.stl");',
      files: { 'part.stl': `data:model/stl;base64,${stl}` },
    });
    expect(report.size?.size).toEqual([7, 7, 7]);
  });

  it('sets text in Liberation, with styles', async () => {
    const widths = [];
    for (const font of [
      '',
      ', font = "Liberation Sans:style=Bold"',
      ', font = "Liberation Sans:style=Italic"',
    ]) {
      const { report } = await server.call('render_model', {
        code: `linear_extrude(1) text("Wide"${font});`,
      });
      expect(report.diagnostics).toEqual([]);
      widths.push(report.size.size[0]);
    }
    expect(new Set(widths).size).toBe(3);
  });

  it('sets parameters and quality, and keeps them with the model_id', async () => {
    const code = 'size = 5; $fn = 100; sphere(size);';
    const fine = await server.call('render_model', { code, parameters: { size: 8 } });
    const draft = await server.call('render_model', { code, parameters: { size: 8 }, quality: 'draft' });
    expect(fine.report.size.size[0]).toBeCloseTo(16, 1);
    expect(draft.report.mesh.triangles).toBeLessThan(fine.report.mesh.triangles / 4);
    const kept = await server.call('render_model', {
      model_id: fine.report.model_id,
      parameters: { $fn: 10 },
    });
    expect(kept.report.size.size[2]).toBeGreaterThan(14);
    expect(kept.report.mesh.triangles).toBeLessThan(200);
  });

  it('takes a camera as OpenSCAD does and as eye and center', async () => {
    const code = 'cube(10, center = true);';
    const gimbal = { rotation: [90, 0, 0], translation: [0, 0, 0], distance: 100, fov: 22.5 };
    const lookAt = { eye: [0, -100, 0], center: [0, 0, 0] };
    const one = await server.call('render_model', { code, camera: gimbal });
    const other = await server.call('render_model', { code, camera: lookAt });
    expect(one.images).toHaveLength(1);
    expect(one.images[0].equals(other.images[0])).toBe(true);
    expect(one.report.images[0].view).toBe('camera');
  });

  it('tells the phases of its work to a client that asks', async () => {
    const phases: (string | undefined)[] = [];
    await server.call(
      'render_model',
      { code: 'sphere(3); // progress' },
      { onprogress: ({ message }) => phases.push(message) },
    );
    expect(phases).toEqual(['staging', 'evaluating', 'drawing']);
  });

  it('shows what could be evaluated of a model with an error', async () => {
    const { report, images, isError } = await server.call('render_model', {
      code: 'import("missing.stl");\ncube(4);',
    });
    expect(isError).toBe(true);
    expect(report).toMatchObject({ ok: false, error: { code: 'SCAD_RUNTIME' }, size: { size: [4, 4, 4] } });
    expect(report.diagnostics[0]).toMatchObject({ severity: 'error', code: 'FILE_NOT_FOUND' });
    expect(images).toHaveLength(1);
  });

  it('keeps a result with many large pictures within what clients take', async () => {
    const { report, images, text } = await server.call('render_model', {
      code: 'for (i = [0 : 60]) rotate([i * 7, i * 31, i * 13]) translate([i, 0, 0]) cube(9);',
      views: ['iso', 'front', 'back', 'left', 'right', 'top', 'bottom', 'dimetric'],
      layout: 'separate',
      width_px: 2048,
      height_px: 2048,
    });
    const bytes =
      images.reduce((sum, image) => sum + image.length * 1.34, 0) +
      text.length +
      JSON.stringify(report).length;
    expect(bytes).toBeLessThan(900_000);
    expect(report.images).toHaveLength(8);
    if (images.length < 8) expect(text).toMatch(/pictures do not fit/);
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
