import { expect } from 'vitest';

/** Times below this say more about the machine than about the code. */
const LEAST_MS = 10;

/** How often a machine may be too busy at the moment when the larger input has its turn. */
const ATTEMPTS = 3;

/**
 * Expects that four times the input takes less than eight times as long: linear code takes four times,
 * quadratic code sixteen times.
 *
 * @param make the input of a length.
 * @param run what is timed.
 * @param length of the smaller input; quadratic code should need a tenth of a second for it.
 */
export async function expectLinearTime<Input>(
  make: (length: number) => Input,
  run: (input: Input) => unknown,
  length: number,
): Promise<void> {
  const ratios: number[] = [];
  while (ratios.length < ATTEMPTS && Math.min(...ratios) >= 8) {
    const small_ms = await bestOf(() => make(length), run);
    const large_ms = await bestOf(() => make(4 * length), run);
    ratios.push(large_ms / Math.max(small_ms, LEAST_MS));
  }
  expect(Math.min(...ratios)).toBeLessThan(8);
}

/** The shortest of three times. Each run has its own input, of which nothing can be remembered. */
async function bestOf<Input>(make: () => Input, run: (input: Input) => unknown): Promise<number> {
  const times_ms: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const input = make();
    const started = performance.now();
    await run(input);
    times_ms.push(performance.now() - started);
  }
  return Math.min(...times_ms);
}
