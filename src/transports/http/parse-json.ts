import type { HttpBounds } from './bounds.ts';
import { PARSE_ERROR, type Refusal, refuse } from './refusal.ts';

/** A value, or why there is none. */
export type ParsedJson =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPENING = [0x5b, 0x7b];
const CLOSING = [0x5d, 0x7d];

/**
 * Reads JSON in UTF-8 that is neither nested too deeply nor made of too many values. Both are looked at before it is
 * parsed: 24 MB of text take a twentieth of a second as one string and many seconds as eight million arrays, during
 * which nobody else would be served.
 */
export function parseJson(
  bytes: Uint8Array,
  { maxJsonDepth, maxJsonValues }: Pick<HttpBounds, 'maxJsonDepth' | 'maxJsonValues'>,
): ParsedJson {
  const excess = findExcess(bytes, maxJsonDepth, maxJsonValues);
  if (excess !== null) return refused(excess);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return refused('The body is not JSON in UTF-8.');
  }
}

function refused(message: string): ParsedJson {
  return { kind: 'refused', refusal: refuse(400, message, { rpcCode: PARSE_ERROR }) };
}

/**
 * Counts what stands outside strings: arrays and objects within each other, and all that opens or separates
 * values. Text that is no JSON is counted without sense; the parser refuses it later.
 */
function findExcess(bytes: Uint8Array, maxDepth: number, maxValues: number): string | null {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at + 1);
    else if (CLOSING.includes(byte)) depth--;
    else if (OPENING.includes(byte) && ++depth > maxDepth)
      return `The JSON is nested deeper than ${maxDepth}.`;
    if (OPENING.includes(byte) || byte === COMMA) values++;
    if (values > maxValues) return `The JSON has more than ${maxValues} values.`;
  }
  return null;
}

/** Where the quote is that ends a string. */
function endOfString(bytes: Uint8Array, start: number): number {
  for (let at = start; at < bytes.length; at++) {
    if (bytes[at] === QUOTE) return at;
    if (bytes[at] === BACKSLASH) at++;
  }
  return bytes.length;
}
