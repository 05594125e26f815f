/** Time after which a tier that hung is tried again. */
const COOL_DOWN_MS = 5000;

/**
 * Keeps calls away from something that hangs. Once opened it stays open; from time to time it lets one probe
 * through, whose outcome closes it or not.
 */
export class CircuitBreaker {
  readonly #coolDownMs: number;
  #openedAt: number | null = null;
  #isProbing = false;

  constructor(coolDownMs = COOL_DOWN_MS) {
    this.#coolDownMs = coolDownMs;
  }

  /** Whether calls are to stay away. */
  get isOpen(): boolean {
    return this.#openedAt !== null;
  }

  /** Keeps calls away from now on. */
  open(): void {
    this.#openedAt = performance.now();
    this.#isProbing = false;
  }

  /** Lets calls through again. */
  close(): void {
    this.#openedAt = null;
    this.#isProbing = false;
  }

  /** Answers true to one caller per cool-down, who then finds out how things are and opens or closes. */
  takeProbe(): boolean {
    if (this.#openedAt === null || this.#isProbing) return false;
    this.#isProbing = performance.now() - this.#openedAt >= this.#coolDownMs;
    return this.#isProbing;
  }
}
