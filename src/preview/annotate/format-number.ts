/** Shorter lengths would lose too much in two decimals. */
const SHORT_MM = 0.1;

/** Lengths from here on have more digits than anybody reads. */
const LONG_MM = 1e7;

/**
 * A length as drawings write it: up to two decimals without trailing zeros, but two significant digits
 * below 0.1 and six from ten million on.
 */
export function formatNumber(length_mm: number): string {
  const size = Math.abs(length_mm);
  if (size >= LONG_MM) return String(Number(length_mm.toPrecision(6)));
  if (size > 0 && size < SHORT_MM) return String(Number(length_mm.toPrecision(2)));
  return String(Number(length_mm.toFixed(2)));
}
