/** In an array, a number this much smaller than the largest is what is left of a zero: float32 holds seven digits. */
const NOISE = 1e-7;

/**
 * Rounds every number in a result to seven significant digits, which is what the float32 of a mesh holds;
 * more would be noise that a language model pays for and a person has to read over. In points, matrices and
 * other arrays of numbers, what is next to nothing beside their largest is zero; a number by itself is meant.
 */
export function roundNumbers<Value>(value: Value): Value;
export function roundNumbers(value: unknown): unknown {
  return round(value, 0);
}

function round(value: unknown, scale: number): unknown {
  if (typeof value === 'number') return Math.abs(value) < NOISE * scale ? 0 : Number(value.toPrecision(7));
  if (Array.isArray(value)) {
    const largest = Math.max(scale, largestOf(value));
    return value.map(item => round(item, largest));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, round(field, 0)]));
}

/** The largest magnitude in an array of numbers or of such arrays; 0 where there is none. */
function largestOf(items: readonly unknown[]): number {
  return items.reduce<number>((largest, item) => {
    if (typeof item === 'number') return Math.max(largest, Math.abs(item));
    return Array.isArray(item) ? Math.max(largest, largestOf(item)) : largest;
  }, 0);
}
