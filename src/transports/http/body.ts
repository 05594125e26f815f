import { AppError } from '../../contracts/errors.ts';
import type { HttpBounds } from './bounds.ts';
import type { Exchange } from './exchange.ts';
import { parseJson } from './parse-json.ts';
import { type Refusal, refuseWith } from './refusal.ts';

/** Bytes of bodies that may be held at one time, all clients together. */
export class BodyBudget {
  #left: number;

  constructor(maxBytes: number) {
    this.#left = maxBytes;
  }

  /** Takes bytes out of what is left, if there are as many. */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }

  /** Gives bytes back. */
  give(bytes: number): void {
    this.#left += bytes;
  }
}

/** A body that was read, or why it was not; `bytes` were taken from the budget and are to be given back. */
export type ReadBody =
  | { readonly kind: 'json'; readonly value: unknown; readonly bytes: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Reads a request's body as JSON. What is too long is not read any further, whether its sender announced the
 * length or not; who asks before sending it is told to go on.
 *
 * @throws what the connection broke with.
 */
export async function readJsonBody(
  { request, response }: Exchange,
  budget: BodyBudget,
  bounds: HttpBounds,
): Promise<ReadBody> {
  const { maxBodyBytes } = bounds;
  const tooLong = (): ReadBody => {
    const message = `A request may have ${maxBodyBytes / 2 ** 20} MiB.`;
    return { kind: 'refused', refusal: refuseWith(new AppError('SOURCE_TOO_LARGE', message)) };
  };
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return tooLong();
  if (request.headers.expect !== undefined) response.writeContinue();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    // Leaving the loop must not destroy the request: its sender is to be answered.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (bytes + chunk.length > maxBodyBytes) return giveBack(tooLong());
      if (!budget.take(chunk.length)) return giveBack(busy());
      bytes += chunk.length;
      chunks.push(chunk);
    }
  } catch (thrown) {
    budget.give(bytes);
    throw thrown;
  }
  const parsed = parseJson(Buffer.concat(chunks), bounds);
  return parsed.kind === 'json' ? { ...parsed, bytes } : giveBack(parsed);

  function giveBack(refused: ReadBody): ReadBody {
    budget.give(bytes);
    return refused;
  }
}

function busy(): ReadBody {
  const error = new AppError('QUEUE_FULL', 'The server holds as many large requests as it can.');
  return { kind: 'refused', refusal: refuseWith(error, { 'Retry-After': '2' }) };
}
