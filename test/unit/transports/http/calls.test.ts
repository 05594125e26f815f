import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callBody, rawPost, send, startSite, type TestSite, talk } from '../../../support/http-site.ts';

let site: TestSite;
beforeAll(async () => {
  site = await startSite({ maxConcurrentPerClient: 200, bounds: { sseCommentMs: 50 } });
});
afterAll(() => site.stop());

async function connectClient(): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(site.url)));
  return client;
}

describe('a client', () => {
  it('introduces itself, lists and calls', async () => {
    const client = await connectClient();
    expect((await client.listTools()).tools).toHaveLength(3);
    expect(await client.callTool({ name: 'echo', arguments: { text: 'hello' } })).toMatchObject({
      content: [{ text: 'hello' }],
    });
    await client.close();
  });

  it('can cancel a call, which no other can', async () => {
    const [owner, other] = [await connectClient(), await connectClient()];
    const { begun, aborted } = site.waiting;
    const controller = new AbortController();
    const call = owner.callTool({ name: 'wait', arguments: { ms: 60_000 } }, undefined, {
      signal: controller.signal,
    });
    const outcome = expect(call).rejects.toThrow();
    await expect.poll(() => site.waiting.begun).toBe(begun + 1);
    for (let requestId = 0; requestId < 10; requestId++) {
      await other.notification({ method: 'notifications/cancelled', params: { requestId } });
      const body = JSON.stringify({
        jsonrpc: '2.0',
        method: 'notifications/cancelled',
        params: { requestId },
      });
      expect((await send(site.port, { body })).status).toBe(202);
    }
    expect(site.waiting.aborted).toBe(aborted);
    controller.abort();
    await outcome;
    await expect.poll(() => site.waiting.aborted).toBe(aborted + 1);
    await owner.close();
    await other.close();
  });

  it('that goes away ends its call', async () => {
    const { begun, aborted } = site.waiting;
    const { socket, ended } = talk(site.port, rawPost(callBody('wait', { ms: 60_000 })));
    await expect.poll(() => site.waiting.begun).toBe(begun + 1);
    socket.destroy();
    await ended;
    await expect.poll(() => site.waiting.aborted, { timeout: 1000, interval: 10 }).toBe(aborted + 1);
  });

  it('that says it will send no more is gone, too', async () => {
    const { begun, aborted } = site.waiting;
    const { socket, ended } = talk(site.port, rawPost(callBody('wait', { ms: 60_000 })));
    await expect.poll(() => site.waiting.begun).toBe(begun + 1);
    socket.end();
    await ended;
    await expect.poll(() => site.waiting.aborted, { timeout: 1000, interval: 10 }).toBe(aborted + 1);
  });
});

describe('an answer', () => {
  it('comes as events that proxies neither keep nor hold back', async () => {
    const { headers } = await send(site.port, { body: callBody('echo') });
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
  });

  it('that takes its time says so in between', async () => {
    const { text } = await send(site.port, { body: callBody('wait', { ms: 300 }) });
    expect(text.match(/^: keepalive$/gm)?.length).toBeGreaterThan(2);
    expect(text).toContain('waited');
  });

  it('goes to whom it is for, whatever ids others use at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const name = index % 2 === 0 ? 'echo' : 'wait';
        const body = callBody(name, { text: `secret ${index}`, ms: 20 }, 1);
        return { index, answer: await send(site.port, { body }) };
      }),
    );
    for (const { index, answer } of answers) {
      expect(answer.json).toMatchObject({ id: 1 });
      expect(answer.json.result.content[0].text).toBe(index % 2 === 0 ? `secret ${index}` : 'waited');
      expect(answer.text.match(/secret \d+/g) ?? []).toEqual(index % 2 === 0 ? [`secret ${index}`] : []);
    }
  });

  it('of several requests in one connection comes in their order', async () => {
    const texts = ['first', 'second', 'third'];
    const bytes = texts.map((text, index) =>
      rawPost(callBody('echo', { text }), index === 2 ? { Connection: 'close' } : {}),
    );
    const answer = await talk(site.port, bytes.join('')).ended;
    expect(answer.match(/first|second|third/g)).toEqual(texts);
  });

  it('of a request sent ahead may be taken later than the one before was done', async () => {
    const slow = await startSite({ bounds: { takeTimeoutMs: 300 } });
    const bytes =
      rawPost(callBody('wait', { ms: 900 })) +
      rawPost(callBody('echo', { text: 'second' }), { Connection: 'close' });
    expect((await talk(slow.port, bytes).ended).match(/waited|second/g)).toEqual(['waited', 'second']);
    await slow.stop();
  });

  it('of requests sent ahead is left with the connection, and their places are free', async () => {
    const small = await startSite({ maxConcurrentPerClient: 2 });
    const { socket } = talk(small.port, rawPost(callBody('wait', { ms: 60_000 })).repeat(2));
    await expect.poll(() => small.waiting.begun).toBe(2);
    socket.destroy();
    await expect.poll(() => small.waiting.aborted).toBe(2);
    expect((await send(small.port, { body: callBody('echo', { text: 'a' }) })).status).toBe(200);
    await small.stop();
  });

  it('says that the server failed when it did, and the log says how', async () => {
    const broken = await startSite({
      createServer: () => {
        throw new Error('no server today');
      },
    });
    expect((await send(broken.port, { body: callBody('echo') })).status).toBe(500);
    expect(broken.log()).toContain('no server today');
    await broken.stop();
  });

  it('gives each client a session of its own, which binds it to nothing', async () => {
    const introduce = () =>
      send(site.port, {
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 0,
          method: 'initialize',
          params: {
            protocolVersion: '2025-11-25',
            capabilities: {},
            clientInfo: { name: 'a', version: '1' },
          },
        }),
      });
    const sessions = (await Promise.all([introduce(), introduce()])).map(
      ({ headers }) => headers['mcp-session-id'],
    );
    expect(sessions[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(sessions[0]).not.toBe(sessions[1]);
    const headers = { 'Mcp-Session-Id': 'one of another server' };
    expect((await send(site.port, { headers, body: callBody('echo') })).status).toBe(200);
    expect((await send(site.port, { body: callBody('echo') })).headers['mcp-session-id']).toBeUndefined();
  });
});
