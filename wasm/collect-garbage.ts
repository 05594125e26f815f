import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | null = null;

/**
 * Collects the garbage of this thread, which takes some 10 ms. A thread collects when it works; one that waits would
 * keep what it has done with, files of megabytes and the memory of instances, for minutes or hours.
 */
export function collectGarbage(): void {
  collect ??= findCollector();
  collect();
  // The first leaves the freeing of large blocks to another thread; the next waits until that is done.
  collect();
}

/** Node shows its collector only in contexts made after the flag was set. */
function findCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('gc');
  return typeof found === 'function' ? () => found() : () => {};
}
