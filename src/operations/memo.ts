import { LRUCache } from 'lru-cache';
import type { Metrics } from '../contracts/metrics.ts';
import { Flights } from './flights.ts';

/** How much a {@link Memo} remembers. */
export interface MemoBounds<Result> {
  /** Of all results together; 0 remembers nothing. */
  readonly maxBytes: number;
  /** Time since a result was last used; 0 for ever. */
  readonly ttl_s: number;
  /** What a result takes. */
  readonly sizeOf: (result: Result) => number;
  readonly metrics: Pick<Metrics, 'countJoin'>;
}

/** A result, and whether it was remembered from an earlier call. */
export interface Remembered<Result> {
  readonly result: Result;
  readonly isKnown: boolean;
}

/** Bookkeeping of one entry besides what is counted. */
const ENTRY_BYTES = 512;

/** Remembers results by their key, and has each worked out once, however many calls want it at a time. */
export class Memo<Result extends object> {
  readonly #results: LRUCache<string, Result> | null;
  readonly #flights: Flights<Result>;

  constructor({ maxBytes, ttl_s, sizeOf, metrics }: MemoBounds<Result>) {
    this.#flights = new Flights(metrics);
    this.#results =
      maxBytes === 0
        ? null
        : new LRUCache({
            maxSize: maxBytes,
            sizeCalculation: result => ENTRY_BYTES + sizeOf(result),
            ttl: ttl_s * 1000,
            updateAgeOnGet: true,
          });
  }

  /**
   * Gives a result that is remembered, or works it out. What throws is not remembered.
   *
   * @param isLasting whether a result may be given to later calls too; always, unless given.
   * @throws what the work throws, or the reason of `signal`.
   */
  async run(
    key: string,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<Result>,
    isLasting: (result: Result) => boolean = () => true,
  ): Promise<Remembered<Result>> {
    const known = this.#results?.get(key);
    if (known !== undefined) return { result: known, isKnown: true };
    const result = await this.#flights.run(key, signal, async ended => {
      const made = await work(ended);
      if (isLasting(made)) this.#results?.set(key, made);
      return made;
    });
    return { result, isKnown: false };
  }

  /** Forgets all results. */
  clear(): void {
    this.#results?.clear();
  }
}
