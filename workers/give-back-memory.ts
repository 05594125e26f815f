import { collectGarbage } from '../wasm/collect-garbage.ts';
import type { FreshProgram } from '../wasm/program.ts';

/** An instance that grew beyond this is worth a collection. */
const LARGE_BYTES = 128 * 1024 * 1024;

/**
 * Gives the memory of instances that are used up back to the system, up to the cap of a render each, which a thread
 * that waits would keep.
 */
export class UsedMemory {
  #latest: FreshProgram | null = null;
  /** The first run counts, too: what the start of the thread took is not needed any more. */
  #isLarge = true;

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
    collectGarbage();
  }

  #forgetLatest(): void {
    this.#isLarge ||= (this.#latest?.memoryBytes() ?? 0) > LARGE_BYTES;
    this.#latest = null;
  }
}
