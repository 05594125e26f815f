import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toClientKey } from '../../../../src/transports/http/client-key.ts';
import { OpenCalls } from '../../../../src/transports/http/open-calls.ts';
import { createRateLimiter, type SharedCounterClient } from '../../../../src/transports/http/rate-limiter.ts';
import { callBody, send, startSite } from '../../../support/http-site.ts';

const refusals = async (limit: (client: string) => Promise<object | null>, client: string, times: number) => {
  const answers = [];
  for (let index = 0; index < times; index++) answers.push(await limit(client));
  return answers.filter(answer => answer !== null).length;
};

describe('clients', () => {
  it.each([
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['10.0.0.1', '10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2/64'],
    ['2001:db8::1', '2001:db8:0:0/64'],
    ['::1', '0:0:0:0/64'],
    ['fe80::1%eth0', 'fe80:0:0:0/64'],
    [undefined, 'unknown'],
  ])('at %s are %s', (address, key) => {
    expect(toClientKey(address)).toBe(key);
  });
});

describe('the rate limit', () => {
  it('counts each client by itself', async () => {
    const limit = createRateLimiter({ perMinute: 3, deadlineMs: 100 });
    expect(await refusals(limit, 'a', 5)).toBe(2);
    expect(await refusals(limit, 'b', 3)).toBe(0);
  });

  it('of 0 is none', async () => {
    expect(await refusals(createRateLimiter({ perMinute: 0, deadlineMs: 100 }), 'a', 100)).toBe(0);
  });

  it('says when to come back, as HTTP and as JSON-RPC', async () => {
    const site = await startSite({ rateLimit_perMinute: 2 });
    for (let index = 0; index < 2; index++)
      expect((await send(site.port, { body: callBody('echo') })).status).toBe(200);
    const { status, headers, json } = await send(site.port, { body: callBody('echo') });
    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(json).toMatchObject({
      jsonrpc: '2.0',
      id: null,
      error: {
        data: { code: 'RATE_LIMITED', retryable: true, hint: `Try again in ${headers['retry-after']} s.` },
      },
    });
    expect((await send(site.port, { method: 'GET', path: '/health?ready' })).status).toBe(200);
    expect(site.statuses).toEqual([200, 200, 429, 200]);
    await site.stop();
  });

  it('is not used up by those without the token', async () => {
    const site = await startSite({ rateLimit_perMinute: 1, authToken: 'a' });
    for (let index = 0; index < 3; index++) expect((await send(site.port, { body: '{}' })).status).toBe(401);
    const headers = { Authorization: 'Bearer a' };
    expect((await send(site.port, { headers, body: callBody('echo') })).status).toBe(200);
    await site.stop();
  });
});

describe('a shared rate limit', () => {
  it('goes on by itself, quickly, while the store does not answer', async () => {
    const silent = { status: 'ready', defineCommand() {}, rlflxIncr: () => new Promise(() => {}) };
    const started = performance.now();
    expect(await refusals(createRateLimiter({ perMinute: 3, redis: silent, deadlineMs: 20 }), 'a', 5)).toBe(
      2,
    );
    expect(performance.now() - started).toBeLessThan(500);
  });

  it.each([
    ['is away', { status: 'reconnecting', defineCommand() {}, rlflxIncr: () => new Promise(() => {}) }],
    [
      'fails',
      { status: 'ready', defineCommand() {}, rlflxIncr: () => Promise.reject(new Error('READONLY')) },
    ],
  ])('goes on by itself at once while the store %s', async (_, redis: SharedCounterClient) => {
    const started = performance.now();
    expect(await refusals(createRateLimiter({ perMinute: 3, redis, deadlineMs: 10_000 }), 'a', 5)).toBe(2);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

describe.skipIf(!hasRedis && process.env.CI === undefined)('a rate limit shared through Redis', () => {
  const folder = mkdtempSync(join(tmpdir(), 'limits-'));
  let port = 0;
  let redis: ReturnType<typeof spawn>;
  const start = async () => {
    redis = spawn('redis-server', ['--port', String(port), '--dir', folder, '--save', ''], {
      stdio: 'ignore',
    });
    await once(redis, 'spawn');
  };
  const stop = async () => {
    redis.kill('SIGKILL');
    await once(redis, 'exit');
  };
  const connected = async () => {
    const client = new Redis(port, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    client.on('error', () => {});
    await expect.poll(() => client.status, { timeout: 10_000 }).toBe('ready');
    return client;
  };

  beforeAll(async () => {
    const probe = createServer().listen(0);
    await once(probe, 'listening');
    const address = probe.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
    probe.close();
    await start();
  });
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true });
  });

  it('is one for all servers, and each has its own while Redis is gone', async () => {
    const clients = [await connected(), await connected()];
    const [first, second] = clients.map(client =>
      createRateLimiter({ perMinute: 4, redis: client, deadlineMs: 1000 }),
    );
    expect(await refusals(first, 'a', 3)).toBe(0);
    expect(await refusals(second, 'a', 3)).toBe(2);
    await stop();
    await expect.poll(() => clients.map(client => client.status)).not.toContain('ready');
    expect(await refusals(first, 'b', 5)).toBe(1);
    expect(await refusals(second, 'b', 5)).toBe(1);
    await start();
    await expect
      .poll(() => clients.every(({ status }) => status === 'ready'), { timeout: 10_000 })
      .toBe(true);
    expect(await refusals(first, 'c', 4)).toBe(0);
    expect(await refusals(second, 'c', 1)).toBe(1);
    for (const client of clients) client.disconnect();
  });
});

describe('calls at one time', () => {
  it('are counted for each client', () => {
    const calls = new OpenCalls(2);
    expect([calls.enter('a'), calls.enter('a'), calls.enter('b')]).toEqual([null, null, null]);
    expect(calls.enter('a')).toMatchObject({ status: 503, headers: { 'Retry-After': '1' } });
    calls.leave('a');
    expect(calls.enter('a')).toBeNull();
  });

  it('beyond the limit are refused until others end, and notifications are not', async () => {
    const site = await startSite({ maxConcurrentPerClient: 2 });
    const running = [400, 400].map(ms => send(site.port, { body: callBody('wait', { ms }) }));
    await expect.poll(() => site.waiting.begun).toBe(2);
    const { status, headers, json } = await send(site.port, { body: callBody('echo') });
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('1');
    expect(json.error.data).toMatchObject({ code: 'QUEUE_FULL', retryable: true });
    const notification = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' });
    expect((await send(site.port, { body: notification })).status).toBe(202);
    await Promise.all(running);
    expect((await send(site.port, { body: callBody('echo') })).status).toBe(200);
    await site.stop();
  });

  it('give their places back however they end', async () => {
    const site = await startSite({ maxConcurrentPerClient: 1 });
    for (const body of [
      '{"jsonrpc":"2.0","id":1,"method":"nothing/such"}',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call"}',
      callBody('echo'),
    ]) {
      await send(site.port, { body });
    }
    const controller = new AbortController();
    const left = fetch(site.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: '*/*' },
      body: callBody('wait', { ms: 60_000 }),
      signal: controller.signal,
    });
    await left;
    controller.abort();
    await expect.poll(() => site.waiting.aborted).toBe(1);
    await expect.poll(async () => (await send(site.port, { body: callBody('echo') })).status).toBe(200);
    await site.stop();
  });
});
