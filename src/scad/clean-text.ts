const ESCAPE = 0x1b;

/**
 * Makes text that a model wrote safe to show: terminal escape sequences, control characters other than
 * line feed and tab, and invisible or direction-changing characters are removed; halves of surrogate pairs,
 * which OpenSCAD makes from invalid UTF-8, become U+FFFD.
 */
export function cleanText(text: string): string {
  let clean = '';
  let offset = 0;
  while (offset < text.length) {
    const code = text.codePointAt(offset) ?? 0;
    if (code === ESCAPE) {
      offset = skipEscapeSequence(text, offset);
      continue;
    }
    offset += code > 0xffff ? 2 : 1;
    if (isSurrogate(code)) clean += '\u{fffd}';
    else if (!isUnwanted(code)) clean += String.fromCodePoint(code);
  }
  return clean;
}

/** ESC [ parameters final-byte is one sequence; of any other kind only the ESC goes, and what follows stays visible. */
function skipEscapeSequence(text: string, start: number): number {
  if (text[start + 1] !== '[') return start + 1;
  let at = start + 2;
  while (at < text.length && isBetween(text.charCodeAt(at), 0x20, 0x3f)) at += 1;
  return isBetween(text.charCodeAt(at), 0x40, 0x7e) ? at + 1 : at;
}

function isSurrogate(code: number): boolean {
  return isBetween(code, 0xd800, 0xdfff);
}

function isUnwanted(code: number): boolean {
  if (code === 0x0a || code === 0x09) return false;
  return (
    code < 0x20 ||
    isBetween(code, 0x7f, 0x9f) ||
    code === 0x061c || // Arabic letter mark
    code === 0x200b || // zero width space
    isBetween(code, 0x200e, 0x200f) || // left-to-right and right-to-left marks
    isBetween(code, 0x2028, 0x202e) || // line and paragraph separators, bidirectional embeddings
    isBetween(code, 0x2060, 0x206f) || // word joiner, invisible operators, bidirectional isolates
    code === 0xfeff || // byte order mark
    isBetween(code, 0xe0000, 0xe007f) // tags, which can spell whole invisible sentences
  );
}

function isBetween(code: number, low: number, high: number): boolean {
  return code >= low && code <= high;
}
