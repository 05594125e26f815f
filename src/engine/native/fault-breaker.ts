/** Faults in a row after which something is left alone. */
const MAX_FAULTS = 3;

/** Time after which it is tried again. */
const COOL_DOWN_MS = 60_000;

/** Keeps work away from something that fails again and again; one job after each cool-down tries it. */
export class FaultBreaker {
  readonly #coolDownMs: number;
  #faults = 0;
  #openedAt: number | null = null;
  #isTrying = false;

  constructor(coolDownMs = COOL_DOWN_MS) {
    this.#coolDownMs = coolDownMs;
  }

  /** Whether work stays away at present. */
  get isOpen(): boolean {
    return this.#openedAt !== null;
  }

  /** Whether a job may go there. Who is told so tells the outcome. */
  admit(): boolean {
    if (this.#openedAt === null) return true;
    if (this.#isTrying || performance.now() - this.#openedAt < this.#coolDownMs) return false;
    this.#isTrying = true;
    return true;
  }

  /** It worked. */
  succeed(): void {
    this.#faults = 0;
    this.#openedAt = null;
    this.#isTrying = false;
  }

  /** It failed. @returns whether work stays away from now on. */
  fail(): boolean {
    this.#faults += 1;
    this.#isTrying = false;
    if (this.#faults < MAX_FAULTS) return false;
    this.#openedAt = performance.now();
    return true;
  }

  /** The job ended for reasons of its own, which say nothing. */
  abandon(): void {
    this.#isTrying = false;
  }
}
