/** The leading digits of lengths that are easy to count with. */
const ROUND_STEPS = [1, 2, 5, 10];

/** The smallest 1, 2 or 5 times a power of ten that is not less than the given positive length. */
export function roundLengthFrom(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  // A quotient such as 4.999999999 / 5 must not be decided by its last bit.
  const step = ROUND_STEPS.find(candidate => candidate * power >= least * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** The largest 1, 2 or 5 times a power of ten that is not more than the given positive length. */
export function roundLengthUpTo(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const step = ROUND_STEPS.findLast(candidate => candidate * power <= most * (1 + 1e-9)) ?? 1;
  return step * power;
}
