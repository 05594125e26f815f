import type { Logger } from '../contracts/ports.ts';

/** A tier that is down fails with every call; this often it is said. */
const INTERVAL_MS = 60_000;

/** Logs faults of a cache tier, at most one a minute. */
export class FaultLog {
  readonly #logger: Logger;
  readonly #tier: string;
  #loggedAt = -Infinity;
  #unsaid = 0;

  constructor(logger: Logger, tier: string) {
    this.#logger = logger;
    this.#tier = tier;
  }

  /** Notes a fault. Only its kind is logged: messages can name addresses and hold what was sent. */
  report(doing: string, fault: unknown): void {
    const now = performance.now();
    if (now - this.#loggedAt < INTERVAL_MS) {
      this.#unsaid += 1;
      return;
    }
    this.#logger.warn('cache tier failed', {
      tier: this.#tier,
      doing,
      reason: kindOf(fault),
      ...(this.#unsaid === 0 ? {} : { more_since_last: this.#unsaid }),
    });
    this.#loggedAt = now;
    this.#unsaid = 0;
  }
}

/** `ECONNREFUSED`, `READONLY`, `TooSlow`: a code of the system, the first word of Redis, or a class. */
function kindOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown';
  if ('code' in fault && typeof fault.code === 'string') return fault.code;
  return /^[A-Z]{3,}(?= )/.exec(fault.message)?.[0] ?? fault.constructor.name;
}
