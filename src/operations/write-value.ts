import { cleanText } from '../scad/clean-text.ts';

/** Characters that would be taken for the end of a text, or for what encloses it, in {@link writeValue}. */
const NEEDS_QUOTES = /[,[\]{}"\n]|^$|^\s|\s$/;

/**
 * Writes a value in one line, shorter than JSON and as unambiguous: `{name "a, b", at [0, 1]}`. What nobody should
 * print is left out of texts.
 */
export function writeValue(value: unknown): string {
  if (typeof value === 'string') {
    const text = cleanText(value);
    return NEEDS_QUOTES.test(text) ? JSON.stringify(text) : text;
  }
  if (Array.isArray(value)) return `[${value.map(writeValue).join(', ')}]`;
  return isRecord(value) ? `{${writeEntries(value)}}` : String(value);
}

/** Writes the fields of an object in one line, without what is empty: `a 1, b [2, 3]`. */
export function writeEntries(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .filter(([, field]) => !isEmpty(field))
    .map(([name, field]) => `${cleanText(name)} ${writeValue(field)}`)
    .join(', ');
}

/** Whether a field says nothing: undefined, a list without members, or an object without fields that say something. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.values(value).every(isEmpty);
}

/** Whether a value is a list of several objects, each of which deserves a line. */
export function isListOfRecords(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.length > 1 && value.every(isRecord);
}

/** Whether a value is an object with named fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
