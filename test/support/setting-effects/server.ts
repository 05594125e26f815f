import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { expect } from 'vitest';
import { send } from '../http-site.ts';
import { makeCertificate, writePair } from '../make-certificate.ts';
import { freePort } from '../redis-server.ts';
import type { EffectsOf, Trial } from '../setting-trial.ts';

/** The least that one can ask over MCP. */
const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });

/** An address of this machine alone that is not the default; macOS has but one in 127.0.0.0/8. */
const OTHER_LOOPBACK = process.platform === 'darwin' ? '[::1]' : '127.0.0.2';

const TOKEN = 'c2VjcmV0LXRva2Vu';

/** How clients reach the server, and who may. */
export const SERVER_EFFECTS: EffectsOf<
  | 'transport'
  | 'host'
  | 'port'
  | 'authToken'
  | 'tlsCertFile'
  | 'tlsKeyFile'
  | 'allowedHosts'
  | 'allowedOrigins'
  | 'rateLimit_perMinute'
> = {
  async transport(trial) {
    const { port } = await trial.serveHttp('http');
    expect((await send(port, { body })).json).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
  },

  async host(trial) {
    const { port } = await trial.serveHttp(OTHER_LOOPBACK);
    const health = await fetch(`http://${OTHER_LOOPBACK}:${port}/health`);
    expect(health.status).toBe(200);
    await expect(send(port, { body })).rejects.toThrow('ECONNREFUSED');
  },

  async port(trial) {
    const port = await freePort();
    await trial.serveHttp(String(port));
    expect((await send(port, { body })).status).toBe(200);
  },

  async authToken(trial) {
    const { port } = await trial.serveHttp(TOKEN);
    const statuses = ['', 'Bearer wrong', `Bearer ${TOKEN}`].map(
      async Authorization => (await send(port, { body, headers: { Authorization } })).status,
    );
    expect(await Promise.all(statuses)).toEqual([401, 401, 200]);
  },

  tlsCertFile: trial => expectTls(trial, { MCP_TLS_KEY: trial.at('key.pem') }, 'cert.pem'),
  tlsKeyFile: trial => expectTls(trial, { MCP_TLS_CERT: trial.at('cert.pem') }, 'key.pem'),

  async allowedHosts(trial) {
    const { port } = await trial.serveHttp('cad.test, other.test:81');
    const statuses = ['cad.test', 'other.test', 'third.test'].map(
      async Host => (await send(port, { body, headers: { Host } })).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 403, 403]);
  },

  async allowedOrigins(trial) {
    const { port } = await trial.serveHttp('https://cad.test, https://other.test');
    const [allowed, refused] = await Promise.all(
      ['https://cad.test', 'https://third.test'].map(Origin => send(port, { body, headers: { Origin } })),
    );
    expect(allowed.headers['access-control-allow-origin']).toBe('https://cad.test');
    expect([allowed.status, refused.status]).toEqual([200, 403]);
  },

  async rateLimit_perMinute(trial) {
    const { port } = await trial.serveHttp('1');
    expect((await send(port, { body })).status).toBe(200);
    expect((await send(port, { body })).status).toBe(429);
  },
};

/** Sees that who trusts the certificate is served, which takes both files. */
async function expectTls(trial: Trial, beside: Record<string, string>, file: string): Promise<void> {
  const pair = makeCertificate('setting');
  writePair(trial.at('.'), pair);
  expect(readFileSync(trial.at(file), 'utf8')).toContain('BEGIN');
  const { url } = await trial.serveHttp(trial.toText(file), beside);
  expect(url).toMatch(/^https:/);
  const call = request(new URL('/health', url), { ca: pair.cert, agent: false });
  const answered = once(call, 'response');
  call.end();
  const [answer] = await answered;
  answer.resume();
  expect(answer.statusCode).toBe(200);
}
