const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
]);

/** `\x41`, `\u00e9` and `\U01F600`, or any other escaped character, or a line break inside the quotes. */
const ESCAPE = /\\(?:x([0-7][0-9a-fA-F])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))|\n/g;

/**
 * The text an OpenSCAD string literal stands for; `literal` includes its quotes.
 *
 * As in OpenSCAD, line breaks inside the quotes vanish, NUL becomes a space, and a backslash before any
 * other character is dropped.
 */
export function stringValue(literal: string): string {
  return literal.slice(1, -1).replace(ESCAPE, (_match, x, u, U, other) => {
    const hexadecimal: unknown = x ?? u ?? U;
    if (typeof hexadecimal === 'string') return fromCode(Number.parseInt(hexadecimal, 16));
    if (typeof other !== 'string' || other === '\n') return '';
    return SIMPLE_ESCAPES.get(other) ?? other;
  });
}

function fromCode(code: number): string {
  if (code === 0) return ' ';
  return code > 0x10ffff ? '\u{fffd}' : String.fromCodePoint(code);
}
