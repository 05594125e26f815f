/** How files name a number that is none, before any comment on the line. */
const NOT_FINITE = /^[^#\n\r]*\b(?:nan|inf(?:inity)?)\b/im;

/** What a file with such a number is refused with: OpenSCAD runs for ever, or makes nonsense of it. */
export const NOT_FINITE_REASON = 'it has a coordinate that is not a finite number';

/** Whether a text of numbers and comments after `#` has one that is not finite. */
export function hasNotFinite(text: string): boolean {
  return NOT_FINITE.test(text);
}

/** One character per byte: what matters in these formats is ASCII. */
export function toText(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
