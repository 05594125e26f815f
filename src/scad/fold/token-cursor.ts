import { streamTokens, type Token } from '../tokens.ts';

/** Deeper nesting is no model but an attack on the stack. */
const MAX_DEPTH = 800;

/** Code that the grammar has no use for, or an include in a place where only part of a statement can stand. */
export class UnexpectedToken extends Error {
  readonly token: Token;

  constructor(token: Token, fault = 'unexpected') {
    super(`${fault} ${token.text === '' ? 'end of the file' : token.text.slice(0, 40)}`);
    this.token = token;
  }
}

/** Walks over the tokens of a source, comments left out. A source of 10 MB has too many to hold them all. */
export class TokenCursor {
  readonly #tokens: Iterator<Token>;
  #token: Token;
  #following: Token;
  #previousEnd = 0;
  #depth = 0;

  constructor(source: string) {
    this.#tokens = streamTokens(source);
    this.#token = endOfFile(source.length, 1);
    this.#following = this.#read();
    this.#token = this.#following;
    this.#following = this.#read();
  }

  get token(): Token {
    return this.#token;
  }

  /** Text of the token after the current one. */
  get following(): string {
    return this.#following.text;
  }

  /** Offset after the token before the current one. */
  get previousEnd(): number {
    return this.#previousEnd;
  }

  /** Whether all tokens have been stepped over; the current one is then empty. */
  get isAtEnd(): boolean {
    return this.#token.text === '';
  }

  /** Steps over the current token and returns it. @throws UnexpectedToken at the end */
  advance(): Token {
    const token = this.#token;
    if (this.isAtEnd) throw new UnexpectedToken(token);
    this.#previousEnd = token.start + token.text.length;
    this.#token = this.#following;
    this.#following = this.#read();
    return token;
  }

  /** Whether the current token is this piece of punctuation or this word. */
  is(text: string): boolean {
    return this.#token.text === text;
  }

  /** Steps over the current token if it is the one named. */
  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.advance();
    return true;
  }

  /** @throws UnexpectedToken */
  expect(text: string): void {
    if (!this.accept(text)) throw new UnexpectedToken(this.#token);
  }

  /** Steps over a name. @throws UnexpectedToken */
  expectName(): Token {
    if (this.#token.kind !== 'identifier') throw new UnexpectedToken(this.#token);
    return this.advance();
  }

  /** Runs a part of a recursive descent, and refuses nesting that would overrun the stack. */
  nest<Result>(parse: () => Result): Result {
    if (this.#depth === MAX_DEPTH) throw new UnexpectedToken(this.#token, 'too deeply nested');
    this.#depth += 1;
    const result = parse();
    this.#depth -= 1;
    return result;
  }

  #read(): Token {
    for (;;) {
      const { done, value } = this.#tokens.next();
      if (done) return endOfFile(this.#token.start + this.#token.text.length, this.#token.line);
      if (value.kind !== 'comment') return value;
    }
  }
}

/** Stands after the last token, so that there always is one to look at. */
function endOfFile(start: number, line: number): Token {
  return { kind: 'other', text: '', start, line, terminated: true };
}
