import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { AppError } from '../../contracts/errors.ts';
import type { ViewedModel } from '../../contracts/viewer.ts';
import { createHostGuard } from '../http/host-guard.ts';
import { createSecretCheck } from '../http/secret.ts';
import { sendError, sendPage } from './answers.ts';
import { EventStreams } from './event-streams.ts';
import { findRoute } from './routes.ts';

/** Bytes of the secret in the address: as hard to guess as a key. */
const TOKEN_BYTES = 24;

/** A viewer that is being served. */
export interface ViewServer {
  /** Where a browser finds it, with the token. */
  readonly url: string;
  /** Tells every open page that the model has changed. */
  announceChange(): void;
  close(): Promise<void>;
}

/** What {@link startViewServer} needs. */
export interface ViewServerOptions {
  /** The viewer as built. */
  readonly page: string;
  readonly model: ViewedModel;
  /** 0 takes any free one. */
  readonly port: number;
}

/**
 * Serves the viewer to browsers of this machine. Every request has to show the token of the address; there are
 * no cookies, so that no other page can have the browser send it.
 *
 * @throws AppError INVALID_INPUT when the port is taken.
 */
export async function startViewServer({ page, model, port }: ViewServerOptions): Promise<ViewServer> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const isToken = createSecretCheck(token);
  const guardHost = createHostGuard([], 80);
  const events = new EventStreams();
  const server = createServer((request, response) => {
    const refusal = guardHost({ hosts: hostsOf(request), localAddress: request.socket.localAddress });
    if (refusal !== null) return sendError(response, refusal.status, refusal.message);
    const target = request.url ?? '';
    if (!target.startsWith('/')) return sendError(response, 400, 'The target of a request is a path.');
    // Read on its own, a path that begins with two slashes would name a host.
    const url = new URL(`http://localhost${target}`);
    if (!isToken(url.searchParams.get('token') ?? '')) {
      return sendError(response, 403, 'Open the address that the command printed, with its token.');
    }
    if (url.pathname === '/' && request.method === 'GET') return sendPage(response, page);
    if (url.pathname === '/events' && request.method === 'GET') return events.open(response);
    const route = findRoute(request.method, url.pathname);
    if (route === null) return sendError(response, 404, 'There is nothing here.');
    return void route({ request, response, url, model, signal: leaveSignal(response) });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((cause: unknown) => {
    throw new AppError('INVALID_INPUT', `Nothing can be served on port ${port}.`, {
      cause,
      hint: 'Take another --port, or none for any free one.',
    });
  });
  const address = server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${listening}/?token=${token}`,
    announceChange: () => events.send('change'),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function hostsOf(request: IncomingMessage): readonly string[] {
  return request.headersDistinct.host ?? [];
}

/** Aborted when the browser no longer waits for the answer: the page asked for something newer. */
function leaveSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort(new AppError('CANCELLED', 'The page asked anew.'));
  });
  return controller.signal;
}
