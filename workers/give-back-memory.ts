import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { FreshProgram } from '../wasm/program.ts';

/** An instance that grew beyond this is worth a collection, which takes some 10 ms of a thread that is idle. */
const LARGE_BYTES = 128 * 1024 * 1024;

/**
 * Gives the memory of instances that are used up back to the system. A thread collects garbage when it works; one
 * that waits would keep the memory of its last model, up to the cap of a render, for hours.
 */
export class UsedMemory {
  #latest: FreshProgram | null = null;
  #isLarge = false;
  #collect: (() => void) | null = null;

  /** Takes note of an instance that is about to be used; the one before it is over. */
  take(program: FreshProgram): void {
    this.#forgetLatest();
    this.#latest = program;
  }

  /** Collects garbage when one of the instances since the last time had much. */
  giveBack(): void {
    this.#forgetLatest();
    if (!this.#isLarge) return;
    this.#isLarge = false;
    this.#collect ??= findCollector();
    this.#collect();
    // The first leaves the freeing of large blocks to another thread; the next waits until that is done.
    this.#collect();
  }

  #forgetLatest(): void {
    this.#isLarge ||= (this.#latest?.memoryBytes() ?? 0) > LARGE_BYTES;
    this.#latest = null;
  }
}

/** Node shows its collector only in contexts made after the flag was set. */
function findCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('gc');
  return typeof found === 'function' ? () => found() : () => {};
}
