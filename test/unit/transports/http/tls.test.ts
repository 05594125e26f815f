import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { readTlsFiles } from '../../../../src/transports/http/tls-files.ts';
import { CLIENT_HEADERS, callBody, startSite } from '../../../support/http-site.ts';
import { canMakeCertificates, makeCertificate, writePair } from '../../../support/make-certificate.ts';

describe.skipIf(!canMakeCertificates && process.env.CI === undefined)('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const [first, second] = ['first', 'second'].map(makeCertificate);

  /** The name in the certificate that a server shows at present. */
  async function shownName(port: number): Promise<string | string[] | undefined> {
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const { CN } = socket.getPeerCertificate().subject;
    socket.destroy();
    return CN;
  }

  it('carries calls for those who trust the certificate', async () => {
    const site = await startSite({ tls: writePair(folder, first) });
    expect(site.url).toMatch(/^https:/);
    const call = (ca: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const call = request(
          site.url,
          { method: 'POST', headers: CLIENT_HEADERS, ca, agent: false },
          answer => {
            answer.resume();
            resolve(answer.statusCode);
          },
        );
        call.on('error', reject);
        call.end(callBody('echo', { text: 'a' }));
      });
    expect(await call(first.cert)).toBe(200);
    await expect(call(second.cert)).rejects.toThrow();
    await site.stop();
  });

  it('takes a renewed certificate, keeps the old one while the new is broken, and says so once', async () => {
    const files = writePair(folder, first);
    const site = await startSite({ tls: files, bounds: { tlsPollMs: 20 } });
    const open = connectTls({ port: site.port, host: '127.0.0.1', rejectUnauthorized: false });
    await once(open, 'secureConnect');
    // Half of a renewal: the key is still the old one.
    writeFileSync(files.certFile, second.cert);
    await expect.poll(() => site.log()).toContain('TLS certificate not renewed');
    expect(await shownName(site.port)).toBe('first');
    writeFileSync(files.keyFile, second.key);
    await expect.poll(() => site.log()).toContain('TLS certificate renewed');
    expect(await shownName(site.port)).toBe('second');
    // A link to itself cannot even be looked at.
    rmSync(files.certFile);
    symlinkSync(files.certFile, files.certFile);
    await expect.poll(() => site.log().match(/not renewed/g)).toHaveLength(2);
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(site.log().match(/not renewed/g)).toHaveLength(2);
    expect(await shownName(site.port)).toBe('second');
    expect(open.destroyed).toBe(false);
    open.destroy();
    rmSync(files.certFile);
    await site.stop();
  });

  it.each([
    ['is missing', () => rmSync(join(folder, 'key.pem'))],
    ['is no key', () => writeFileSync(join(folder, 'key.pem'), 'nonsense')],
    ['belongs to another certificate', () => writeFileSync(join(folder, 'key.pem'), second.key)],
  ])('is not started when the key %s', async (_, breakKey) => {
    const tls = writePair(folder, first);
    breakKey();
    expect(() => readTlsFiles(tls)).toThrow('cannot be used');
    await expect(startSite({ tls })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('does not wait for a client that never shakes hands', async () => {
    const site = await startSite({ tls: writePair(folder, first), bounds: { headersTimeoutMs: 200 } });
    const socket = connect(site.port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'close');
    await site.stop();
  });
});
