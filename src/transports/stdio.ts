import { Console } from 'node:console';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { LIMITS } from '../contracts/limits.ts';
import type { Logger } from '../contracts/ports.ts';
import type { createMcpServer } from '../mcp/server.ts';

/** Longest line accepted; the library's own bound of 10 MiB ends the connection on a large model. */
const MAX_LINE_BYTES = 24 * 1024 * 1024;

/** What serving needs of the app. */
export interface ServedApp {
  readonly createServer: () => ReturnType<typeof createMcpServer>;
  readonly logger: Logger;
  warm(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Serves MCP on stdin and stdout until the client closes stdin, stdout breaks, or a signal asks to
 * stop. Then every thread ends, whatever it is doing, and the process with it, within 2 s.
 *
 * @returns when the process should exit.
 */
export async function serveStdio({ createServer, logger, warm, close }: ServedApp): Promise<void> {
  keepStdoutClean();
  const transport = new StdioServerTransport(process.stdin, process.stdout, {
    maxBufferSize: MAX_LINE_BYTES,
  });
  const server = createServer();
  server.onerror = error => logger.warn('protocol error', { message: error.message });
  const stopped = untilStopped(server);
  await server.connect(transport);
  logger.info('serving', { transport: 'stdio' });
  // After the answers to the client's first questions, so that those do not wait for it.
  const warming = setTimeout(() => warm().catch(thrown => logWarmingFailure(logger, thrown)), 100);
  const reason = await stopped;
  logger.info('stopping', { reason });
  clearTimeout(warming);
  await atMost(LIMITS.shutdownGraceMs, close());
}

/** stdout carries the protocol; whatever else prints goes to stderr. */
function keepStdoutClean(): void {
  globalThis.console = new Console(process.stderr, process.stderr);
}

function untilStopped(server: ReturnType<typeof createMcpServer>): Promise<string> {
  return new Promise(resolve => {
    process.stdin.once('end', () => resolve('stdin ended'));
    process.stdin.once('close', () => resolve('stdin closed'));
    // Not once: writes already under way fail too, and an unheard error would end the process.
    process.stdout.on('error', () => resolve('stdout closed'));
    server.onclose = () => resolve('connection closed');
    process.once('SIGTERM', () => resolve('SIGTERM'));
    process.once('SIGINT', () => resolve('SIGINT'));
  });
}

function logWarmingFailure(logger: Logger, thrown: unknown): void {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  logger.error('not ready', { message });
}

/** Waits for work, but no longer than some time; leaves no timer behind. */
async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>(resolve => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, timeUp]).finally(() => clearTimeout(timer));
}
