/** A value with all its numbers rounded, so that it can be compared. */
export function rounded<T>(value: T, digits = 3): T {
  return JSON.parse(
    JSON.stringify(value, (_, part) => (typeof part === 'number' ? Number(part.toFixed(digits)) + 0 : part)),
  );
}
