import { randomUUID } from 'node:crypto';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { AppError } from '../../contracts/errors.ts';
import type { Logger } from '../../contracts/ports.ts';
import { answerStream } from './answer.ts';
import type { HttpBounds } from './bounds.ts';
import type { CallsInProgress } from './calls-in-progress.ts';
import type { Envelope } from './envelope.ts';
import { type Exchange, whenEnded } from './exchange.ts';
import { ANSWER_TYPES } from './negotiation.ts';
import { refuseWith, toErrorMessage } from './refusal.ts';

/** What answering a message needs. */
export interface McpCallContext {
  readonly createServer: () => Server;
  readonly calls: CallsInProgress;
  readonly logger: Logger;
  readonly bounds: HttpBounds;
}

/**
 * Answers one message with a protocol server and transport of its own, so that no client's ids or answers can
 * meet another's. When the connection closes, the call's signal is aborted.
 *
 * The SDK's web transport is used instead of its wrapper for Node: the answer is written here, which bounds slow
 * readers and keeps our headers, and no header of the request that is not the protocol's reaches a tool.
 *
 * @param message the body, parsed.
 */
export async function answerMessage(
  exchange: Exchange,
  message: unknown,
  envelope: Envelope,
  { createServer, calls, logger, bounds }: McpCallContext,
): Promise<void> {
  const server = createServer();
  server.onerror = error => logger.debug('protocol error', { message: error.message });
  const isIntroduction = envelope.kind === 'request' && envelope.method === 'initialize';
  const transport = new WebStandardStreamableHTTPServerTransport({
    ...(isIntroduction ? { sessionIdGenerator: randomUUID } : {}),
    keepAliveMs: bounds.sseCommentMs,
  });
  const end = () => void server.close().catch(() => {});
  whenEnded(exchange, end);
  if (envelope.kind === 'request') {
    const { id } = envelope;
    const leave = calls.add(sessionOf(exchange), id, {
      cancel: end,
      async stop() {
        const error = new AppError('SHUTTING_DOWN', 'The server stopped before the call was done.');
        await transport.send({ ...toErrorMessage(refuseWith(error)), id }).catch(() => {});
        await server.close();
      },
    });
    whenEnded(exchange, leave);
  }
  await server.connect(transport);
  const web = await transport.handleRequest(toWebRequest(exchange.request.headers), { parsedBody: message });
  await answerStream(web, exchange, bounds);
}

/** The session a client says it has; what is no session of ours finds no call. */
export function sessionOf({ request }: Exchange): string | null {
  const session = request.headers['mcp-session-id'];
  return typeof session === 'string' && session !== '' && session.length <= 64 ? session : null;
}

/** The request as the SDK gets it: without the token, and everything else that is not the protocol's. */
function toWebRequest(headers: Exchange['request']['headers']): Request {
  const version = headers['mcp-protocol-version'];
  return new Request('http://localhost/mcp', {
    method: 'POST',
    headers: {
      Accept: ANSWER_TYPES,
      'Content-Type': 'application/json',
      ...(typeof version === 'string' ? { 'Mcp-Protocol-Version': version } : {}),
    },
  });
}
