import type { RequestId } from './envelope.ts';

/** A call that is being worked on. */
export interface CallInProgress {
  /** Withdraws it: the work ends, and nothing is answered. */
  cancel(): void;
  /** Answers that the server is stopping, and ends the work. */
  stop(): Promise<void>;
}

/**
 * The calls being worked on. Each request has a protocol server of its own, which knows nothing of the others,
 * so the wish to cancel one, being a request too, finds it here: by the session the client got when it
 * introduced itself, which nobody else can guess. Nothing else is kept of a session.
 */
export class CallsInProgress {
  readonly #calls = new Set<CallInProgress>();
  readonly #byName = new Map<string, CallInProgress>();
  #whenEmpty: (() => void) | null = null;

  get size(): number {
    return this.#calls.size;
  }

  /**
   * Adds a call.
   *
   * @param session null for a client without one, whose calls end when it closes the connection.
   * @returns takes it out again.
   */
  add(session: string | null, id: RequestId, call: CallInProgress): () => void {
    this.#calls.add(call);
    const name = session === null ? null : nameOf(session, id);
    if (name !== null) this.#byName.set(name, call);
    return () => {
      this.#calls.delete(call);
      if (name !== null && this.#byName.get(name) === call) this.#byName.delete(name);
      if (this.#calls.size === 0) this.#whenEmpty?.();
    };
  }

  /** Cancels the call of a session's request, if it is still being worked on. */
  cancel(session: string, id: RequestId): void {
    this.#byName.get(nameOf(session, id))?.cancel();
  }

  /** Resolves once no call is left. */
  async untilEmpty(): Promise<void> {
    if (this.#calls.size === 0) return;
    await new Promise<void>(resolve => {
      this.#whenEmpty = resolve;
    });
  }

  /** Stops every call. */
  async stopAll(): Promise<void> {
    await Promise.allSettled([...this.#calls].map(call => call.stop()));
  }
}

/** The ids 1 and "1" are two. */
function nameOf(session: string, id: RequestId): string {
  return JSON.stringify([session, id]);
}
