/** Digits that tell any two float32 apart. */
const MAX_DIGITS = 9;

/** Exact powers of ten of a float64. */
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * Prints a float32 with as few digits as give the very same float32 when read back: 0.1 instead of the
 * 0.10000000149011612 that JavaScript sees in it.
 *
 * @param value a number that a float32 holds exactly; finite.
 */
export function formatFloat32(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 24) return String(value);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  for (let digits = 1; digits < MAX_DIGITS; digits++) {
    const rounded = roundToDigits(value, digits, digits - 1 - exponent);
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(MAX_DIGITS)));
}

/**
 * Rounds to significant digits, of which `decimals` stand behind the point (negative: before it).
 * Dividing an integer by an exact power of ten gives the float64 next to the decimal, which JavaScript
 * prints as that decimal; it is many times faster than going through text.
 */
function roundToDigits(value: number, digits: number, decimals: number): number {
  if (decimals >= 0 && decimals <= 22) {
    return Math.round(value * POWERS_OF_TEN[decimals]) / POWERS_OF_TEN[decimals];
  }
  return Number(value.toPrecision(digits));
}
