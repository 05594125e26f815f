import { once } from 'node:events';
import type { HttpBounds } from './bounds.ts';
import { type Exchange, waitForTurn } from './exchange.ts';
import { type Refusal, toErrorMessage } from './refusal.ts';

/** An unread body up to this size is read and dropped, so that the connection can be used again. */
const DROPPED_BYTES = 256 * 1024;

/** Answers with a refusal. */
export async function answerRefusal(exchange: Exchange, refusal: Refusal, bounds: HttpBounds): Promise<void> {
  const headers = { ...refusal.headers, 'Content-Type': 'application/json' };
  await answerText(exchange, refusal.status, JSON.stringify(toErrorMessage(refusal)), headers, bounds);
}

/**
 * Answers with a text, whether or not the request's body was read.
 *
 * A large body that was not read ends the connection. That must not happen at once: a connection closed while
 * its client is still sending is reset, and the reset overtakes the answer.
 */
export async function answerText(
  { request, response }: Exchange,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>>,
  { lingerMs }: HttpBounds,
): Promise<void> {
  const bytes = Buffer.from(text);
  const isDropped = request.complete || Number(request.headers['content-length'] ?? 0) <= DROPPED_BYTES;
  const isKept = isDropped && request.headers['transfer-encoding'] === undefined;
  response.writeHead(status, {
    ...headers,
    'Content-Length': bytes.length,
    ...(isKept || request.complete ? {} : { Connection: 'close' }),
  });
  if (isKept || request.complete) {
    response.end(bytes);
    return;
  }
  response.write(bytes);
  request.resume();
  await Promise.race([
    once(request, 'close', { signal: AbortSignal.timeout(lingerMs) }),
    once(response, 'close', { signal: AbortSignal.timeout(lingerMs) }),
  ]).catch(() => {});
  response.end();
}

/**
 * Writes a web response. A client that does not take what was written to it, one event or the end of it all,
 * within the time for that is left: it would hold what waits for it in memory.
 */
export async function answerStream(
  web: Response,
  exchange: Exchange,
  { takeTimeoutMs }: HttpBounds,
): Promise<void> {
  const { response } = exchange;
  // An answer is for one client at one time, whatever the SDK thinks of caches.
  web.headers.delete('cache-control');
  web.headers.delete('connection');
  response.writeHead(web.status, Object.fromEntries(web.headers));
  if (web.body === null) {
    response.end();
    return;
  }
  response.flushHeaders();
  try {
    await waitForTurn(exchange);
    for await (const chunk of web.body) {
      if (exchange.ended.aborted) break;
      if (!response.write(chunk)) await taken(exchange, 'drain', takeTimeoutMs);
    }
    response.end();
    await taken(exchange, 'finish', takeTimeoutMs);
  } catch {
    response.destroy();
  }
}

/** Waits for an event of a response; throws when it is late, or when the client went away. */
async function taken(
  { response, ended }: Exchange,
  event: 'drain' | 'finish',
  timeoutMs: number,
): Promise<void> {
  if (event === 'finish' && response.writableFinished) return;
  // A signal that only others hold together may be collected, and with it its time; a timer is not.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  try {
    await once(response, event, { signal: AbortSignal.any([late.signal, ended]) });
  } finally {
    clearTimeout(timer);
  }
}
