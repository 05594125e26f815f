import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { projectRoot } from '../../scripts/project-paths.ts';

/** A server process that listens. */
export interface HttpProcess {
  readonly url: string;
  /** What it logged so far. */
  log(): string;
  kill(signal: NodeJS.Signals): void;
  readonly exited: Promise<{ code: number | null; ms: number }>;
}

/**
 * Starts a script of `test/` that serves over HTTP, and waits until it does.
 *
 * @param options handed to the script as JSON.
 */
export async function startHttpProcess(
  script: string,
  options: object = {},
  env: Readonly<Record<string, string>> = {},
): Promise<HttpProcess> {
  const file = fileURLToPath(new URL(`../${script}`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify(options)], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let log = '';
  const url = new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', chunk => {
      log += chunk;
      const found = /"url":"([^"]+)"/.exec(log);
      if (found !== null) resolve(found[1]);
    });
    child.once('exit', () => reject(new Error(`The server did not start.\n${log}`)));
  });
  const started = performance.now();
  const exited = new Promise<{ code: number | null; ms: number }>(resolve => {
    child.once('close', code => resolve({ code, ms: performance.now() - started }));
  });
  return { url: await url, log: () => log, kill: signal => void child.kill(signal), exited };
}

/** Connects the official client. */
export async function connectHttpClient(url: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return client;
}
