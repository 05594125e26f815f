import { existsSync, readFileSync } from 'node:fs';
import { until } from './cache-lab.ts';
import { type Finished, spawnServer } from './server.ts';

/** The built command, serving over HTTP. */
export interface HttpCli {
  /** Where MCP is, as the log says. */
  readonly url: string;
  readonly port: number;
  /** The address of another path of the server. */
  at(path: string): string;
  stdout(): string;
  /** What it logged so far, on stderr or in `MCP_LOG_FILE`. */
  log(): string;
  kill(signal: NodeJS.Signals): void;
  readonly finished: Promise<Finished>;
}

/** A busy machine takes a while to start a program. */
const START_LIMIT_MS = 20_000;

/**
 * Starts `openscad-mcp-server` with the given arguments and waits until it serves over HTTP.
 *
 * @throws Error when it ends or does not serve within 20 s.
 */
export async function startHttpCli(
  args: readonly string[],
  options: Parameters<typeof spawnServer>[1] = {},
): Promise<HttpCli> {
  const env: Record<string, string> = { MCP_LOG_LEVEL: 'INFO', ...options.env };
  const { child, stdout, finished } = spawnServer(args, { ...options, env });
  const file = env.MCP_LOG_FILE;
  let stderr = '';
  child.stderr?.on('data', chunk => {
    stderr += chunk;
  });
  let hasEnded = false;
  child.once('exit', () => {
    hasEnded = true;
  });
  const log = () => stderr + (file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : '');
  const findUrl = () => /"url":"([^"]+)"/.exec(log())?.[1];
  try {
    await until(() => hasEnded || findUrl() !== undefined, START_LIMIT_MS);
  } finally {
    if (findUrl() === undefined) child.kill('SIGKILL');
  }
  const url = findUrl();
  if (url === undefined) throw new Error(`The server did not start.\n${log()}`);
  return {
    url,
    port: Number(new URL(url).port),
    at: path => new URL(path, url).href,
    stdout,
    log,
    kill: signal => void child.kill(signal),
    finished,
  };
}
