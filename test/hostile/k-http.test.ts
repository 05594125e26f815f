import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { median } from '../../scripts/statistics.ts';
import { createBearerGuard } from '../../src/transports/http/bearer-guard.ts';
import { type HttpCli, startHttpCli } from '../support/http-cli.ts';
import { type Answer, callBody, rawPost, send, talk } from '../support/http-site.ts';
import type { FaultRow } from './rows/fault-row.ts';

const TOKEN = 'correct-horse-battery-staple-correct';
const SECRET = 'WIDGET_FOR_A_CUSTOMER';

let server: HttpCli;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'k-http-'));
  server = await startHttpCli(['serve', '--http', '--port', '0'], {
    env: { MCP_AUTH_TOKEN: TOKEN, MCP_RATE_LIMIT: '0', TEMP_DIR: folder, MCP_ROOTS: folder },
  });
});
afterAll(async () => {
  server.kill('SIGTERM');
  await server.finished;
  rmSync(folder, { recursive: true, force: true });
});

const authorized = { Authorization: `Bearer ${TOKEN}` };
const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
  send(server.port, { body, headers: { ...authorized, ...headers } });
const ask = (method: string, params: object = {}, id: unknown = 1) =>
  post(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
const read = (uri: string) => ask('resources/read', { uri });
const call = (name: unknown, args: unknown) => ask('tools/call', { name, arguments: args });

/** The server is well: it lives, renders a cube right and has nothing left to do. */
async function expectWell(): Promise<void> {
  const cube = await post(callBody('render_model', { code: 'cube([1, 2, 3]); // still well' }, 'well'));
  expect(cube.json.id).toBe('well');
  expect(cube.json.result.structuredContent).toMatchObject({ ok: true, size: { size: [1, 2, 3] } });
  const { json } = await post(callBody('server_status', {}));
  const { pool } = json.result.structuredContent;
  expect([pool.evaluate.running, pool.evaluate.queued, pool.draw.queued]).toEqual([0, 0, 0]);
}

/** What a request comes to: an HTTP status, and the code of a JSON-RPC error or of a tool's. */
function outcomeOf({ status, json }: Answer): string {
  const code = json?.error?.code ?? json?.result?.structuredContent?.error?.code ?? 'ok';
  return `${status} ${code}`;
}

const MODEL = 'openscad://models/m_0123456789abcdef01234567';

const ROWS: readonly FaultRow<() => Promise<Answer>, RegExp>[] = [
  {
    id: 145,
    title: 'a body that is no JSON',
    fault: () => post('{"jsonrpc":'),
    expected: /^400 -32700$/,
    maxMs: 2000,
  },
  {
    id: 145,
    title: 'a body of bytes',
    fault: () => post(Buffer.from([0, 255, 1])),
    expected: /^400 -32700$/,
    maxMs: 2000,
  },
  {
    id: 146,
    title: 'JSON of 100,000 levels',
    fault: () => post('['.repeat(1e5) + ']'.repeat(1e5)),
    expected: /^400 -32/,
    maxMs: 2000,
  },
  {
    id: 146,
    title: '100,000 levels of arguments',
    fault: () =>
      post(callBody('render_model', { code: 1 }).replace('1}', `${'[['.repeat(5e4)}${']]'.repeat(5e4)}}`)),
    expected: /^400 -32/,
    maxMs: 2000,
  },
  {
    id: 148,
    title: 'a form',
    fault: () => post('a=1', { 'Content-Type': 'application/x-www-form-urlencoded' }),
    expected: /^415 /,
    maxMs: 2000,
  },
  {
    id: 148,
    title: 'a client that takes pictures only',
    fault: () => post(callBody('server_status'), { Accept: 'image/png' }),
    expected: /^406 /,
    maxMs: 2000,
  },
  {
    id: 148,
    title: 'GET of the calls',
    fault: () => send(server.port, { method: 'GET', headers: authorized }),
    expected: /^405 /,
    maxMs: 2000,
  },
  {
    id: 149,
    title: 'a version that does not exist',
    fault: () => post(callBody('server_status'), { 'MCP-Protocol-Version': '1999-01-01' }),
    expected: /^400 /,
    maxMs: 2000,
  },
  {
    id: 150,
    title: 'headers of another call',
    fault: () => post(callBody('server_status'), { 'Mcp-Method': 'tools/list', 'Mcp-Name': 'x' }),
    expected: /^200 ok$/,
    maxMs: 2000,
  },
  { id: 150, title: 'an unknown method', fault: () => ask('no/such'), expected: /^200 -32601$/, maxMs: 2000 },
  {
    id: 151,
    title: 'a session id of rubbish',
    fault: () => post(callBody('server_status'), { 'Mcp-Session-Id': 'x'.repeat(4000) }),
    expected: /^200 ok$/,
    maxMs: 2000,
  },
  {
    id: 152,
    title: 'a model that nobody made',
    fault: () => call('render_model', { model_id: 'm_0123456789abcdef01234567' }),
    expected: /^200 INVALID_INPUT$/,
    maxMs: 2000,
  },
  {
    id: 162,
    title: 'a resource that climbs',
    fault: () => read(`${MODEL}/../../../../etc/passwd`),
    expected: /^200 -32/,
    maxMs: 2000,
  },
  {
    id: 162,
    title: 'a resource that climbs in disguise',
    fault: () => read('openscad://models/%2e%2e%2f%2e%2e%2fetc%2fpasswd/source.scad'),
    expected: /^200 -32/,
    maxMs: 2000,
  },
  {
    id: 162,
    title: 'a file as resource',
    fault: () => read('file:///etc/passwd'),
    expected: /^200 -32/,
    maxMs: 2000,
  },
  {
    id: 162,
    title: 'a resource of 100 kB',
    fault: () => read(`${MODEL}/preview.png?views=${'top,'.repeat(25_000)}`),
    expected: /^200 -32/,
    maxMs: 2000,
  },
  {
    id: 162,
    title: 'a resource of 100 kB of slashes',
    fault: () => read(`openscad://models/${'/'.repeat(100_000)}`),
    expected: /^200 -32/,
    maxMs: 2000,
  },
  {
    id: 162,
    title: 'a resource of 100 kB of percent signs',
    fault: () => read(`${MODEL}/${'%'.repeat(100_000)}?${'%25'.repeat(1000)}`),
    expected: /^200 -32/,
    maxMs: 2000,
  },
  {
    id: 162,
    title: 'a resource that is no address',
    fault: () => read('\u0000'),
    expected: /^200 -32/,
    maxMs: 2000,
  },
  { id: 163, title: 'an unknown tool', fault: () => call('rm', {}), expected: /^200 -32602$/, maxMs: 2000 },
  {
    id: 163,
    title: 'a tool named after a property of objects',
    fault: () => call('constructor', {}),
    expected: /^200 -32602$/,
    maxMs: 2000,
  },
  {
    id: 163,
    title: 'a tool of 100 kB',
    fault: () => call('x'.repeat(1e5), {}),
    expected: /^200 -32602$/,
    maxMs: 2000,
  },
  { id: 163, title: 'a number as tool', fault: () => call(7, {}), expected: /^200 -32/, maxMs: 2000 },
  {
    id: 163,
    title: 'arguments that are a list',
    fault: () => call('render_model', ['cube(1);']),
    expected: /^200 -32/,
    maxMs: 2000,
  },
  {
    id: 163,
    title: 'an unknown argument',
    fault: () => call('render_model', { cod: 'cube(1);' }),
    expected: /^200 INVALID_INPUT$/,
    maxMs: 2000,
  },
  {
    id: 163,
    title: 'arguments with another prototype',
    fault: () =>
      post(
        '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"render_model","arguments":{"__proto__":{"code":"cube(1);"}}}}',
      ),
    expected: /^200 (?:INVALID_INPUT|-32602)$/,
    maxMs: 2000,
  },
  {
    id: 164,
    title: 'a cursor of rubbish',
    fault: () => ask('tools/list', { cursor: '%%%' }),
    expected: /^200 (?:ok|-32602)$/,
    maxMs: 2000,
  },
];

describe('a server over HTTP', () => {
  it.each(ROWS)('$id: $title', async ({ fault, expected, maxMs }) => {
    const started = performance.now();
    const answer = await fault();
    expect(performance.now() - started).toBeLessThan(maxMs);
    expect(outcomeOf(answer)).toMatch(expected);
    expect(answer.text).not.toMatch(/root:|node_modules|\bat .*\.(?:js|ts):\d+/);
    expect(answer.text.length).toBeLessThan(20_000);
    await expectWell();
  });

  it('161: keeps the answers of clients apart that use the same ids and leave in between', async () => {
    const rendered = Array.from({ length: 9 }, async (_, at) => {
      const body = callBody('render_model', { code: `cube([${at + 1}, 1, 1]);` }, 1);
      if (at % 3 !== 2) return { at, answer: await post(body) };
      const { socket } = talk(server.port, rawPost(body, authorized));
      setTimeout(() => socket.destroy(), at * 20);
      return { at, answer: null };
    });
    for (const { at, answer } of await Promise.all(rendered)) {
      if (answer === null) continue;
      expect(answer.json.id).toBe(1);
      expect(answer.json.result.structuredContent.size.size).toEqual([at + 1, 1, 1]);
    }
    await expectWell();
  });

  it('164: lists its tools in one order, and in no more than a client reads', async () => {
    const lists = await Promise.all([1, 2, 3].map(() => ask('tools/list')));
    const names = lists.map(({ json }) => json.result.tools.map(({ name }: { name: string }) => name));
    expect(names[1]).toEqual(names[0]);
    expect(names[2]).toEqual(names[0]);
    expect(lists[0].text.length).toBeLessThan(150_000);
  });

  it('165: tells neither paths nor models nor the token in numbers, health and log', async () => {
    await post(callBody('render_model', { code: `${SECRET} = 1; cube(${SECRET});` }));
    await post(callBody('render_model', { path: `${SECRET}.scad` }));
    await read(`openscad://models/${SECRET}/source.scad`);
    const get = async (path: string) =>
      (await send(server.port, { method: 'GET', path, headers: authorized })).text;
    const texts = await Promise.all(['/metrics', '/health', '/health?ready'].map(get));
    for (const text of texts) {
      expect(text.length).toBeGreaterThan(5);
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(TOKEN);
      expect(text).not.toContain(folder);
      expect(text).not.toMatch(/\/(?:tmp|home|etc|usr|root)\//);
    }
    expect(server.log()).not.toContain(TOKEN);
  });
});

describe('a token', () => {
  it('159: is refused in the same time however much of it is right', () => {
    const guard = createBearerGuard(TOKEN);
    const wrong = (right: number) => `Bearer ${TOKEN.slice(0, right)}${'x'.repeat(TOKEN.length - right)}`;
    const candidates = [wrong(0), wrong(TOKEN.length - 1)];
    const times: number[][] = [[], []];
    for (let round = 0; round < 400; round++) {
      for (const [at, shown] of candidates.entries()) {
        const started = performance.now();
        for (let repeat = 0; repeat < 20; repeat++) guard(shown);
        times[at].push(performance.now() - started);
      }
    }
    const ratio = median(times[1]) / median(times[0]);
    expect(ratio).toBeGreaterThan(0.7);
    expect(ratio).toBeLessThan(1.4);
  });
});
