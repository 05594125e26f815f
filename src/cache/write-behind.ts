import type { KnownModel } from '../contracts/ports.ts';
import { ownBytes } from './model-size.ts';

/** Models that may wait to be written, and what they may take together. */
const MAX_WAITING = 64;
const MAX_WAITING_BYTES = 128 * 1024 * 1024;

/**
 * Writes models one after the other, after the calls that made them have been answered. A cache may forget,
 * so what comes faster than it can be written is not written.
 */
export class WriteBehind {
  readonly #write: (model: KnownModel) => Promise<void>;
  readonly #waiting = new Map<string, { readonly model: KnownModel; readonly bytes: number }>();
  #bytes = 0;
  #work: Promise<void> | null = null;

  /** @param write never throws. */
  constructor(write: (model: KnownModel) => Promise<void>) {
    this.#write = write;
  }

  /** Writes a model in a while, or not at all when too many wait. */
  add(model: KnownModel): void {
    const before = this.#take(model.id);
    const fuller = model.evaluation === null && before !== null ? before : model;
    const bytes = ownBytes(fuller);
    if (this.#waiting.size >= MAX_WAITING || this.#bytes + bytes > MAX_WAITING_BYTES) return;
    this.#bytes += bytes;
    this.#waiting.set(model.id, { model: fuller, bytes });
    this.#work ??= this.#writeAll();
  }

  /** Forgets what waits, and answers once nothing is being written any more. */
  async drop(): Promise<void> {
    this.#waiting.clear();
    this.#bytes = 0;
    await this.#work;
  }

  /** Answers once everything is written. */
  async flush(): Promise<void> {
    await this.#work;
  }

  async #writeAll(): Promise<void> {
    // The call that brings a model is answered first.
    await new Promise(resolve => setImmediate(resolve));
    for (const id of this.#waiting.keys()) {
      const next = this.#take(id);
      if (next !== null) await this.#write(next);
    }
    this.#work = null;
  }

  #take(id: string): KnownModel | null {
    const found = this.#waiting.get(id);
    if (found === undefined) return null;
    this.#waiting.delete(id);
    this.#bytes -= found.bytes;
    return found.model;
  }
}
