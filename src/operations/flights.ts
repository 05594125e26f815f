import type { Metrics } from '../contracts/metrics.ts';
import { toReason } from './deadline.ts';

/** Work under way, and how many wait for it. */
interface Flight<Result> {
  readonly controller: AbortController;
  readonly result: Promise<Result>;
  waiting: number;
  isDone: boolean;
}

/**
 * Does equal work once, however many calls ask for it at the same time. Each of them waits under its own
 * signal: one that gives up leaves the others alone, and only when nobody waits any more is the work ended.
 * All get the same result, or the same error.
 *
 * The work belongs to none of the calls: its signal is not that of whoever came first.
 */
export class Flights<Result> {
  readonly #flights = new Map<string, Flight<Result>>();
  readonly #metrics: Pick<Metrics, 'countJoin'>;

  constructor(metrics: Pick<Metrics, 'countJoin'>) {
    this.#metrics = metrics;
  }

  /**
   * Waits for the work of that key, which is started unless it is under way.
   *
   * @param signal of the one who waits; its reason is an AppError.
   * @throws what the work throws, or the reason of `signal`.
   */
  async run(
    key: string,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    if (signal.aborted) throw toReason(signal.reason);
    const running = this.#flights.get(key);
    if (running !== undefined) this.#metrics.countJoin();
    const flight = running ?? this.#start(key, work);
    flight.waiting += 1;
    try {
      return await untilAborted(flight.result, signal);
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0 && !flight.isDone) {
        this.#forget(key, flight);
        flight.controller.abort(toReason(signal.reason));
      }
    }
  }

  #start(key: string, work: (signal: AbortSignal) => Promise<Result>): Flight<Result> {
    const controller = new AbortController();
    const flight = { controller, result: work(controller.signal), waiting: 0, isDone: false };
    const land = () => {
      flight.isDone = true;
      this.#forget(key, flight);
    };
    flight.result.then(land, land);
    this.#flights.set(key, flight);
    return flight;
  }

  #forget(key: string, flight: Flight<Result>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}

function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(toReason(signal.reason));
    const stay = () => signal.removeEventListener('abort', leave);
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).then(stay, stay);
  });
}
