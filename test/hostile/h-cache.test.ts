import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lie, type LyingRedis, startLyingRedis } from '../support/lying-redis.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';
import { expectWell } from '../support/well.ts';
import type { FaultRow } from './rows/fault-row.ts';

/** Always writes the same, whatever was asked. */
const always =
  (answer: string): Lie =>
  socket =>
    void socket.write(answer, 'latin1');

/** Says that it is well when it is greeted, so that commands are sent, and something else to those. */
const afterGreeting =
  (answer: (socket: Parameters<Lie>[0]) => void): Lie =>
  (socket, name) => {
    if (name === 'INFO') {
      const info = 'redis_version:7.0.0\r\nloading:0';
      socket.write(`$${info.length}\r\n${info}\r\n`);
    } else if (/^(?:GET|GETEX|SET|SETEX|EXPIRE|EVAL|PING|DEL)/.test(name)) answer(socket);
    else socket.write('+OK\r\n');
  };

const write = (text: string) => afterGreeting(socket => void socket.write(text, 'latin1'));

const LIES: readonly FaultRow<Lie, 'ok'>[] = [
  {
    id: 106,
    title: 'is loading for ever',
    fault: always('-LOADING Redis is loading\r\n'),
    expected: 'ok',
    maxMs: 8000,
  },
  {
    id: 106,
    title: 'has moved',
    fault: write('-MOVED 3999 192.0.2.1:6379\r\n'),
    expected: 'ok',
    maxMs: 8000,
  },
  {
    id: 106,
    title: 'asks to go elsewhere',
    fault: write('-ASK 3999 192.0.2.1:6379\r\n'),
    expected: 'ok',
    maxMs: 8000,
  },
  {
    id: 106,
    title: 'is busy with a script',
    fault: write('-BUSY Redis is busy\r\n'),
    expected: 'ok',
    maxMs: 8000,
  },
  {
    id: 106,
    title: 'has too many clients',
    fault: always('-ERR max number of clients reached\r\n'),
    expected: 'ok',
    maxMs: 8000,
  },
  {
    id: 106,
    title: 'refuses with a megabyte',
    fault: write(`-ERR ${'x'.repeat(1e6)}\r\n`),
    expected: 'ok',
    maxMs: 8000,
  },
  {
    id: 107,
    title: 'is a web server',
    fault: always('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'),
    expected: 'ok',
    maxMs: 8000,
  },
  {
    id: 107,
    title: 'talks rubbish',
    fault: always('\u0000\u0001\u0002\u00ff\r\n\r\n'),
    expected: 'ok',
    maxMs: 8000,
  },
  { id: 107, title: 'answers numbers', fault: write(':42\r\n'), expected: 'ok', maxMs: 8000 },
  {
    id: 107,
    title: 'answers lists',
    fault: write('*2\r\n$1\r\na\r\n*1\r\n:1\r\n'),
    expected: 'ok',
    maxMs: 8000,
  },
  { id: 107, title: 'answers a foreign value', fault: write('$5\r\nhello\r\n'), expected: 'ok', maxMs: 8000 },
  { id: 107, title: 'answers an empty value', fault: write('$0\r\n\r\n'), expected: 'ok', maxMs: 8000 },
  { id: 107, title: 'announces 2 GB', fault: write('$2147483647\r\nx'), expected: 'ok', maxMs: 8000 },
  { id: 107, title: 'announces less than nothing', fault: write('$-77\r\n'), expected: 'ok', maxMs: 8000 },
  {
    id: 107,
    title: 'nests 100,000 lists',
    fault: write('*1\r\n'.repeat(100_000)),
    expected: 'ok',
    maxMs: 8000,
  },
  {
    id: 107,
    title: 'answers ten times',
    fault: write('$5\r\nhello\r\n'.repeat(10)),
    expected: 'ok',
    maxMs: 8000,
  },
  { id: 105, title: 'answers half and waits', fault: write('$500\r\nhalf'), expected: 'ok', maxMs: 8000 },
  { id: 105, title: 'answers nothing', fault: always(''), expected: 'ok', maxMs: 8000 },
  {
    id: 103,
    title: 'hangs up at each command',
    fault: afterGreeting(socket => socket.destroy()),
    expected: 'ok',
    maxMs: 8000,
  },
];

describe('a Redis that lies', () => {
  let redis: LyingRedis;
  let server: ConnectedClient;
  beforeAll(async () => {
    redis = await startLyingRedis(always('-LOADING\r\n'));
    server = await startServer({ env: { MCP_CACHE_TYPE: 'redis', REDIS_URL: redis.url } });
  });
  afterAll(async () => {
    await server.close();
    await redis.close();
  });

  it.each(LIES)('$id: $title, and calls are none the worse', async ({ title, fault, maxMs }) => {
    const before = redis.heard();
    redis.lie(fault);
    // The connection comes back by itself; what is to be tried is the lie, not its absence.
    await expect.poll(redis.heard, { timeout: 10_000 }).toBeGreaterThan(before);
    const code = `cube([1, 2, 3]); // ${title}`;
    const started = performance.now();
    for (const cache of ['miss', 'hit', 'hit']) {
      const { report } = await server.call('render_model', { code });
      expect(report, report.summary).toMatchObject({ ok: true, cache, size: { size: [1, 2, 3] } });
    }
    expect(performance.now() - started).toBeLessThan(maxMs);
    await expectWell(server);
  });

  it('105: costs a lookup no more than a quarter of a second, whatever it does', async () => {
    redis.lie(always(''));
    const started = performance.now();
    for (let at = 0; at < 20; at++) {
      await server.call('check_model', { model_id: `m_${String(at).padStart(24, '0')}` });
    }
    expect(performance.now() - started).toBeLessThan(4000);
    await expectWell(server);
  });
});

describe('keys of the cache', () => {
  let server: ConnectedClient;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  const idOf = async (args: object) => (await server.call('check_model', { ...args })).report.model_id;

  it('108: differ wherever names, contents or values are cut in another way', async () => {
    const entry = 'include <a.scad>\ncube(1);';
    const requests = [
      { code: entry, files: { 'a.scad': 'x=1;', 'b.scad': 'y=2;' } },
      { code: `${entry}include <b.scad>`, files: { 'a.scad': 'x=1;', 'b.scad': 'y=2;' } },
      { code: `${entry}include <b.scad>`, files: { 'a.scad': 'x=1;y', 'b.scad': '=2;' } },
      { code: `${entry}include <b.scad>`, files: { 'a.scad': '', 'b.scad': 'x=1;y=2;' } },
      { code: `${entry}include <b.scad>`, files: { 'a.scad': 'x=1;b.scady=2;', 'b.scad': '' } },
      { code: entry, files: { 'a.scad': 'x=1;' } },
      { code: entry, files: { 'a.scad': 'x=1;' }, parameters: { a: 1, b: 2 } },
      { code: entry, files: { 'a.scad': 'x=1;' }, parameters: { a: '1;b=2' } },
      { code: entry, files: { 'a.scad': 'x=1;' }, parameters: { a: 12 } },
      { code: entry, files: { 'a.scad': 'x=1;' }, parameters: { a: '12' } },
      { code: entry, files: { 'a.scad': 'x=1;' }, parameters: { a: [1, 2] } },
      { code: entry, files: { 'a.scad': 'x=1;' }, quality: 'draft' },
    ];
    const ids = await Promise.all(requests.map(idOf));
    expect(new Set(ids).size).toBe(requests.length);
  });

  it('108: are the same whatever order files and values come in', async () => {
    const code = 'include <a.scad>\ninclude <b.scad>\ncube(x + y);';
    const ids = await Promise.all([
      idOf({ code, files: { 'a.scad': 'x=1;', 'b.scad': 'y=1;' }, parameters: { x: 2, y: 3 } }),
      idOf({ code, files: { 'b.scad': 'y=1;', 'a.scad': 'x=1;' }, parameters: { y: 3, x: 2 } }),
    ]);
    expect(ids[0]).toMatch(/^m_[0-9a-f]{24}$/);
    expect(ids[1]).toBe(ids[0]);
  });
});
