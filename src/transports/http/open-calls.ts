import { AppError } from '../../contracts/errors.ts';
import { type Refusal, refuseWith } from './refusal.ts';

/** Counts the requests of each client that are being worked on. */
export class OpenCalls {
  readonly #open = new Map<string, number>();
  readonly #maxPerClient: number;

  constructor(maxPerClient: number) {
    this.#maxPerClient = maxPerClient;
  }

  /** Takes a place for a request of a client; answers why not when that has as many as it may. */
  enter(client: string): Refusal | null {
    const open = this.#open.get(client) ?? 0;
    if (open >= this.#maxPerClient) {
      const message = `${open} calls of this client are still being worked on.`;
      const hint = 'Wait for one of them to end.';
      return refuseWith(new AppError('QUEUE_FULL', message, { hint }), { 'Retry-After': '1' });
    }
    this.#open.set(client, open + 1);
    return null;
  }

  /** Gives a place back. */
  leave(client: string): void {
    const open = (this.#open.get(client) ?? 0) - 1;
    if (open > 0) this.#open.set(client, open);
    else this.#open.delete(client);
  }
}
