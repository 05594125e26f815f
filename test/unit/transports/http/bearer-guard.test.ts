import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBearerGuard } from '../../../../src/transports/http/bearer-guard.ts';
import { callBody, send, startSite, type TestSite } from '../../../support/http-site.ts';

const TOKEN = 'correct-horse-battery';

describe('the token of a request', () => {
  const guard = createBearerGuard(TOKEN);

  it.each([`Bearer ${TOKEN}`, `bearer ${TOKEN}`, `BEARER   ${TOKEN} `])('is found in %j', authorization => {
    expect(guard(authorization)).toBeNull();
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', TOKEN, `Basic ${TOKEN}`, `Bearer${TOKEN}`])(
    'is missing in %j',
    authorization => {
      const refusal = guard(authorization);
      expect(refusal?.status).toBe(401);
      expect(refusal?.headers['WWW-Authenticate']).toBe('Bearer realm="openscad-mcp-server"');
    },
  );

  it.each([
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    `Bearer ${TOKEN.toUpperCase()}`,
    'Bearer ä',
    `Bearer x, Bearer ${TOKEN}`,
  ])('is wrong in %j', authorization => {
    expect(guard(authorization)?.headers['WWW-Authenticate']).toMatch(/error="invalid_token"$/);
  });

  it('is not asked for where there is none', () => {
    expect(createBearerGuard(null)(undefined)).toBeNull();
  });
});

describe('a server with a token', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await startSite({ authToken: TOKEN });
  });
  afterAll(() => site.stop());

  const get = (path: string, headers = {}) => send(site.port, { method: 'GET', path, headers });
  const authorized = { Authorization: `Bearer ${TOKEN}` };

  it('answers calls, readiness and numbers to those who have it', async () => {
    expect((await send(site.port, { headers: authorized, body: callBody('echo') })).status).toBe(200);
    expect((await get('/health?ready', authorized)).status).toBe(200);
    expect((await get('/metrics', authorized)).text).toBe('requests_total 1\n');
  });

  it('answers others with 401, except whether it lives', async () => {
    expect((await send(site.port, { body: callBody('echo') })).status).toBe(401);
    expect(
      (await send(site.port, { headers: { Authorization: 'Bearer no' }, body: callBody('echo') })).status,
    ).toBe(401);
    expect((await get('/health?ready')).status).toBe(401);
    expect((await get('/health?x&ready=1')).status).toBe(401);
    expect((await get('/metrics')).status).toBe(401);
    expect((await get('/health')).json).toEqual({ status: 'healthy' });
  });

  it('neither logs the token nor hands it to a tool', async () => {
    const answer = await send(site.port, { headers: authorized, body: callBody('headers') });
    expect(Object.keys(JSON.parse(answer.json.result.content[0].text)).sort()).toEqual([
      'accept',
      'content-type',
    ]);
    await send(site.port, { path: '/nowhere', headers: authorized });
    expect(site.log()).not.toContain(TOKEN);
    expect(site.log()).toContain('"event":"http"');
  });
});

describe('a server that others can reach', () => {
  it.each(['0.0.0.0', '::', '', '192.0.2.1', 'example.org', '::ffff:0.0.0.0', '[::]'])(
    'does not start at %j without a token',
    async host => {
      await expect(startSite({ host })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        hint: expect.stringMatching(/token/),
      });
    },
  );

  it('starts with one, and warns where it goes in clear text', async () => {
    const site = await startSite({ host: '0.0.0.0', authToken: TOKEN });
    expect(site.log()).toContain('clear text');
    await site.stop();
  });

  it.each(['localhost', '127.0.0.1', '::1', '[::1]', 'LOCALHOST'])('is not one at %s', async host => {
    const site = await startSite({ host });
    expect((await fetch(site.url.replace('/mcp', '/health'))).status).toBe(200);
    await site.stop();
  });
});
