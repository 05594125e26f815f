import { AppError } from '../../contracts/errors.ts';
import type { PoolStatus } from '../../contracts/ports.ts';

/** A place in the queue. */
interface Waiting {
  readonly start: () => void;
}

/** Bounds how much runs at a time and how much waits, as thread pools do. */
export class Slots {
  readonly #max: number;
  readonly #maxQueue: number;
  readonly #queue: Waiting[] = [];
  #running = 0;
  #completed = 0;

  constructor(max: number, maxQueue: number) {
    this.#max = max;
    this.#maxQueue = maxQueue;
  }

  /**
   * Does work when it is its turn.
   *
   * @throws AppError QUEUE_FULL; or the reason of `signal` when that is aborted before.
   */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.#running >= this.#max) await this.#wait(signal);
    else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#completed += 1;
      const next = this.#queue.shift();
      // The slot goes on to who is next.
      if (next === undefined) this.#running -= 1;
      else next.start();
    }
  }

  /** As a thread pool says it; a process takes the place of a thread. */
  status(): PoolStatus {
    return {
      threads: this.#running,
      maxThreads: this.#max,
      running: this.#running,
      queued: this.#queue.length,
      maxQueue: this.#maxQueue,
      completed: this.#completed,
    };
  }

  #wait(signal: AbortSignal): Promise<void> {
    if (this.#queue.length >= this.#maxQueue) {
      const message = `${this.#max} jobs are running and ${this.#maxQueue} are waiting already.`;
      return Promise.reject(new AppError('QUEUE_FULL', message));
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#queue.splice(this.#queue.indexOf(place), 1);
        reject(signal.reason);
      };
      const place: Waiting = {
        start: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      this.#queue.push(place);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
