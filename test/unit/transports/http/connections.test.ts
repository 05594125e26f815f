import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { callBody, rawPost, send, startSite, talk } from '../../../support/http-site.ts';

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('a connection', () => {
  it.each([
    ['says nothing', ''],
    ['does not end its headers', 'POST /mcp HTTP/1.1\r\nHost: localhost\r\n'],
  ])('that %s is closed after a while', async (_, bytes) => {
    const site = await startSite({ bounds: { headersTimeoutMs: 300, requestTimeoutMs: 1000 } });
    const started = performance.now();
    expect(await talk(site.port, bytes).ended).toMatch(/^(HTTP\/1.1 408 |$)/);
    expect(performance.now() - started).toBeLessThan(2000);
    await site.stop();
  });

  it('that sends its body a byte at a time is closed after a while', async () => {
    const site = await startSite({ bounds: { headersTimeoutMs: 300, requestTimeoutMs: 600 } });
    const { socket, ended } = talk(site.port, rawPost('', { 'Content-Length': '1000' }));
    const timer = setInterval(() => socket.write('x'), 50);
    expect(await ended).toMatch(/^(HTTP\/1.1 408 |$)/);
    clearInterval(timer);
    expect(site.waiting.begun).toBe(0);
    await site.stop();
  });

  it('may wait for its answer for longer than it may take to ask', async () => {
    const site = await startSite({
      bounds: { headersTimeoutMs: 100, requestTimeoutMs: 200, keepAliveTimeoutMs: 100, takeTimeoutMs: 200 },
    });
    const { status, text } = await send(site.port, { body: callBody('wait', { ms: 2500 }) });
    expect(status).toBe(200);
    expect(text).toContain('waited');
    await site.stop();
  });

  it('that is idle is closed after a while', async () => {
    const site = await startSite({ bounds: { keepAliveTimeoutMs: 200 } });
    const { ended, heard } = talk(site.port, rawPost(callBody('echo', { text: 'a' })));
    await ended;
    expect(heard()).toContain('HTTP/1.1 200');
    await site.stop();
  });

  it('is not accepted beyond the number of them, until others close', async () => {
    const site = await startSite({ bounds: { maxConnections: 3 } });
    const sockets = Array.from({ length: 3 }, () => connect(site.port, '127.0.0.1'));
    await Promise.all(sockets.map(socket => once(socket, 'connect')));
    await pause(50);
    expect(await talk(site.port, rawPost(callBody('echo'))).ended).toBe('');
    for (const socket of sockets) socket.destroy();
    await expect.poll(async () => (await send(site.port, { body: callBody('echo') })).status).toBe(200);
    await site.stop();
  });

  it('that sends no HTTP is closed, and others go on', async () => {
    const site = await startSite();
    for (const bytes of [
      '\u0016\u0003\u0001\r\n\r\n',
      'GET\r\n\r\n',
      `GET /${'x'.repeat(100_000)} HTTP/1.1\r\n\r\n`,
    ]) {
      expect(await talk(site.port, bytes).ended).toMatch(/^HTTP\/1.1 4\d\d /);
    }
    expect((await send(site.port, { body: callBody('echo') })).status).toBe(200);
    await site.stop();
  });
});

describe('a client that does not read', () => {
  const LENGTH = 12_000_000;

  it('is left after a while, and its place is free', async () => {
    const site = await startSite({ maxConcurrentPerClient: 1, bounds: { takeTimeoutMs: 300 } });
    const { socket, ended } = talk(site.port, rawPost(callBody('big', { length: LENGTH })));
    socket.pause();
    await pause(100);
    expect((await send(site.port, { body: callBody('echo') })).status).toBe(503);
    await expect.poll(async () => (await send(site.port, { body: callBody('echo') })).status).toBe(200);
    socket.resume();
    expect((await ended).length).toBeLessThan(LENGTH);
    await site.stop();
  });

  it('for a moment gets everything all the same', async () => {
    const site = await startSite();
    const { socket, ended } = talk(
      site.port,
      rawPost(callBody('big', { length: LENGTH }), { Connection: 'close' }),
    );
    socket.pause();
    setTimeout(() => socket.resume(), 300);
    expect((await ended).match(/x+/g)?.join('').length).toBeGreaterThanOrEqual(LENGTH);
    await site.stop();
  });
});

describe('an address', () => {
  it('that is taken is an error of its own', async () => {
    const site = await startSite();
    await expect(startSite({ port: site.port })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/EADDRINUSE/),
    });
    await site.stop();
  });

  it('that does not exist is, too', async () => {
    await expect(startSite({ host: '203.0.113.7', authToken: 'a' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});
