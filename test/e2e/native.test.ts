import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { checkHealth } from '../../src/check-health.ts';
import { writeFakeOpenScad } from '../support/fake-openscad.ts';
import { INSTALLED, WORKING_BWRAP } from '../support/native-engine.ts';
import { type ConnectedClient, runCli, startServer } from '../support/server.ts';

/** The built server with an installed OpenSCAD beside the bundled one. */

const folder = mkdtempSync(join(tmpdir(), 'native-e2e-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Too much for the bundled one with the smallest limit, and not for one that has its own program besides. */
const LARGE_LIST = 'list = rands(0, 1, 4e6); echo(len(list)); cube(2);';

/** In a container that has no namespaces, the sandbox is refused, and what is tested here is the rest. */
const SANDBOX: Record<string, string> =
  WORKING_BWRAP === null ? { OPENSCAD_ALLOW_UNSANDBOXED_NATIVE: 'true' } : {};

const servers: ConnectedClient[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()));
});

async function start(env: Record<string, string>): Promise<ConnectedClient> {
  const temp = { TEMP_DIR: join(folder, 'temp'), MCP_CACHE_TYPE: 'disk' };
  const server = await startServer({ env: { ...temp, ...SANDBOX, ...env }, cwd: folder });
  servers.push(server);
  return server;
}

describe.skipIf(INSTALLED === null && !process.env.CI)('an installed OpenSCAD', () => {
  const always = { OPENSCAD_ENGINE: 'native', OPENSCAD_BINARY: INSTALLED ?? '' };

  it('answers all tools', async () => {
    const server = await start(always);
    const code =
      'size = 10; difference() { cube(size); translate([5, 5, -1]) cylinder(d = 4, h = 99, $fn = 32); }';
    const rendered = await server.call('render_model', { code, parameters: { size: 12 } });
    expect(rendered.images).toHaveLength(1);
    expect(rendered.report).toMatchObject({
      ok: true,
      engine: 'native 2021.01',
      size: { size: [12, 12, 12] },
    });
    const { model_id } = rendered.report;
    const measured = await server.call('measure_model', { model_id, what: ['mass', 'features'] });
    expect(measured.report).toMatchObject({ ok: true, cache: 'mesh', engine: 'native 2021.01' });
    const exported = await server.call('export_model', { model_id, format: '3mf' });
    expect(exported.report).toMatchObject({ ok: true, engine: 'native 2021.01' });
    const checked = await server.call('check_model', { code: 'cube(1); nothing();' });
    expect(checked.report).toMatchObject({
      verdict: 'fail',
      diagnostics: [{ code: 'UNKNOWN_MODULE', line: 1 }],
    });
    const listed = await server.call('list_parameters', { code: 'width = 3; // [1:9]' });
    expect(listed.report.ok).toBe(true);
    const drawn = await server.call('export_model', { code: 'square(3);', format: 'svg' });
    expect(drawn.report).toMatchObject({ ok: true, engine: 'native 2021.01' });
    const status = await server.call('server_status', {});
    expect(status.report).toMatchObject({
      engine: 'native',
      versions: { openscad: '2021.01' },
      native: {
        use: 'always',
        sandbox: WORKING_BWRAP === null ? 'none' : 'bubblewrap',
        set_aside: false,
        problem: null,
      },
    });
    expect(readdirSync(join(folder, 'temp/native'))).toEqual([]);
  });

  it('shares no id and no cache with the bundled one', async () => {
    const code = 'cube([1, 2, 3]);';
    const native = await (await start(always)).call('render_model', { code });
    const bundled = await (await start({ OPENSCAD_ENGINE: 'wasm' })).call('render_model', { code });
    expect([native.report.engine, bundled.report.engine]).toEqual(['native 2021.01', 'wasm']);
    expect(native.report.model_id).not.toBe(bundled.report.model_id);
    expect(bundled.report.cache).toBe('miss');
  });

  it('helps out where the bundled one runs out of memory, and is remembered as who did', async () => {
    const server = await start({ OPENSCAD_BINARY: INSTALLED ?? '', OPENSCAD_MAX_MEMORY_MB: '64' });
    const small = await server.call('render_model', { code: 'cube(1);' });
    expect(small.report.engine).toBe('wasm');
    const large = await server.call('render_model', { code: LARGE_LIST });
    expect(large.report).toMatchObject({ ok: true, engine: 'native 2021.01', cache: 'miss' });
    const again = await server.call('render_model', { code: LARGE_LIST, views: ['top'] });
    expect(again.report).toMatchObject({
      engine: 'native 2021.01',
      cache: 'mesh',
      model_id: large.report.model_id,
    });
    const byId = await server.call('measure_model', { model_id: large.report.model_id, what: ['size'] });
    expect(byId.report).toMatchObject({ ok: true, engine: 'native 2021.01', cache: 'mesh' });
    const wrong = await server.call('render_model', { code: 'cube(1); x = ;' });
    expect(wrong.report.error.code).toBe('SCAD_SYNTAX');
    expect((await server.call('server_status', {})).report).toMatchObject({
      engine: 'wasm',
      native: { use: 'fallback' },
    });
  });

  it('ends with the call that asked for it', async () => {
    const server = await start(always);
    const code = 'function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(60));';
    const { report } = await server.call('render_model', { code, timeout_s: 1 });
    expect(report.error.code).toBe('DEADLINE_EXCEEDED');
    const leaving = new AbortController();
    const withdrawn = server.call('render_model', { code: `${code} // 2` }, { signal: leaving.signal });
    setTimeout(() => leaving.abort(), 600);
    await expect(withdrawn).rejects.toThrow();
    expect((await server.call('render_model', { code: 'cube(1);' })).report.ok).toBe(true);
    expect(readdirSync(join(folder, 'temp/native'))).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('an installed OpenSCAD that is none', () => {
  const missing = join(folder, 'missing');

  it('fails every call when it is to answer all, and the doctor says so', async () => {
    const env = { OPENSCAD_ENGINE: 'native', OPENSCAD_BINARY: missing };
    const server = await start(env);
    const { report } = await server.call('render_model', { code: 'cube(1);' });
    expect(report.error).toMatchObject({
      code: 'NATIVE_UNAVAILABLE',
      message: expect.stringMatching(/no file/),
    });
    const { code, stdout } = await runCli(['doctor'], { env, cwd: folder });
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAIL {2}Installed/);
  });

  it('is a warning where it is only to help out', async () => {
    const { code, stdout } = await runCli(['doctor'], { env: { OPENSCAD_BINARY: missing }, cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(/warn {2}Installed .*no file/);
  });

  it('makes a server degraded, or unhealthy when it is to answer all', async () => {
    const env = { OPENSCAD_BINARY: missing, TEMP_DIR: join(folder, 'temp') };
    const helping = await checkHealth(env);
    expect(helping).toMatchObject({ status: 'degraded', error: expect.stringMatching(/no file where/) });
    expect(JSON.stringify(helping)).not.toContain(missing);
    expect(await checkHealth({ ...env, OPENSCAD_ENGINE: 'native' })).toMatchObject({ status: 'unhealthy' });
  });

  it('is set aside when it crashes again and again, and the bundled one answers', async () => {
    const env = {
      OPENSCAD_ENGINE: 'native',
      OPENSCAD_BINARY: writeFakeOpenScad(join(folder, 'crashes'), 'kill -SEGV $$'),
    };
    const server = await start({ ...env, OPENSCAD_ALLOW_UNSANDBOXED_NATIVE: 'true' });
    const outcomes: unknown[] = [];
    for (let size = 101; size <= 104; size++) {
      const { report } = await server.call('render_model', { code: `cube(${size});` });
      outcomes.push(report.error?.code ?? report.engine);
    }
    expect(outcomes).toEqual(['ENGINE_CRASHED', 'ENGINE_CRASHED', 'ENGINE_CRASHED', 'wasm']);
    expect((await server.call('server_status', {})).report.native).toMatchObject({ set_aside: true });
  });
});
