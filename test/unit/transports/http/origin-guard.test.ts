import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOriginGuard } from '../../../../src/transports/http/origin-guard.ts';
import { callBody, send, startSite, type TestSite } from '../../../support/http-site.ts';

const guard = createOriginGuard(['https://App.example/', 'vscode-webview://panel', 'null']);
const judge = (origin: string | undefined, host = 'localhost:3000') => guard(origin, host).kind;

describe('the Origin of a request', () => {
  it.each([
    [undefined, 'localhost:3000'],
    ['http://localhost:3000', 'localhost:3000'],
    ['http://LOCALHOST:3000', 'localhost.:3000'],
    ['http://[::1]:3000', '[0:0::1]:3000'],
    ['https://example.org', 'example.org'],
    ['https://example.org:443', 'example.org'],
    ['https://app.example', 'localhost:3000'],
    ['HTTPS://APP.EXAMPLE', 'localhost:3000'],
    ['vscode-webview://panel', 'localhost:3000'],
  ])('may be %s at host %s', (origin, host) => {
    expect(judge(origin, host)).toBe('allowed');
  });

  it.each([
    'null',
    '',
    'http://evil.example',
    'http://localhost:3001',
    'http://localhost',
    'https://localhost',
    'http://localhost:3000@evil.example',
    'http://localhost:3000/',
    'file://',
    'http://app.example',
    'https://app.example.evil',
    'https://app.example, http://localhost:3000',
    'localhost:3000',
  ])('may not be %j', origin => {
    expect(judge(origin)).toBe('refused');
  });
});

describe('a server', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await startSite({ allowedOrigins: ['https://app.example'], authToken: 'a token' });
  });
  afterAll(() => site.stop());
  const preflight = (origin: string, path = '/mcp') =>
    send(site.port, {
      method: 'OPTIONS',
      path,
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
    });

  it('refuses a page it does not know, before it looks at the token', async () => {
    for (const Origin of ['http://evil.example', 'null']) {
      const answer = await send(site.port, { headers: { Origin }, body: callBody('echo') });
      expect(answer.status).toBe(403);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('lets a page it knows ask, call and read the answer', async () => {
    const asked = await preflight('https://app.example');
    expect(asked.status).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-methods': 'POST',
      vary: 'Origin',
    });
    const headers = { Origin: 'https://app.example', Authorization: 'Bearer a token' };
    const answer = await send(site.port, { headers, body: callBody('echo', { text: 'a' }) });
    expect(answer.json.result.content[0].text).toBe('a');
    expect(answer.headers['access-control-allow-origin']).toBe('https://app.example');
    // A page can only react to a refusal that it may read.
    const refused = await send(site.port, { headers: { Origin: 'https://app.example' }, body: '{}' });
    expect(refused.status).toBe(401);
    expect(refused.headers['access-control-allow-origin']).toBe('https://app.example');
  });

  it('answers no preflight of others, nor of anything but MCP', async () => {
    expect((await preflight('http://evil.example')).status).toBe(403);
    expect((await preflight(`http://127.0.0.1:${site.port}`)).status).toBe(405);
    expect((await preflight('https://app.example', '/metrics')).status).toBe(405);
  });
});
