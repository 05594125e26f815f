/** A number as a legend shows it: whole from 100 on, else with three significant digits. */
export function formatAmount(value: number): string {
  return Math.abs(value) >= 100 ? `${Math.round(value)}` : `${Number(value.toPrecision(3))}`;
}

/** `1 edge`, `2 edges`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
