import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLoopbackName, toAddress } from '../../../../src/contracts/address.ts';
import { parseAuthority } from '../../../../src/transports/http/authority.ts';
import { createHostGuard } from '../../../../src/transports/http/host-guard.ts';
import { callBody, send, startSite, type TestSite, talk } from '../../../support/http-site.ts';

const guard = createHostGuard(
  ['example.org', 'Ported.example:8443', '[2001:DB8::1]', 'plain.example:80'],
  80,
);
const judge = (...hosts: string[]) => guard({ hosts, localAddress: '::ffff:10.0.0.7' })?.status ?? 200;

describe('the Host of a request', () => {
  it.each([
    'localhost',
    'LOCALHOST:3000',
    'localhost.',
    '127.0.0.1:1',
    '127.8.8.8',
    '[::1]',
    '[0:0:0:0:0:0:0:1]:65535',
    '[::ffff:127.0.0.1]',
    'example.org',
    'Example.ORG.:99',
    'ported.example:8443',
    'plain.example',
    '[2001:db8:0::1]:3',
    '10.0.0.7:3000',
  ])('may be %s', host => {
    expect(judge(host)).toBe(200);
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'xlocalhost',
    'sub.example.org',
    'example.org.evil',
    'ported.example',
    'ported.example:8080',
    'plain.example:81',
    '10.0.0.8',
    '[::2]',
    '0.0.0.0',
    '2130706433',
    '128.0.0.1',
  ])('may not be %s', host => {
    expect(judge(host)).toBe(403);
  });

  it.each([
    [''],
    ['user@localhost'],
    ['localhost:0'],
    ['localhost:65536'],
    ['localhost:'],
    ['localhost, evil.example'],
    ['::1'],
    ['[::1'],
    ['[localhost]'],
    ['localhost/'],
    ['.'],
    [],
    ['localhost', 'localhost'],
  ])('is nonsense as %j', (...hosts) => {
    expect(judge(...hosts)).toBe(400);
  });

  it('is never accepted because it contains an accepted one', () => {
    fc.assert(
      fc.property(fc.domain(), fc.constantFrom('localhost', 'example.org'), (domain, good) => {
        expect(judge(`${domain}.${good}`)).toBe(403);
        expect(judge(`${good}.${domain}`)).toBe(403);
      }),
    );
  });

  it('has to be configured as a host', () => {
    expect(() => createHostGuard(['https://example.org'], 80)).toThrow('is not a host');
  });
});

describe('an authority', () => {
  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const authority = parseAuthority(text);
        if (authority !== null) expect(text.toLowerCase()).toContain(authority.name.slice(0, 1));
      }),
    );
  });

  it('names an IPv6 address in one way', () => {
    expect(toAddress('FE80:0:0:0:0:0:0:1%eth0')).toBe('fe80::1');
    expect(toAddress('::ffff:1.2.3.4')).toBe('1.2.3.4');
    expect(toAddress('::FFFF:102:304')).toBe('1.2.3.4');
    expect(isLoopbackName('127.1')).toBe(false);
  });
});

describe('a server', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.stop());

  it('refuses a name that a stranger turned to it, whatever a proxy is said to say', async () => {
    const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'localhost', Forwarded: 'host=localhost' };
    const { status, json } = await send(site.port, { headers, body: callBody('echo', { text: 'a' }) });
    expect(status).toBe(403);
    expect(json.error.message).toMatch(/allowed hosts/);
  });

  it('refuses it for its numbers too, but says to anyone that it lives', async () => {
    const headers = { Host: 'evil.example' };
    expect((await send(site.port, { method: 'GET', path: '/metrics', headers })).status).toBe(403);
    expect((await send(site.port, { method: 'GET', path: '/health?ready', headers })).status).toBe(403);
    expect((await send(site.port, { method: 'GET', path: '/health', headers })).status).toBe(200);
  });

  it('answers to its own names', async () => {
    for (const host of ['localhost:1234', 'LOCALHOST.', '[::1]:99', `127.0.0.1:${site.port}`]) {
      const answer = await send(site.port, {
        headers: { Host: host },
        body: callBody('echo', { text: host }),
      });
      expect(answer.json.result.content[0].text).toBe(host);
    }
  });

  it.each([
    ['two hosts', 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n'],
    ['no host', 'POST /mcp HTTP/1.0\r\n'],
    ['a whole address as target', 'POST http://evil.example/mcp HTTP/1.1\r\nHost: localhost\r\n'],
  ])('finds no sense in a request with %s', async (_, head) => {
    const body = callBody('echo');
    const bytes = `${head}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    expect(await talk(site.port, bytes).ended).toMatch(/^HTTP\/1.1 400 /);
  });
});
