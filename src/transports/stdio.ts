import { Console } from 'node:console';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { LIMITS } from '../contracts/limits.ts';
import type { Logger } from '../contracts/ports.ts';
import type { createMcpServer } from '../mcp/server.ts';
import { atMost, listenForStopSignals, warmSoon } from './shutdown.ts';

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
  const { asked, hurry } = listenForStopSignals();
  const stopped = Promise.race([asked, untilClientLeaves(server)]);
  await server.connect(transport);
  logger.info('serving', { transport: 'stdio' });
  const stopWarming = warmSoon(warm, logger);
  const reason = await stopped;
  logger.info('stopping', { reason });
  stopWarming();
  await atMost(LIMITS.shutdownGraceMs, close(), hurry);
}

/** stdout carries the protocol; whatever else prints goes to stderr. */
function keepStdoutClean(): void {
  globalThis.console = new Console(process.stderr, process.stderr);
}

function untilClientLeaves(server: ReturnType<typeof createMcpServer>): Promise<string> {
  return new Promise(resolve => {
    process.stdin.once('end', () => resolve('stdin ended'));
    process.stdin.once('close', () => resolve('stdin closed'));
    // Not once: writes already under way fail too, and an unheard error would end the process.
    process.stdout.on('error', () => resolve('stdout closed'));
    server.onclose = () => resolve('connection closed');
  });
}
