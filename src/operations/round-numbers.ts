/**
 * Rounds every number in a result to seven significant digits, which is what the float32 of a mesh holds;
 * more would be noise that a language model pays for and a person has to read over.
 */
export function roundNumbers<Value>(value: Value): Value;
export function roundNumbers(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(7));
  if (Array.isArray(value)) return value.map(item => roundNumbers(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, roundNumbers(field)]));
}
