import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HANDSHAKE, spawnServer, startServer } from '../support/server.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-test-'));
  file = join(folder, 'logs', 'server.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
// biome-ignore lint/suspicious/noExplicitAny: tests look into many different records by name
const recordsOf = (text: string): any[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line));
const callsOf = (text: string) => recordsOf(text).filter(({ msg }) => msg === 'call');

describe('the log', () => {
  it('names a root that cannot be used and who set it, and the server serves', async () => {
    const gone = join(folder, 'gone');
    const server = await startServer({ args: ['serve', '--root', gone] });
    const { text } = await server.call('render_model', { path: 'a.scad' });
    const drawn = await server.call('render_model', { code: 'cube(1);' });
    const records = recordsOf(server.stderr());
    await server.close();
    expect(text).toContain(`the root ${JSON.stringify(gone)} does not exist`);
    expect(drawn.isError).toBe(false);
    expect(records.filter(({ msg }) => msg === 'configuration')).toMatchObject([
      {
        level: 'warn',
        message: expect.stringContaining(`--root: the root ${JSON.stringify(gone)} does not exist`),
      },
    ]);
  });

  it('has one line for every call with what is needed to follow it, and no text of the user', async () => {
    const secret = 'WIDGET_FOR_A_CUSTOMER';
    const server = await startServer({
      env: { MCP_LOG_LEVEL: 'INFO', MCP_LOG_FILE: file, MCP_ROOTS: folder },
    });
    const { report } = await server.call('render_model', { code: `${secret} = 3; cube(${secret});` });
    await server.call('render_model', { model_id: report.model_id, views: ['top'] });
    await server.call('check_model', { code: `cube(${secret}` });
    await server.call('render_model', { path: `${secret}.scad` });
    await server.client.readResource({ uri: report.images[0].uri });
    await server.client.readResource({ uri: `openscad://models/m_0/${secret}?x` }).catch(() => {});
    await server.call('server_status', {});
    await server.close();
    for (let waited = 0; waited < 50 && callsOf(readFileSync(file, 'utf8')).length < 7; waited++)
      await pause(50);
    const text = readFileSync(file, 'utf8');
    expect(text.replace(/"resource":"[^"]*"/g, '')).not.toContain(secret);
    const calls = callsOf(text);
    expect(calls).toEqual([
      expect.objectContaining({ operation: 'render_model', ok: true, cache: 'miss', engine: 'wasm' }),
      expect.objectContaining({
        operation: 'render_model',
        ok: true,
        cache: 'mesh',
        model_id: report.model_id,
      }),
      expect.objectContaining({ operation: 'check_model' }),
      expect.objectContaining({ operation: 'render_model', ok: false, code: expect.any(String) }),
      expect.objectContaining({ operation: 'read_resource', ok: true }),
      expect.objectContaining({ operation: 'read_resource', ok: false, code: 'INVALID_INPUT' }),
      expect.objectContaining({ operation: 'server_status', ok: true }),
    ]);
    for (const call of calls)
      expect(call).toMatchObject({
        level: expect.any(String),
        time: expect.any(String),
        ms: expect.any(Number),
      });
    expect(calls[6]).not.toHaveProperty('engine');
    expect(server.stderr()).toBe('');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('names paths of models with --debug', async () => {
    const server = await startServer({ args: ['--debug', '--root', folder] });
    await server.call('check_model', { path: 'some-part.scad' });
    const text = server.stderr();
    await server.close();
    expect(recordsOf(text)).toContainEqual(
      expect.objectContaining({ level: 'debug', operation: 'check_model', path: 'some-part.scad' }),
    );
  });

  it('goes to stderr, after one warning, when the file cannot be written; calls are none the worse', async () => {
    const server = await startServer({ env: { MCP_LOG_LEVEL: 'INFO', MCP_LOG_FILE: '/dev/null/x.log' } });
    expect((await server.call('render_model', { code: 'cube(1);' })).isError).toBe(false);
    const records = recordsOf(server.stderr());
    await server.close();
    expect(records[0]).toMatchObject({ level: 'warn', file: '/dev/null/x.log' });
    expect(records.filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(records.some(({ msg }) => msg === 'call')).toBe(true);
  });
});

describe.skipIf(process.platform === 'win32')('SIGHUP', () => {
  const status = (id: number) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name: 'server_status', arguments: {} },
  });

  it('after a rename opens the file anew, and no line is lost under load', async () => {
    const CALLS = 1500;
    const { child, send, stdout, finished } = spawnServer([], {
      env: { MCP_LOG_LEVEL: 'INFO', MCP_LOG_FILE: file },
    });
    for (const message of HANDSHAKE) send(message);
    for (let waited = 0; waited < 200 && !existsSync(file); waited++) await pause(50);
    const rotated: string[] = [];
    for (let id = 1; id <= CALLS; id++) {
      send(status(id));
      if (id % 150 !== 0) continue;
      for (let waited = 0; waited < 200 && (waited === 0 || !existsSync(file)); waited++) await pause(60);
      const old = `${file}.${rotated.length}`;
      renameSync(file, old);
      rotated.push(old);
      child.kill('SIGHUP');
    }
    for (let waited = 0; waited < 400 && !stdout().includes(`"id":${CALLS}}`); waited++) await pause(50);
    child.stdin?.end();
    expect((await finished).code).toBe(0);
    const files = [...rotated, file].map(name => readFileSync(name, 'utf8'));
    expect(files.flatMap(callsOf)).toHaveLength(CALLS);
    expect(files.filter(text => callsOf(text).length > 0).length).toBeGreaterThan(3);
    expect(recordsOf(files[files.length - 1])).toContainEqual(
      expect.objectContaining({ msg: 'log reopened' }),
    );
    expect((await finished).stderr).not.toContain('"level"');
  });

  it('does not end a service that logs to stderr', async () => {
    const { child, send, stdout, finished } = spawnServer();
    for (const message of HANDSHAKE) send(message);
    for (let waited = 0; waited < 200 && !stdout().includes('"id":0}'); waited++) await pause(50);
    child.kill('SIGHUP');
    await pause(200);
    send({ jsonrpc: '2.0', id: 1, method: 'ping' });
    for (let waited = 0; waited < 100 && !stdout().includes('"id":1}'); waited++) await pause(50);
    expect(stdout()).toContain('"id":1}');
    child.stdin?.end();
    expect((await finished).code).toBe(0);
  });
});

describe('a fault of the server itself', () => {
  const ENDLESS = 'function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(60)); cube(1);';

  it.each([
    ['an exception that nobody caught', "throw new Error('boom')", 'uncaught exception'],
    ['a rejection that nobody heard', "Promise.reject(new Error('boom'))", 'unhandled rejection'],
  ])('by %s is logged, fails the calls under way and exits with 1', async (_, fault, msg) => {
    const script = `setTimeout(() => { ${fault} }, 2500)`;
    const env = {
      MCP_LOG_FILE: file,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}`,
    };
    const { send, stdout, finished } = spawnServer([], { env });
    for (const message of HANDSHAKE) send(message);
    send({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'render_model', arguments: { code: ENDLESS } },
    });
    const { code, ms } = await finished;
    expect(code).toBe(1);
    expect(ms).toBeLessThan(6000);
    expect(stdout()).toContain('SHUTTING_DOWN');
    expect(recordsOf(readFileSync(file, 'utf8'))).toContainEqual(
      expect.objectContaining({ level: 'error', msg, cause: expect.stringContaining('boom') }),
    );
  });
});
