import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../support/cache-lab.ts';
import { type HttpCli, startHttpCli } from '../support/http-cli.ts';
import { type Answer, callBody, send } from '../support/http-site.ts';
import { type Family, parseMetrics } from '../support/parse-metrics.ts';
import { HAS_REDIS, startRedis } from '../support/redis-server.ts';
import { runCli } from '../support/server.ts';

/** The command `serve --http`, as an operator runs it. */

/** Models that take a while: a part of a second or a few, and far longer than any deadline. */
const recursion = (depth: number) =>
  `function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(${depth})); cube(1);`;
const SLOW = recursion(13);
const ENDLESS = recursion(60);

/** What a busy machine takes for something that is done at once. */
const SOON_MS = 2000;

let folder: string;
let servers: HttpCli[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'serve-http-'));
});
afterEach(async () => {
  for (const server of servers) server.kill('SIGKILL');
  await Promise.all(servers.map(({ finished }) => finished));
  servers = [];
  rmSync(folder, { recursive: true });
});

async function serve(env: Record<string, string> = {}): Promise<HttpCli> {
  const server = await startHttpCli(['serve', '--http', '--port', '0'], {
    cwd: folder,
    env: { TEMP_DIR: join(folder, 'temp'), MCP_RATE_LIMIT: '0', ...env },
  });
  servers.push(server);
  return server;
}

const render = ({ port }: HttpCli, code: string): Promise<Answer> =>
  send(port, { body: callBody('render_model', { code, width_px: 64, height_px: 64 }) });

/** One number of a server; 0 when it has not been counted yet. */
async function readMetric(server: HttpCli, sampleName: string, labels: object = {}): Promise<number> {
  const families = parseMetrics(await (await fetch(server.at('/metrics'))).text());
  const samples = [...families.values()].flatMap((family: Family) => family.samples);
  const fits = ({ labels: own }: { labels: object }) =>
    JSON.stringify({ ...own, ...labels }) === JSON.stringify(own);
  return samples.find(sample => sample.name === `openscad_mcp_${sampleName}` && fits(sample))?.value ?? 0;
}

const countRenders = (server: HttpCli) =>
  readMetric(server, 'phase_duration_seconds_count', { phase: 'evaluate' });
const countHits = (server: HttpCli, tier: string) =>
  readMetric(server, 'cache_lookups_total', { tier, outcome: 'hit' });

describe('serve --http', () => {
  it('answers probes, counts what it does, and prints nothing on stdout', async () => {
    const server = await serve();
    const [live, ready] = await Promise.all(
      ['/health', '/health?ready'].map(async path => (await fetch(server.at(path))).json()),
    );
    expect(live).toMatchObject({ status: 'healthy' });
    expect(ready).toMatchObject({ status: 'healthy', checks: expect.any(Array) });
    expect(await readMetric(server, 'calls_total', { tool: 'render_model' })).toBe(0);
    const { json } = await render(server, 'echo("printed"); cube(2);');
    expect(json.result.structuredContent).toMatchObject({ ok: true, size: { size: [2, 2, 2] } });
    expect(await readMetric(server, 'calls_total', { tool: 'render_model', result: 'ok' })).toBe(1);
    expect(await countRenders(server)).toBe(1);
    server.kill('SIGTERM');
    expect(await server.finished).toMatchObject({ code: 0, stdout: '' });
  });
});

describe('a start that fails', () => {
  it('ends, whatever the server has opened by then', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, stderr } = await runCli(['serve', '--http', '--port', String(port)], {
      cwd: folder,
      env: {
        TEMP_DIR: join(folder, 'temp'),
        MCP_CACHE_TYPE: 'redis',
        // Nobody listens there, and the server tries again and again.
        REDIS_URL: 'redis://127.0.0.1:1',
      },
    });
    other.close();
    expect(stderr).toContain(`port ${port}`);
    expect(code).toBe(2);
  });
});

describe('SIGTERM', () => {
  /** A server that is in the midst of a call. */
  async function startRendering(code: string): Promise<{ server: HttpCli; call: Promise<Answer> }> {
    const server = await serve({ MCP_LOG_LEVEL: 'DEBUG' });
    const call = render(server, code);
    await until(() => server.log().includes('"msg":"call begins"'), 10_000);
    return { server, call };
  }

  it('during a render lets it end, and then the process', async () => {
    const { server, call } = await startRendering(SLOW);
    server.kill('SIGTERM');
    expect((await call).json.result.structuredContent).toMatchObject({ ok: true });
    expect(await server.finished).toMatchObject({ code: 0, stdout: '' });
    const [stopping, answered] = ['"msg":"stopping"', '"msg":"call"'].map(text => server.log().indexOf(text));
    expect(stopping).toBeGreaterThan(0);
    expect(answered).toBeGreaterThan(stopping);
  });

  it('a second time ends the render and the process at once', async () => {
    const { server, call } = await startRendering(ENDLESS);
    server.kill('SIGTERM');
    await until(() => server.log().includes('"msg":"stopping"'), 10_000);
    const asked = performance.now();
    server.kill('SIGTERM');
    expect((await call).text).toContain('SHUTTING_DOWN');
    expect((await server.finished).code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(SOON_MS);
  });
});

describe.skipIf(!HAS_REDIS && !process.env.CI)('two servers with one Redis', () => {
  // A tier that is later than its deadline is passed over, which happens when the machine is busy.
  it('render a model once', { retry: 3 }, async () => {
    const redis = await startRedis();
    try {
      const env = { MCP_CACHE_TYPE: 'redis', REDIS_URL: `redis://127.0.0.1:${redis.port}` };
      const [first, second] = await Promise.all([serve(env), serve(env)]);
      const code = 'cube([1, 2, 3]);';
      expect((await render(first, code)).json.result.structuredContent).toMatchObject({ cache: 'miss' });
      // Models are written after the call was answered.
      await until(async () => (await redis.send('DBSIZE')).startsWith(':1'), 10_000);
      for (let time = 0; time < 2; time++) {
        const { json } = await render(second, code);
        expect(json.result.structuredContent).toMatchObject({ ok: true, size: { size: [1, 2, 3] } });
        expect(json.result.structuredContent.cache).not.toBe('miss');
      }
      expect([await countRenders(first), await countRenders(second)]).toEqual([1, 0]);
      expect([await countHits(second, 'redis'), await countHits(second, 'memory')]).toEqual([1, 1]);
    } finally {
      await redis.kill();
    }
  });
});

describe('server_status', () => {
  const ask = async (env: Record<string, string>, args: object = {}) => {
    const headers = env.MCP_AUTH_TOKEN === undefined ? {} : { authorization: `Bearer ${env.MCP_AUTH_TOKEN}` };
    const { port } = await serve(env);
    const { json } = await send(port, { headers, body: callBody('server_status', args) });
    return json.result.structuredContent;
  };
  const token = { MCP_AUTH_TOKEN: 'a-token-of-sufficient-length-0123456789' };

  it('names the folders of the machine to its own users', async () => {
    expect(JSON.stringify(await ask({ MCP_ROOTS: folder }))).toContain(folder);
  });

  it('names none to those who come with a token, who may not clear the cache of all either', async () => {
    const report = await ask({ ...token, MCP_ROOTS: folder, OPENSCADPATH: folder });
    expect(report.ok, report.summary).toBe(true);
    expect(JSON.stringify(report)).not.toContain(folder);
    const refused = await ask(token, { clear_cache: true });
    expect(refused).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  });
});

describe.skipIf(process.platform === 'win32')('SIGHUP', () => {
  it('under load loses no line of MCP_LOG_FILE', async () => {
    const [CLIENTS, CALLS, ROTATIONS] = [8, 60, 6];
    const file = join(folder, 'server.log');
    const server = await serve({ MCP_LOG_FILE: file });
    const rotated = Array.from({ length: ROTATIONS }, (_, index) => `${file}.${index}`);
    const body = callBody('server_status');
    let answered = 0;
    const callAgainAndAgain = async () => {
      for (let time = 0; time < CALLS; time++) {
        expect((await send(server.port, { body })).status).toBe(200);
        answered++;
      }
    };
    const load = Promise.all(Array.from({ length: CLIENTS }, callAgainAndAgain));
    for (const [index, name] of rotated.entries()) {
      await until(() => existsSync(file) && answered > (index * CLIENTS * CALLS) / ROTATIONS, 20_000);
      renameSync(file, name);
      server.kill('SIGHUP');
    }
    await load;
    server.kill('SIGTERM');
    expect(await server.finished).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const parts = [...rotated, file].map(
      name => readFileSync(name, 'utf8').match(/"msg":"call"/g)?.length ?? 0,
    );
    expect(parts.reduce((sum, count) => sum + count, 0)).toBe(CLIENTS * CALLS);
    expect(parts.filter(count => count > 0).length).toBeGreaterThan(3);
  });
});
