/** A node of an evaluated tree, which OpenSCAD writes as `.csg`. */
export interface TreeNode {
  /** `%`, `#`, `!` and `*` before the name. */
  readonly modifiers: string;
  readonly name: string;
  /** What is between the parentheses, as written. */
  readonly arguments: string;
  readonly children: readonly TreeNode[];
  /** Where it starts, modifiers included, and ends in the tree's text. */
  readonly start: number;
  readonly end: number;
}

/** Deeper nesting than this would overflow the stack of whoever walks the tree. */
const MAX_DEPTH = 2000;

// OpenSCAD writes the strings of a text as they are, quotation marks and all; only what follows them tells where
// they end. Those of other nodes it escapes.
const TEXT_END =
  /", direction = "[^"]*"(?:, (?:language|script|halign|valign) = "[^"]*")*(?:, \$\w+ = [-\w.+]+)*\)/g;

/**
 * Reads a tree that OpenSCAD wrote.
 *
 * @returns null when it is not understood: nested too deeply, or with strings in it that look like its syntax.
 */
export function parseTree(text: string): readonly TreeNode[] | null {
  const reader = new TreeReader(text);
  const nodes = reader.readNodes(0);
  return nodes !== null && reader.isAtEnd ? nodes : null;
}

class TreeReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    this.#skipBlank();
    return this.#at >= this.#text.length;
  }

  /** Reads up to a closing brace or the end. */
  readNodes(depth: number): TreeNode[] | null {
    if (depth > MAX_DEPTH) return null;
    const nodes: TreeNode[] = [];
    while (!this.isAtEnd && this.#text[this.#at] !== '}') {
      if (this.#take(';')) continue;
      const node = this.#readNode(depth);
      if (node === null) return null;
      nodes.push(node);
    }
    return nodes;
  }

  #readNode(depth: number): TreeNode | null {
    const start = this.#at;
    const modifiers = this.#match(/[%#!*\s]*/y).replace(/\s/g, '');
    const name = this.#match(/[\w$]+/y);
    if (name === '') return null;
    const end = this.#text[this.#at] === '(' ? this.#findArgumentsEnd(name) : null;
    if (end === null) return null;
    const given = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    this.#skipBlank();
    let children: TreeNode[] | null = [];
    if (this.#take('{')) {
      children = this.readNodes(depth + 1);
      if (children === null || !this.#take('}')) return null;
    } else if (!this.#take(';')) return null;
    return { modifiers, name, arguments: given, children, start, end: this.#at };
  }

  /** Where the closing parenthesis of the arguments is that start here; null when there is none. */
  #findArgumentsEnd(name: string): number | null {
    let depth = 0;
    for (let at = this.#at; at < this.#text.length; at++) {
      const character = this.#text[at];
      if (character === '"') {
        const end = this.#findStringEnd(name, at);
        if (end === null) return null;
        at = end;
      } else if (character === '(' || character === '[') depth += 1;
      else if (character === ')' || character === ']') {
        depth -= 1;
        if (depth === 0) return at;
      }
    }
    return null;
  }

  /** Where the quotation mark is that ends a string, or the last string of a text. */
  #findStringEnd(name: string, start: number): number | null {
    if (name === 'text') {
      TEXT_END.lastIndex = start;
      return TEXT_END.exec(this.#text) === null ? null : this.#text.lastIndexOf('"', TEXT_END.lastIndex - 1);
    }
    for (let at = start + 1; at < this.#text.length; at++) {
      if (this.#text[at] === '\\') at += 1;
      else if (this.#text[at] === '"') return at;
    }
    return null;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #take(character: string): boolean {
    this.#skipBlank();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skipBlank(): void {
    this.#match(/\s*/y);
  }
}
