import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectHttpClient, type HttpProcess, startHttpProcess } from '../support/http-process.ts';
import { CLIENT_HEADERS, callBody } from '../support/http-site.ts';

/** Runs for minutes if nobody stops it. */
const ENDLESS = 'function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(60)); cube(1);';

/** Takes a second or a few. */
const SLOW = 'function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(15)); cube(1);';

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const LOGGED = { MCP_LOG_LEVEL: 'DEBUG' };

function start(options: object = {}, env: Readonly<Record<string, string>> = {}): Promise<HttpProcess> {
  return startHttpProcess('support/serve-http.ts', options, { ...LOGGED, ...env });
}

async function render(client: Client, code: string, options: object = {}) {
  return CallToolResultSchema.parse(
    await client.callTool({ name: 'render_model', arguments: { code } }, undefined, {
      timeout: 60_000,
      ...options,
    }),
  );
}

const post = (url: string, body: string, signal: AbortSignal | null = null) =>
  fetch(url, { method: 'POST', headers: CLIENT_HEADERS, body, signal });

/** How long it takes until the log says that a call was cancelled, in milliseconds. */
async function msUntilCancelled(server: HttpProcess, times: number): Promise<number> {
  const asked = performance.now();
  const count = () => server.log().match(/"code":"CANCELLED"/g)?.length ?? 0;
  while (count() < times && performance.now() - asked < 10_000) await pause(10);
  return performance.now() - asked;
}

describe('the server over HTTP', () => {
  let server: HttpProcess;
  let client: Client;
  beforeAll(async () => {
    server = await start({}, { OPENSCAD_MAX_THREADS: '1' });
    client = await connectHttpClient(server.url);
    await render(client, 'cube(10);');
  });
  afterAll(async () => {
    await client.close();
    server.kill('SIGTERM');
    await server.exited;
  });

  it('draws, and tells how far it is while it does', async () => {
    const heard: string[] = [];
    const onprogress = ({ message }: { message?: string }) => void heard.push(message ?? '');
    const { content, structuredContent } = await render(client, 'sphere(7);', { onprogress });
    expect(content.map(({ type }) => type)).toContain('image');
    expect(structuredContent).toMatchObject({ ok: true });
    expect(heard.length).toBeGreaterThan(1);
  });

  it('tells nobody which models others have, and lets those who know one read it', async () => {
    const { structuredContent } = await render(client, 'cube([1, 2, 3]); // secret');
    const other = await connectHttpClient(server.url);
    const { resources } = await other.listResources();
    const uris = resources.map(({ uri }) => uri);
    expect(uris).toContain('openscad://server/status');
    expect(uris.filter(uri => uri.startsWith('openscad://models/'))).toEqual([]);
    const uri = `openscad://models/${structuredContent?.model_id}/source.scad`;
    expect(JSON.stringify(await other.readResource({ uri }))).toContain('secret');
    await other.close();
  });

  it('gives each of several clients its own, when all count their requests alike', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const body = callBody('render_model', { code: `cube(${index + 1});` }, 7);
        return { side: index + 1, text: await (await post(server.url, body)).text() };
      }),
    );
    for (const { side, text } of answers) {
      const message = JSON.parse(
        text
          .split('\n')
          .findLast(line => line.startsWith('data: '))
          ?.slice(6) ?? '',
      );
      expect(message.id).toBe(7);
      expect(message.result.structuredContent.size.size).toEqual([side, side, side]);
    }
  });

  it('takes a model with files of many megabytes', async () => {
    const padding = `// ${'x'.repeat(1_000_000)}\n`;
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `part${index}.scad`,
        `${padding}module part${index}() cube(${index + 1});`,
      ]),
    );
    const code = `${Object.keys(files)
      .map(name => `use <${name}>\n`)
      .join('')}part11();`;
    const body = callBody('render_model', { code, files });
    expect(body.length).toBeGreaterThan(12_000_000);
    expect(await (await post(server.url, body)).text()).toContain('"ok":true');
  });

  it('frees its thread within a second when the client goes away', async () => {
    const before = server.log().match(/"code":"CANCELLED"/g)?.length ?? 0;
    const controller = new AbortController();
    await post(server.url, callBody('render_model', { code: ENDLESS }), controller.signal);
    await pause(1500);
    controller.abort();
    expect(await msUntilCancelled(server, before + 1)).toBeLessThan(1000);
    expect(await render(client, 'cube(11);')).toMatchObject({ structuredContent: { ok: true } });
  });

  it('frees its thread within a second when the client cancels', async () => {
    const before = server.log().match(/"code":"CANCELLED"/g)?.length ?? 0;
    const controller = new AbortController();
    const outcome = expect(
      render(client, `${ENDLESS} // 2`, { signal: controller.signal }),
    ).rejects.toThrow();
    await pause(1500);
    controller.abort('changed my mind');
    await outcome;
    expect(await msUntilCancelled(server, before + 1)).toBeLessThan(1000);
    expect(await render(client, 'cube(12);')).toMatchObject({ structuredContent: { ok: true } });
  });
});

describe('the end of a server over HTTP', () => {
  it('comes at once when nothing is going on', async () => {
    const server = await start();
    const asked = performance.now();
    server.kill('SIGTERM');
    expect((await server.exited).code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(2000);
  });

  it('comes after the calls that were under way', async () => {
    const server = await start({ bounds: { drainGraceMs: 60_000 } });
    const call = post(server.url, callBody('render_model', { code: SLOW }));
    await pause(300);
    server.kill('SIGTERM');
    expect(await (await call).text()).toContain('"ok":true');
    expect((await server.exited).code).toBe(0);
  });

  it('comes when the grace is over, and says so to who still waits', async () => {
    const server = await start({ bounds: { drainGraceMs: 500 } });
    const call = post(server.url, callBody('render_model', { code: ENDLESS }));
    await pause(2000);
    const asked = performance.now();
    server.kill('SIGINT');
    expect(await (await call).text()).toContain('SHUTTING_DOWN');
    expect((await server.exited).code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(3000);
  });

  it('comes at once when asked a second time', async () => {
    const server = await start();
    const call = post(server.url, callBody('render_model', { code: ENDLESS }));
    await pause(2000);
    const asked = performance.now();
    server.kill('SIGTERM');
    await pause(300);
    server.kill('SIGINT');
    expect(await (await call).text()).toContain('SHUTTING_DOWN');
    expect((await server.exited).code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(2000);
  });
});
