import { stringValue } from './string-value.ts';
import { streamTokens, type Token } from './tokens.ts';

/** A file a source names by a literal path. */
export interface Reference {
  readonly kind: 'include' | 'use' | 'import' | 'surface';
  /** As written; OpenSCAD looks for it beside the file that names it, then among the libraries. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
}

/** A module or function that reads a file, and whether its first unnamed argument is that file. */
interface FileReader {
  readonly kind: 'import' | 'surface';
  readonly positional: boolean;
}

const FILE_READERS: ReadonlyMap<string, FileReader> = new Map([
  ['import', { kind: 'import', positional: true }],
  ['surface', { kind: 'surface', positional: true }],
  ['linear_extrude', { kind: 'import', positional: false }],
  ['rotate_extrude', { kind: 'import', positional: false }],
  ['dxf_dim', { kind: 'import', positional: false }],
  ['dxf_cross', { kind: 'import', positional: false }],
]);

const FILE_ARGUMENTS: ReadonlySet<string> = new Set(['file', 'filename']);

/** A source without any of these words refers to no file, and need not be taken apart. */
const TELLTALE = /include|use|import|surface|file/;

/**
 * The 64 files a model may have, and the 1000 that may be missing, can be spelled in several ways; a source
 * that names more than this is no model, and would fill the memory.
 */
export const MAX_REFERENCES = 5000;

/**
 * Lists the files a source reads, as far as they are written as plain strings: each once, with the first
 * line that names it, and at most 5000. Names put together at run time cannot be seen, so this is for
 * staging files, never for keeping a model away from one.
 */
export function findReferences(source: string): Reference[] {
  if (!TELLTALE.test(source)) return [];
  const finder = new ReferenceFinder();
  for (const token of streamTokens(source)) finder.take(token);
  return finder.references;
}

/** Does the work of {@link findReferences} for a caller who goes through the tokens anyway. */
export class ReferenceFinder {
  /** By kind and path. */
  readonly #found = new Map<string, Reference>();
  /** The reader whose argument list is open, per open bracket; null for every other bracket. */
  readonly #open: (FileReader | null)[] = [];
  /** A string that is the file if its argument ends after it. */
  #pending: Reference | null = null;
  /** The texts of the tokens before, from the nearest to the farthest. */
  #before = '';
  #secondBefore = '';
  #thirdBefore = '';

  /** What was found so far. */
  get references(): Reference[] {
    return [...this.#found.values()];
  }

  /** Takes the next token of the source; comments are passed over. */
  take(token: Token): void {
    const { kind, text, line } = token;
    if (kind === 'comment') return;
    if (this.#pending !== null) {
      if (text === ',' || text === ')') this.#add(this.#pending);
      this.#pending = null;
    }
    if (kind === 'include' || kind === 'use') {
      if (token.terminated) this.#add({ kind, path: pathOf(token), line });
    } else if (kind === 'string') {
      const reader = this.#open.at(-1);
      if (reader && this.#startsFileArgument(reader)) {
        this.#pending = { kind: reader.kind, path: stringValue(text), line };
      }
    } else if (text === '(') {
      this.#open.push(FILE_READERS.get(this.#before) ?? null);
    } else if (text === '[' || text === '{') {
      this.#open.push(null);
    } else if (text === ')' || text === ']' || text === '}') {
      this.#open.pop();
    }
    this.#thirdBefore = this.#secondBefore;
    this.#secondBefore = this.#before;
    this.#before = text;
  }

  #add({ kind, path, line }: Reference): void {
    const key = `${kind} ${path}`;
    if (this.#found.has(key) || this.#found.size >= MAX_REFERENCES) return;
    this.#found.set(key, { kind, path: detach(path), line });
  }

  /** Whether what comes now is the value of an argument that is the file. */
  #startsFileArgument({ positional }: FileReader): boolean {
    if (this.#before === '(') return positional;
    if (this.#before !== '=' || !FILE_ARGUMENTS.has(this.#secondBefore)) return false;
    return this.#thirdBefore === '(' || this.#thirdBefore === ',';
  }
}

/** A copy: V8 keeps the whole source in memory for as long as a part of it is known. */
function detach(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/**
 * The path of an `include <…>` or `use <…>` token. Spaces belong to it; at a tab or a line break OpenSCAD
 * starts over, so what counts is the last piece.
 */
function pathOf(token: Token): string {
  const pieces = token.text.slice(token.text.indexOf('<') + 1, -1).split(/[\t\r\n]+/);
  return pieces.findLast(piece => piece !== '') ?? '';
}
