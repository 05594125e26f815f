import type { CacheOutcome } from '../contracts/metrics.ts';
import type { CacheTierStatus } from '../contracts/ports.ts';
import type { BlobStore, PutMode } from './blob-store.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import type { FaultLog } from './fault-log.ts';
import { TooSlow, within } from './within.ts';

/** What a call waits for at most: an answer of a cache that takes longer is not worth it. */
const LOOKUP_MS = 250;

/** Counting files takes longer than reading one. */
const MEASURE_MS = 2000;

/** What nobody waits for may take longer; it is bounded so that it ends. */
const BACKGROUND_MS = 5000;

/** What a slower tier had to say. */
export interface Lookup {
  readonly outcome: CacheOutcome;
  /** Null unless it was a hit. */
  readonly bytes: Uint8Array | null;
}

/**
 * A place for bytes that never throws and never makes anyone wait: what fails is logged and counts as not
 * there. After an answer that did not come in time nobody asks for a while, and a probe of its own finds out
 * when it is well again.
 */
export class GuardedBlobs {
  readonly #store: BlobStore;
  readonly #log: FaultLog;
  readonly #breaker: CircuitBreaker;

  constructor(store: BlobStore, log: FaultLog, breaker = new CircuitBreaker()) {
    this.#store = store;
    this.#log = log;
    this.#breaker = breaker;
  }

  /** Looks a value up, within {@link LOOKUP_MS}. */
  async get(name: string): Promise<Lookup> {
    if (!this.#admits()) return { outcome: 'error', bytes: null };
    try {
      const bytes = await within(LOOKUP_MS, this.#store.get(name));
      return { outcome: bytes === null ? 'miss' : 'hit', bytes };
    } catch (thrown) {
      if (thrown instanceof TooSlow) this.#stayAway();
      this.#log.report('get', thrown);
      return { outcome: 'error', bytes: null };
    }
  }

  /** Keeps a value; not one that is too large, nor while the store is not well. */
  async put(name: string, bytes: Uint8Array, mode: PutMode): Promise<void> {
    if (bytes.length > this.#store.maxValueBytes || !this.#admits()) return;
    await this.#attempt('put', () => this.#store.put(name, bytes, mode));
  }

  async delete(name: string): Promise<void> {
    if (this.#admits()) await this.#attempt('delete', () => this.#store.delete(name));
  }

  async clear(prefix: string): Promise<void> {
    if (this.#admits()) await this.#attempt('clear', () => this.#store.clear(prefix));
  }

  /** How full it is and whether it is well. */
  async status(): Promise<CacheTierStatus> {
    const { tier } = this.#store;
    if (!this.#admits()) return { tier, ok: false };
    try {
      await within(LOOKUP_MS, this.#store.probe());
      return { tier, ok: true, ...(await within(MEASURE_MS, this.#store.measure())) };
    } catch (thrown) {
      this.#log.report('status', thrown);
      return { tier, ok: false };
    }
  }

  async close(): Promise<void> {
    await this.#attempt('close', () => this.#store.close());
  }

  /** A background operation that hangs may only be large; lookups find out whether the store does. */
  async #attempt(doing: string, work: () => Promise<void>): Promise<void> {
    try {
      await within(BACKGROUND_MS, work());
    } catch (thrown) {
      this.#log.report(doing, thrown);
    }
  }

  #admits(): boolean {
    if (this.#breaker.takeProbe()) void this.#probe();
    return !this.#breaker.isOpen;
  }

  #stayAway(): void {
    this.#breaker.open();
    this.#store.abandon();
  }

  async #probe(): Promise<void> {
    try {
      await within(LOOKUP_MS, this.#store.probe());
      this.#breaker.close();
    } catch {
      this.#stayAway();
    }
  }
}
