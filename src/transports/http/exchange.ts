import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request with its answer to be. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborted once the answer is out, or its client is gone. */
  readonly ended: AbortSignal;
}

/**
 * Pairs a request with its answer, and tells when both are over. Of an answer that waits behind another one on its
 * connection, Node says nothing when that connection breaks, so the connection is listened to as well.
 */
export function startExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  const { socket } = request;
  const ended = new AbortController();
  const end = () => {
    response.off('close', end);
    socket.off('close', end);
    ended.abort();
  };
  // One for each request that was sent ahead.
  socket.setMaxListeners(0);
  socket.once('close', end);
  response.once('close', end);
  return { request, response, ended: ended.signal };
}

/** Does something when an exchange is over, at once if it is. */
export function whenEnded({ ended }: Exchange, action: () => void): void {
  if (ended.aborted) action();
  else ended.addEventListener('abort', action, { once: true });
}

/**
 * Waits until an answer is next on its connection: the client reads those before it first.
 *
 * @throws an AbortError when the client went away meanwhile.
 */
export async function waitForTurn({ response, ended }: Exchange): Promise<void> {
  if (response.socket === null) await once(response, 'socket', { signal: ended });
}
