import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../support/cache-lab.ts';
import { HANDSHAKE, spawnServer } from '../support/server.ts';
import type { FaultRow } from './rows/fault-row.ts';

/** A server, spoken to byte by byte, and what it said. */
type RawServer = ReturnType<typeof spawnServer>;

/** A message of a server as tests look at it. */
interface Message {
  readonly jsonrpc: '2.0';
  readonly id?: string | number | null;
  readonly method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into many different results by name
  readonly result?: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly params?: any;
  readonly error?: { readonly code: number; readonly message: string };
}

const LINE_LIMIT_BYTES = 24 * 1024 * 1024;

/** Whole messages on stdout; throws when a line of it is anything else. */
function messagesOf(server: RawServer): Message[] {
  const lines = server.stdout().split('\n').slice(0, -1);
  return lines.map(text => {
    const message = JSON.parse(text);
    if (message.jsonrpc !== '2.0') throw new Error(`no message: ${text}`);
    return message;
  });
}

const answersTo = (server: RawServer, id: string | number) =>
  messagesOf(server).filter(message => message.id === id && message.method === undefined);
const answered = (id: string | number) => (server: RawServer) => answersTo(server, id).length > 0;

const line = (message: object) => `${JSON.stringify(message)}\n`;
const request = (id: string | number, method: string, params: object = {}) =>
  line({ jsonrpc: '2.0', id, method, params });
const render = (id: string | number, code: string, meta: object = {}) =>
  request(id, 'tools/call', {
    name: 'render_model',
    arguments: { code, width_px: 64, height_px: 64 },
    ...meta,
  });
const ping = (id: string | number) => request(id, 'ping');
const notify = (method: string, params: object) => line({ jsonrpc: '2.0', method, params });

const write = (server: RawServer, text: string | Buffer) => void server.child.stdin?.write(text);

/** Writes bytes in pieces that arrive one by one. */
async function dribble(server: RawServer, bytes: Buffer, size: number): Promise<void> {
  for (let at = 0; at < bytes.length; at += size) {
    write(server, bytes.subarray(at, at + size));
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}

/** What is done to a server that has shaken hands, and what it has to have said then. */
type Stdio = FaultRow<(server: RawServer) => unknown, (server: RawServer) => boolean>;

/** Whether the one answer to a request has a result that is no error of a tool. */
const isWell = (id: string | number) => (server: RawServer) =>
  answersTo(server, id).length === 1 && answersTo(server, id)[0].result?.isError !== true;

const ROWS: readonly Stdio[] = [
  {
    id: 130,
    title: 'lines that are no JSON',
    fault: server => write(server, `nonsense\n\n\r\n{\n"unfinished\n\u0000\n\ufeff{}\n${ping(1)}`),
    expected: isWell(1),
    maxMs: 5000,
  },
  {
    id: 130,
    title: 'a line that is no UTF-8',
    fault: server =>
      write(server, Buffer.concat([Buffer.from([0xff, 0xfe, 0xc0, 0x80, 10]), Buffer.from(ping(1))])),
    expected: isWell(1),
    maxMs: 5000,
  },
  {
    id: 131,
    title: 'JSON that is no message',
    fault: server =>
      write(
        server,
        `[]\n{}\nnull\n1\n"ping"\n{"jsonrpc":"1.0","id":1,"method":"ping"}\n{"id":2}\n[[{}]]\n${ping(1)}`,
      ),
    expected: isWell(1),
    maxMs: 5000,
  },
  {
    id: 131,
    title: 'ids that are no ids',
    fault: server =>
      write(
        server,
        `${[null, {}, [], 1.5, true].map(id => line({ jsonrpc: '2.0', id, method: 'ping' })).join('')}${ping(1)}`,
      ),
    expected: isWell(1),
    maxMs: 5000,
  },
  {
    id: 131,
    title: 'JSON of 100,000 levels',
    fault: server =>
      write(
        server,
        `{"jsonrpc":"2.0","id":7,"method":"ping","params":${'[['.repeat(50_000)}${']]'.repeat(50_000)}}\n${ping(1)}`,
      ),
    expected: isWell(1),
    maxMs: 10_000,
  },
  {
    id: 131,
    title: 'answers to questions that nobody asked',
    fault: server =>
      write(
        server,
        `{"jsonrpc":"2.0","id":5,"result":{}}\n{"jsonrpc":"2.0","id":6,"error":{"code":1,"message":""}}\n${ping(1)}`,
      ),
    expected: isWell(1),
    maxMs: 5000,
  },
  {
    id: 131,
    title: 'methods and notifications that do not exist',
    fault: server =>
      write(
        server,
        `${notify('notifications/none', {})}${request(2, 'no/such')}${request(3, '__proto__')}${ping(1)}`,
      ),
    expected: server =>
      isWell(1)(server) && [2, 3].every(id => answersTo(server, id)[0]?.error?.code === -32601),
    maxMs: 5000,
  },
  {
    id: 132,
    title: 'a line of nearly all that is allowed',
    fault: server =>
      write(server, `${render(2, `// ${'x'.repeat(LINE_LIMIT_BYTES - 2000)}\ncube(1);`)}${ping(1)}`),
    expected: server => isWell(1)(server) && answersTo(server, 2)[0]?.result?.isError === true,
    maxMs: 20_000,
  },
  {
    id: 133,
    title: 'characters cut anywhere',
    fault: server => dribble(server, Buffer.from(render(1, 'echo("dé日本🙂"); cube(1);')), 1),
    expected: server => isWell(1)(server) && JSON.stringify(answersTo(server, 1)).includes('dé日本🙂'),
    maxMs: 20_000,
  },
  {
    id: 134,
    title: 'a thousand messages in one piece',
    fault: server => write(server, Array.from({ length: 1000 }, (_, at) => ping(at + 1)).join('')),
    expected: server => {
      const ids = messagesOf(server).flatMap(({ id, result }) => (result && id !== 0 ? [id] : []));
      return ids.length === 1000 && new Set(ids).size === 1000;
    },
    maxMs: 15_000,
  },
  {
    id: 134,
    title: 'lines that end as on Windows',
    fault: server => write(server, ping(1).replace('\n', '\r\n')),
    expected: isWell(1),
    maxMs: 5000,
  },
  {
    id: 136,
    title: 'one id for two calls at a time',
    fault: server => write(server, render(1, 'cube(1);') + render(1, 'cube(2);') + ping(2)),
    expected: server => isWell(2)(server) && answersTo(server, 1).length === 2,
    maxMs: 15_000,
  },
  {
    id: 136,
    title: 'one id for a call and its cancellation, twice',
    fault: server =>
      write(
        server,
        render(1, 'sphere(3);') +
          notify('notifications/cancelled', { requestId: 1 }) +
          notify('notifications/cancelled', { requestId: 1 }) +
          ping(2),
      ),
    expected: isWell(2),
    maxMs: 5000,
  },
  {
    id: 137,
    title: 'cancelling what does not exist',
    fault: server =>
      write(
        server,
        [77, 'abc', -1, null, {}, undefined]
          .map(requestId => notify('notifications/cancelled', { requestId }))
          .join('') + ping(1),
      ),
    expected: isWell(1),
    maxMs: 5000,
  },
];

describe('a client on stdio', () => {
  let server: RawServer;
  beforeEach(async () => {
    server = spawnServer();
    for (const message of HANDSHAKE) server.send(message);
    await until(() => answered(0)(server), 20_000);
  });
  afterEach(async () => {
    server.child.stdin?.end();
    await server.finished;
  });

  it.each(ROWS)('$id: $title', async ({ fault, expected, maxMs }) => {
    const started = performance.now();
    await fault(server);
    await until(() => expected(server), maxMs);
    expect(performance.now() - started).toBeLessThan(maxMs);
    await expectRawWell(server);
  });

  it('138: hears of no progress after the result', async () => {
    for (let id = 1; id <= 5; id++) {
      write(server, render(id, `sphere(${id}, $fn = 40);`, { _meta: { progressToken: `token ${id}` } }));
      await until(() => answered(id)(server), 20_000);
    }
    await expectRawWell(server);
    const messages = messagesOf(server);
    for (let id = 1; id <= 5; id++) {
      const result = messages.findIndex(message => message.id === id);
      const steps = messages.flatMap(({ method, params }, at) =>
        method === 'notifications/progress' && params.progressToken === `token ${id}` ? [at] : [],
      );
      expect(steps.length).toBeGreaterThan(0);
      expect(Math.max(...steps)).toBeLessThan(result);
    }
  });
});

/** What `expectWell` asks, by hand: a server without a client of the library behind it. */
async function expectRawWell(server: RawServer): Promise<void> {
  write(
    server,
    render('well', 'cube([1, 2, 3]); // still well') +
      request('status', 'tools/call', { name: 'server_status', arguments: {} }),
  );
  await until(() => isWell('well')(server) && isWell('status')(server), 20_000);
  expect(answersTo(server, 'well')[0].result.structuredContent.size.size).toEqual([1, 2, 3]);
  expect(server.child.exitCode).toBeNull();
}

describe('a client that does not shake hands', () => {
  it('135: gets its requests answered or refused, and can begin afterwards', async () => {
    const server = spawnServer();
    write(server, request(5, 'tools/list') + render(6, 'cube(1);') + ping(7));
    await until(() => [5, 6, 7].every(id => answered(id)(server)), 20_000);
    for (const message of HANDSHAKE) server.send(message);
    await until(() => answered(0)(server), 20_000);
    await expectRawWell(server);
    server.child.stdin?.end();
    expect((await server.finished).code).toBe(0);
  });

  it('135: may ask to begin twice', async () => {
    const server = spawnServer();
    for (const message of [...HANDSHAKE, { ...HANDSHAKE[0], id: 'again' }]) server.send(message);
    await until(() => answered(0)(server) && answered('again')(server), 20_000);
    await expectRawWell(server);
    server.child.stdin?.end();
    expect((await server.finished).code).toBe(0);
  });
});

describe('a line without an end', () => {
  it('132: ends the connection, says why on stderr, and leaves no process', async () => {
    const server = spawnServer();
    for (const message of HANDSHAKE) server.send(message);
    await until(() => answered(0)(server), 20_000);
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    for (let sent = 0; sent <= LINE_LIMIT_BYTES + chunk.length; sent += chunk.length) write(server, chunk);
    const { code, stderr } = await server.finished;
    expect(code).toBe(0);
    expect(stderr).toContain('"msg":"protocol error"');
    expect(stderr).toMatch(/exceed|larger|size/i);
  });
});
