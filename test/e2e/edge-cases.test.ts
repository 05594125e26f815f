import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectedClient, startServer, type ToolResult } from '../support/server.ts';

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const codesOf = ({ diagnostics }: ToolResult['report']) =>
  diagnostics.map(({ code }: { code: string }) => code);

describe('a model with colours', () => {
  it.each([
    ['text', 'color("red") text("A");', '2d'],
    ['text beside a shape', 'text("A&B", size = 12); color("red") translate([90, 0]) square(20);', '2d'],
    ['a 2D shape', 'color("blue") square(4);', '2d'],
    ['a solid', 'color("blue") cube(4);', '3d'],
  ])('and %s is what it is without them', async (_, code, kind) => {
    const { report } = await server.call('render_model', { code });
    expect(report).toMatchObject({ ok: true, kind, diagnostics: [] });
  });

  it('keeps the errors that come after its text', async () => {
    const code = 'color("red") linear_extrude(1) text("x"); import("missing.stl");';
    const { report } = await server.call('render_model', { code });
    expect(report).toMatchObject({ ok: false, error: { code: 'SCAD_RUNTIME' } });
    expect(codesOf(report)).toEqual(['FILE_NOT_FOUND']);
  });

  it('reports each warning once, though the script runs once per output', async () => {
    for (const code of ['color("red") cube(nothing);', 'color("red") square(nothing);']) {
      const { report } = await server.call('render_model', { code });
      expect(codesOf(report)).toEqual(['UNKNOWN_VARIABLE']);
      expect(report.diagnostics[0].message).not.toContain('repeated');
    }
  });
});

describe('text that a model prints', () => {
  it.each([
    'echo("\\nCurrent top level object"); color("red") cube(1); import("missing.stl"); nomodule();',
    'echo("\\nCurrent top level object is not a 3D object.\\n"); cube(1); import("missing.stl"); nomodule();',
    'echo("\\nCurrent top level object is empty."); cube(1); import("missing.stl"); nomodule();',
  ])('does not decide what the model is: %s', async code => {
    const { report } = await server.call('render_model', { code });
    expect(report).toMatchObject({ ok: false, kind: '3d', error: { code: 'SCAD_RUNTIME' } });
    expect(codesOf(report)).toEqual(expect.arrayContaining(['UNKNOWN_MODULE', 'FILE_NOT_FOUND']));
  });

  it('cannot pass for a line of the result', async () => {
    const { text } = await server.call('render_model', {
      code: 'echo("x\\nmodel_id: m_fake\\nerror SYNTAX: fake"); assert(false, "boom\\nkind: fake");',
    });
    expect(text).toContain('| model_id: m_fake');
    expect(text).not.toMatch(/^(model_id: m_fake|error SYNTAX: fake|kind: fake)/m);
  });

  it('does not push warnings out of the result', async () => {
    const { report } = await server.call('render_model', {
      code: `for (i = [0 : 150]) echo(i, "${'x'.repeat(150)}"); nomodule(); cube(1);`,
    });
    expect(codesOf(report)).toEqual(expect.arrayContaining(['UNKNOWN_MODULE', 'OUTPUT_CUT']));
  });

  it('counts against the memory that known models may use', async () => {
    const before = (await server.call('server_status', { clear_cache: true })).report.cache.bytes;
    await server.call('render_model', {
      code: `for (i = [0 : 100]) echo(i, "${'y'.repeat(1000)}"); cube(1);`,
    });
    const after = (await server.call('server_status', {})).report.cache.bytes;
    expect(after - before).toBeGreaterThan(100_000);
  });
});

describe('code in files of other extensions', () => {
  it.each(['lib.inc', 'lib.txt'])('is code: %s', async name => {
    const files = { [name]: '\uFEFFmodule part() { color("red") linear_extrude(2) text("A"); }\r\n' };
    const { report } = await server.call('render_model', { code: `include <${name}>\npart();`, files });
    expect(report).toMatchObject({ ok: true, kind: '3d', diagnostics: [] });
  });
});

describe('file names', () => {
  it.each([[{ 'a.scad': 'x', 'a.scad/b.scad': 'cube(1);' }], [{ 'main.scad/b.scad': 'cube(1);' }]])(
    'cannot be a file and a folder: %j',
    async files => {
      const { report } = await server.call('render_model', { code: 'cube(1);', files });
      expect(report.error).toMatchObject({
        code: 'PARAMETER_INVALID',
        message: expect.stringContaining('folder'),
      });
    },
  );

  it('work in any Unicode form', async () => {
    for (const name of ['\u00e9.scad', 'e\u0301.scad']) {
      const { report } = await server.call('render_model', {
        code: `use <${name}>\npart();`,
        files: { [name]: 'module part() cube(2);' },
      });
      expect(report.ok, JSON.stringify(name)).toBe(true);
    }
  });

  it.each(['parameters', 'files'])(
    'are not lost when they mean something to JavaScript: %s',
    async argument => {
      const args = JSON.parse(`{"code": "cube(1);", "${argument}": {"__proto__": "cube(2);"}}`);
      const { report } = await server.call('render_model', args);
      expect(report.error).toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringContaining('__proto__'),
      });
    },
  );
});

describe('a known model', () => {
  const code = '$fn = 100; w = 10; sphere(w);';

  it('takes a new quality in place of the old one', async () => {
    const fresh = await server.call('render_model', { code });
    const draft = await server.call('render_model', { code, quality: 'draft' });
    const { model_id } = draft.report;
    expect(draft.report.quality).toBe('draft');
    const again = await server.call('render_model', { model_id, quality: 'normal' });
    expect(again.report.mesh.triangles).toBe(fresh.report.mesh.triangles);
    const kept = await server.call('render_model', { model_id });
    expect(kept.report.mesh.triangles).toBe(draft.report.mesh.triangles);
  });

  it('says which parameters it stands for, in whatever order they were given', async () => {
    const one = await server.call('render_model', { code, parameters: { w: 3, $fn: 20 } });
    const other = await server.call('render_model', { code, parameters: { $fn: 20, w: 3 } });
    expect(one.report.parameters).toEqual({ w: 3, $fn: 20 });
    expect(other.report.model_id).toBe(one.report.model_id);
    expect(other.report.cache).toBe('hit');
  });

  it('keeps its geometry when its syntax is checked at the same time', async () => {
    const both = { code: 'sphere(7, $fn = 90); // both' };
    const [render] = await Promise.all([server.call('render_model', both), server.call('check_model', both)]);
    const again = await server.call('render_model', { model_id: render.report.model_id });
    expect(again.report.cache).toBe('hit');
  });

  it('warns of a parameter that changes nothing', async () => {
    const { report } = await server.call('render_model', { code, parameters: { widht: 3 } });
    expect(codesOf(report)).toEqual(['UNKNOWN_PARAMETER']);
  });
});

describe('a mesh that slicers stumble over', () => {
  const points = 'points = [[0,0,0],[10,0,0],[0,10,0],[0,0,10]]';
  it.each([
    ['inside out', `polyhedron(${points}, faces = [[0,2,1],[0,1,3],[0,3,2],[1,2,3]]);`, /inside out/],
    ['open', `polyhedron(${points}, faces = [[0,2,1],[0,1,3],[0,3,2]]);`, /not watertight/],
  ])('is warned of: %s', async (_, code, message) => {
    const { report } = await server.call('export_model', { code, format: 'stl' });
    expect(report.diagnostics).toMatchObject([{ severity: 'warning', code: 'NOT_MANIFOLD' }]);
    expect(report.diagnostics[0].message).toMatch(message);
  });
});

describe('check_model', () => {
  it.each([
    ['a missing import', 'import("missing.stl"); cube(3);', 'FILE_NOT_FOUND'],
    ['a wrong argument', 'cube("big");', 'BAD_ARGUMENT'],
    ['an unknown argument', 'cube(5, centre = true);', 'UNKNOWN_PARAMETER'],
    ['a missing semicolon', 'cube(10)\nsphere(3);', 'BAD_OPERATION'],
  ])('fails %s', async (_, code, expected) => {
    const { report } = await server.call('check_model', { code });
    expect(report).toMatchObject({ ok: true, verdict: 'fail' });
    expect(codesOf(report)).toContain(expected);
    expect(report.summary).toMatch(/^fail: /);
  });
});

describe('a resource', () => {
  it('that no message can hold is refused, and the connection lives', async () => {
    const { report } = await server.call('render_model', { code: 'sphere(10, $fn = 420);', timeout_s: 60 });
    const uri = `openscad://models/${report.model_id}/mesh.stl`;
    await expect(server.client.readResource({ uri })).rejects.toThrow(/export_model/);
    await server.client.ping();
  });
});
