import { setImmediate } from 'node:timers/promises';

/** A stretch of work that nobody notices in the answers to other calls. */
const STRETCH_MS = 50;

/** Interrupts long work on the main thread, so that the server can answer others and the work can be aborted. */
export class Breather {
  readonly #signal: AbortSignal | undefined;
  #started = performance.now();

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /** Lets the event loop turn when 50 ms have passed since it last did. @throws the reason of the signal */
  async breathe(): Promise<void> {
    if (performance.now() - this.#started > STRETCH_MS) {
      await setImmediate();
      this.#started = performance.now();
    }
    this.#signal?.throwIfAborted();
  }
}
