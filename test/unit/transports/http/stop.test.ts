import { describe, expect, it } from 'vitest';
import { callBody, rawPost, send, startSite, talk } from '../../../support/http-site.ts';

describe('a server told to stop', () => {
  it('ends at once when nothing is going on', async () => {
    const site = await startSite();
    await send(site.port, { body: callBody('echo') });
    const started = performance.now();
    await site.stop();
    expect(performance.now() - started).toBeLessThan(300);
    expect(site.closed()).toBe(true);
    await expect(send(site.port, { body: callBody('echo') })).rejects.toThrow('ECONNREFUSED');
  });

  it('lets calls end, and takes no others', async () => {
    const site = await startSite();
    const call = send(site.port, { body: callBody('wait', { ms: 400 }) });
    const { socket, ended } = talk(site.port, rawPost(callBody('wait', { ms: 400 })));
    await expect.poll(() => site.waiting.begun).toBe(2);
    const stopped = site.stop();
    await expect(send(site.port, { body: callBody('echo') })).rejects.toThrow('ECONNREFUSED');
    // On a connection that was open before.
    socket.write(rawPost(callBody('echo')));
    expect((await call).text).toContain('waited');
    const answers = await ended;
    expect(answers).toContain('waited');
    expect(answers).toMatch(/HTTP\/1.1 503 [\s\S]*SHUTTING_DOWN/);
    await stopped;
    expect(site.waiting).toEqual({ begun: 2, aborted: 0 });
    expect(site.closed()).toBe(true);
  });

  it('refuses whatever else comes on open connections, asked before or after', async () => {
    const site = await startSite();
    const call = send(site.port, { body: callBody('wait', { ms: 500 }) });
    const body = callBody('echo', { text: 'too late' });
    const half = talk(site.port, rawPost(body).slice(0, -10));
    const begun = 'GET /health?ready HTTP/1.1\r\nHost: localhost\r\n';
    const probe = talk(site.port, begun);
    await expect.poll(() => site.waiting.begun).toBe(1);
    await new Promise(resolve => setTimeout(resolve, 50));
    const stopped = site.stop();
    half.socket.write(body.slice(-10));
    probe.socket.write('\r\n');
    expect(await half.ended).toMatch(/^HTTP\/1.1 503 [\s\S]*SHUTTING_DOWN/);
    expect(await probe.ended).toMatch(/^HTTP\/1.1 503 [\s\S]*SHUTTING_DOWN/);
    expect((await call).text).toContain('waited');
    await stopped;
  });

  it('tells those whose calls took too long', async () => {
    const site = await startSite({ bounds: { drainGraceMs: 200 } });
    const call = send(site.port, { body: callBody('wait', { ms: 60_000 }, 'an id') });
    await expect.poll(() => site.waiting.begun).toBe(1);
    const started = performance.now();
    await site.stop();
    expect(performance.now() - started).toBeLessThan(1000);
    expect((await call).json).toMatchObject({
      jsonrpc: '2.0',
      id: 'an id',
      error: { data: { code: 'SHUTTING_DOWN', retryable: true } },
    });
    expect(site.waiting.aborted).toBe(1);
  });

  it('does not wait when hurried, before or later', async () => {
    for (const delayMs of [0, 200]) {
      const site = await startSite();
      const call = send(site.port, { body: callBody('wait', { ms: 60_000 }) });
      await expect.poll(() => site.waiting.begun).toBe(1);
      const hurry = new AbortController();
      if (delayMs === 0) hurry.abort();
      else setTimeout(() => hurry.abort(), delayMs);
      const started = performance.now();
      await site.stop(hurry.signal);
      expect(performance.now() - started).toBeLessThan(delayMs + 800);
      expect((await call).text).toContain('SHUTTING_DOWN');
    }
  });

  it('does not wait for clients that do not read', async () => {
    const site = await startSite({ bounds: { drainGraceMs: 200 } });
    const { socket, ended } = talk(site.port, rawPost(callBody('big', { length: 12_000_000 })));
    socket.pause();
    await new Promise(resolve => setTimeout(resolve, 100));
    const started = performance.now();
    await site.stop();
    expect(performance.now() - started).toBeLessThan(1500);
    socket.resume();
    await ended;
  });
});
