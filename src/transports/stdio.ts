import { Console } from 'node:console';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { LIMITS } from '../contracts/limits.ts';
import type { Logger } from '../contracts/ports.ts';
import type { createMcpServer } from '../mcp/server.ts';
import { atMost, listenForStopSignals, warmSoon } from './shutdown.ts';
import { Unanswered } from './unanswered.ts';

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
 * stop. A client that only closes stdin gets the answers that are ready within a second. Then every thread ends,
 * whatever it is doing, and the process with it, within 2 s in all.
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
  const { inputEnded, gone } = watchClient(server);
  const unanswered = new Unanswered(transport);
  await server.connect(transport);
  logger.info('serving', { transport: 'stdio' });
  const stopWarming = warmSoon(warm, logger);
  const reason = await Promise.race([asked, gone, inputEnded]);
  logger.info('stopping', { reason });
  stopWarming();
  if (reason === INPUT_ENDED) {
    await atMost(LIMITS.lastAnswersMs, Promise.race([unanswered.none(), asked, gone]), hurry);
  }
  await atMost(LIMITS.shutdownGraceMs, close(), hurry);
}

/** stdout carries the protocol; whatever else prints goes to stderr. */
function keepStdoutClean(): void {
  globalThis.console = new Console(process.stderr, process.stderr);
}

/** Why a server stops whose client may still read. */
const INPUT_ENDED = 'stdin ended';

/** Tells when a client will ask nothing any more, and when it is gone; each says how. */
function watchClient(server: ReturnType<typeof createMcpServer>) {
  const inputEnded = new Promise<string>(resolve => {
    process.stdin.once('end', () => resolve(INPUT_ENDED));
  });
  const gone = new Promise<string>(resolve => {
    process.stdin.once('close', () => {
      if (!process.stdin.readableEnded) resolve('stdin closed');
    });
    // Not once: writes already under way fail too, and an unheard error would end the process.
    process.stdout.on('error', () => resolve('stdout closed'));
    server.onclose = () => resolve('connection closed');
  });
  return { inputEnded, gone };
}
