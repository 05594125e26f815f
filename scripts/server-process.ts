import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { distFolder } from './project-paths.ts';

/** The built server as a process that listens on the loopback interface. */
export interface ServerProcess {
  readonly port: number;
  /** Memory of the process, threads included, as its metrics tell it. */
  residentBytes(): Promise<number>;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void>;
}

/** Time to start in, on a machine that has much else to do. */
const START_MS = 30_000;

/** Starts the built server over HTTP at a port of this process, in an empty folder, and waits until it can render. */
export async function startHttpServer(env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'server-process-'));
  const port = 20_000 + (process.pid % 20_000);
  const child = spawn(
    process.execPath,
    [join(distFolder, 'cli.js'), 'serve', '--http', '--port', `${port}`],
    {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', TEMP_DIR: folder, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const exited = once(child, 'exit');
  const headers = { Authorization: `Bearer ${env.MCP_AUTH_TOKEN ?? ''}` };
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers });
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(
      () => ask('/health?ready').then(({ ok }) => ok),
      () => child.exitCode === null,
    );
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  const residentBytes = async () => readResidentBytes(await (await ask('/metrics')).text());
  return { port, residentBytes, stop };
}

async function untilReady(isReady: () => Promise<boolean>, isRunning: () => boolean): Promise<void> {
  const givesUpAt = performance.now() + START_MS;
  while (isRunning() && performance.now() < givesUpAt) {
    if (await isReady().catch(() => false)) return;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error('The server did not start.');
}

function readResidentBytes(text: string): number {
  const [, value] = /^openscad_mcp_resident_memory_bytes (\S+)$/m.exec(text) ?? [];
  return Number(value);
}
