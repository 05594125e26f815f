import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { AppError, ERROR_TRAITS, toAppError } from '../../contracts/errors.ts';
import type { ViewedModel } from '../../contracts/viewer.ts';
import { sendFile, sendJson } from './answers.ts';

/** Largest body of a request: the values of a model's parameters. */
const MAX_BODY_BYTES = 1024 * 1024;

/** A request that was let in. */
export interface ViewRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly model: ViewedModel;
  /** Aborted when the page has left. */
  readonly signal: AbortSignal;
}

/** Answers a request; faults are answers, too. */
export type Route = (request: ViewRequest) => Promise<void>;

/** Who answers a request; null when nobody does. */
export function findRoute(method: string | undefined, path: string): Route | null {
  const route = ROUTES.get(`${method} ${path}`);
  return route === undefined ? null : answering(route);
}

const ROUTES: ReadonlyMap<string, Route> = new Map([
  ['POST /render', render],
  ['GET /parameters', listParameters],
  ['GET /file', readFile],
]);

const renderBody = z.strictObject({ parameters: z.record(z.string(), z.unknown()) });

async function render({ request, response, model, signal }: ViewRequest): Promise<void> {
  const body = renderBody.safeParse(parseJson(await readBody(request)));
  if (!body.success) throw new AppError('INVALID_INPUT', 'The body must be {"parameters": {…}}.');
  sendJson(response, 200, await model.render(body.data.parameters, signal));
}

async function listParameters({ response, model, signal }: ViewRequest): Promise<void> {
  sendJson(response, 200, await model.listParameters(signal));
}

/** `?model=m_…&file=mesh.glb`, and for saving `&name=part.glb`. */
async function readFile({ response, url, model, signal }: ViewRequest): Promise<void> {
  const query = url.searchParams;
  const file = query.get('file') ?? '';
  const read = await model.readFile(query.get('model') ?? '', file, signal);
  sendFile(response, { ...read, name: query.get('name') ?? file });
}

function answering(route: Route): Route {
  return async context => {
    try {
      await route(context);
    } catch (thrown) {
      if (context.response.headersSent || context.response.destroyed) return;
      const { code, message, hint, retryable } = toAppError(thrown);
      const error = { code, message, hint, retryable };
      const status = ERROR_TRAITS[code].httpStatus;
      sendJson(context.response, status, { ok: false, summary: `${code}: ${message}`, error });
    }
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop must not destroy the request: the page is to be answered.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) {
      // What is still to come is thrown away: a page that is not done with asking hears no answer.
      request.resume();
      throw new AppError('SOURCE_TOO_LARGE', 'The values of the parameters are longer than 1 MiB together.', {
        hint: 'Shorten the longest of them.',
      });
    }
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
