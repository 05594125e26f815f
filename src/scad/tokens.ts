/** What a {@link Token} is. `other` is anything OpenSCAD's grammar has no use for, such as curly quotes. */
export type TokenKind =
  | 'comment'
  | 'string'
  | 'include'
  | 'use'
  | 'identifier'
  | 'number'
  | 'punctuation'
  | 'other';

/** A piece of OpenSCAD source. Between two tokens there is only white space. */
export interface Token {
  readonly kind: TokenKind;
  /** Exactly as written, with quotes, comment marks or angle brackets. */
  readonly text: string;
  /** Offset of the first character in the source. */
  readonly start: number;
  /** The line the token starts on, counted from 1. */
  readonly line: number;
  /** False for a string, comment or include/use path that runs into the end of the source. */
  readonly terminated: boolean;
}

/** Where a token ends, found by one of the scanners below. */
interface Scan {
  readonly kind: TokenKind;
  readonly end: number;
  readonly terminated: boolean;
}

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const STAR = 0x2a;
const LESS_THAN = 0x3c;
const DOT = 0x2e;

/**
 * Splits OpenSCAD source into tokens, comments included. Never throws, whatever the text, and takes time
 * linear in its length.
 *
 * It follows OpenSCAD's own lexer: `include` and `use` are special only directly before `<`, a word may
 * start with a digit, and only a line feed ends a line or a `//` comment.
 */
export function tokenize(source: string): Token[] {
  return [...streamTokens(source)];
}

/** Like {@link tokenize}, one token at a time: a source of 10 MB has millions of them. */
export function* streamTokens(source: string): Generator<Token> {
  let line = 1;
  let offset = 0;
  while (offset < source.length) {
    const code = source.charCodeAt(offset);
    if (isSpace(code)) {
      if (code === NEWLINE) line += 1;
      offset += 1;
      continue;
    }
    const { kind, end, terminated } = scan(source, offset, code);
    const text = source.slice(offset, end);
    yield { kind, text, start: offset, line, terminated };
    if (kind === 'string' || kind === 'comment' || kind === 'include' || kind === 'use') {
      line += countNewlines(text);
    }
    offset = end;
  }
}

/** The tokens that mean something to the parser: all but comments. */
export function tokenizeCode(source: string): Token[] {
  return tokenize(source).filter(token => token.kind !== 'comment');
}

/** How many line feeds a text holds. */
export function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function scan(source: string, start: number, code: number): Scan {
  if (code === QUOTE) return scanString(source, start);
  if (code === SLASH) {
    const next = source.charCodeAt(start + 1);
    if (next === SLASH) return scanLineComment(source, start);
    if (next === STAR) return scanUntil(source, start + 2, '*/', 'comment');
  }
  if (isDigit(code) || (code === DOT && isDigit(source.charCodeAt(start + 1)))) {
    return scanNumber(source, start);
  }
  if (isWord(code) || (code === 0x24 && isWord(source.charCodeAt(start + 1)))) {
    return scanWord(source, start);
  }
  if (code > 0x20 && code < 0x7f) return scanPunctuation(source, start);
  return scanOther(source, start);
}

function scanString(source: string, start: number): Scan {
  let at = start + 1;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code === QUOTE) return { kind: 'string', end: at + 1, terminated: true };
    at += code === BACKSLASH ? 2 : 1;
  }
  return { kind: 'string', end: source.length, terminated: false };
}

function scanLineComment(source: string, start: number): Scan {
  const newline = source.indexOf('\n', start);
  return { kind: 'comment', end: newline === -1 ? source.length : newline, terminated: true };
}

function scanUntil(source: string, from: number, closing: string, kind: TokenKind): Scan {
  const found = source.indexOf(closing, from);
  if (found === -1) return { kind, end: source.length, terminated: false };
  return { kind, end: found + closing.length, terminated: true };
}

/** `1`, `1.5e-3`, `.5`, `0x1F`; but `2d` and `1e` are words to OpenSCAD, since its lexer takes the longest match. */
function scanNumber(source: string, start: number): Scan {
  const wordEnd = skipWhile(source, start, isWord);
  const hexadecimal = source.startsWith('0x', start);
  const end = hexadecimal ? skipWhile(source, start + 2, isHexadecimalDigit) : skipDecimal(source, start);
  if (wordEnd > end || (hexadecimal && end === start + 2)) {
    return { kind: 'identifier', end: wordEnd, terminated: true };
  }
  return { kind: 'number', end, terminated: true };
}

function skipDecimal(source: string, start: number): number {
  let end = skipWhile(source, start, isDigit);
  if (source.charCodeAt(end) === DOT) end = skipWhile(source, end + 1, isDigit);
  const exponent = source.charCodeAt(end) | 0x20;
  if (exponent !== 0x65) return end;
  const sign = source.charCodeAt(end + 1);
  const digits = end + (sign === 0x2b || sign === 0x2d ? 2 : 1);
  return isDigit(source.charCodeAt(digits)) ? skipWhile(source, digits, isDigit) : end;
}

function scanWord(source: string, start: number): Scan {
  const end = skipWhile(source, start + 1, isWord);
  const length = end - start;
  if (length === 7 || length === 3) {
    const word = source.slice(start, end);
    if (word === 'include' || word === 'use') {
      const bracket = skipWhile(source, end, isSeparator);
      if (source.charCodeAt(bracket) === LESS_THAN) return scanUntil(source, bracket, '>', word);
    }
  }
  return { kind: 'identifier', end, terminated: true };
}

function scanPunctuation(source: string, start: number): Scan {
  const end = start + (isOperatorPair(source[start], source[start + 1]) ? 2 : 1);
  return { kind: 'punctuation', end, terminated: true };
}

function isOperatorPair(first: string, second: string | undefined): boolean {
  return second === '=' ? '<>=!'.includes(first) : second === first && '<>&|'.includes(first);
}

function scanOther(source: string, start: number): Scan {
  const end = skipWhile(source, start + 1, code => !isSpace(code) && (code < 0x20 || code >= 0x7f));
  return { kind: 'other', end, terminated: true };
}

function skipWhile(source: string, start: number, matches: (code: number) => boolean): number {
  let at = start;
  while (at < source.length && matches(source.charCodeAt(at))) at += 1;
  return at;
}

/** White space between `include` and `<`. */
function isSeparator(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0a) || code === 0x0d;
}

/** What OpenSCAD skips between tokens; the no-break space is the only one outside ASCII. */
function isSpace(code: number): boolean {
  return isSeparator(code) || code === 0xa0;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isHexadecimalDigit(code: number): boolean {
  const lower = code | 0x20;
  return isDigit(code) || (lower >= 0x61 && lower <= 0x66);
}

function isWord(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || isDigit(code) || code === 0x5f;
}
