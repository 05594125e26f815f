import { countNewlines, streamTokens, type Token } from '../tokens.ts';

/** One statement of a file's top level, with the white space and the comments before it. */
export interface Passage {
  /** What it defines, when it is the definition of a module or a function and nothing else; otherwise null. */
  readonly definition: string | null;
  /** Offset of its first character; where the passage before it ends. */
  readonly start: number;
  readonly end: number;
  /** Line feeds in it. */
  readonly lines: number;
  /** Every word in it: whatever it could call, read or assign. */
  readonly names: ReadonlySet<string>;
}

/**
 * Splits OpenSCAD code into the statements of its top level, `include` and `use` among them.
 *
 * @returns null for code that is not a sequence of whole statements: what follows an `include` of it, or what it
 *   includes, could then be a part of a statement, and no passage could be left out safely.
 */
export function splitPassages(code: string): Passage[] | null {
  const passages: Passage[] = [];
  let start = 0;
  let statement = new Statement();
  const close = (end: number) => {
    const { definition, names } = statement;
    passages.push({ definition, start, end, lines: countNewlines(code.slice(start, end)), names });
    start = end;
    statement = new Statement();
  };
  for (const token of streamTokens(code)) {
    if (!token.terminated || token.kind === 'other') return null;
    if (token.kind === 'comment') continue;
    const isPath = token.kind === 'include' || token.kind === 'use';
    if (isPath && statement.hasBegun) return null;
    if (!isPath) statement.take(token);
    if (statement.isBroken) return null;
    if (isPath || statement.isOver) close(token.start + token.text.length);
  }
  return statement.hasBegun ? null : passages;
}

/** What came so far of a definition; null once it is clear that a statement is none. */
type Head = 'start' | 'keyword' | 'name' | 'parameters' | 'body' | null;

/** A statement that is read token by token. */
class Statement {
  readonly names = new Set<string>();
  hasBegun = false;
  isOver = false;
  /** Whether it closes a bracket that it has not opened. */
  isBroken = false;
  #depth = 0;
  #head: Head = 'start';
  #keyword = '';
  #name = '';

  /** What the statement defines, once it is over. */
  get definition(): string | null {
    return this.isOver && this.#head === 'body' ? this.#name : null;
  }

  take({ kind, text }: Token): void {
    this.hasBegun = true;
    if (kind === 'identifier') this.names.add(text);
    if (this.#depth === 0) this.#head = this.#readHead(kind, text);
    if (kind === 'punctuation') this.#takePunctuation(text);
  }

  #takePunctuation(text: string): void {
    if (text === '(' || text === '[' || text === '{') this.#depth += 1;
    else if (text === ')' || text === ']' || text === '}') this.#depth -= 1;
    this.isBroken = this.#depth < 0;
    this.isOver = this.#depth === 0 && (text === ';' || text === '}');
  }

  /** Follows `module NAME (…) {` and `function NAME (…) =`; a module with another body than a block counts as no definition. */
  #readHead(kind: Token['kind'], text: string): Head {
    switch (this.#head) {
      case 'start':
        this.#keyword = text;
        return text === 'module' || text === 'function' ? 'keyword' : null;
      case 'keyword':
        this.#name = text;
        return kind === 'identifier' ? 'name' : null;
      case 'name':
        return text === '(' ? 'parameters' : null;
      case 'parameters':
        return text === (this.#keyword === 'module' ? '{' : '=') ? 'body' : null;
      default:
        return this.#head;
    }
  }
}
