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

/** Tokens that have to be seen together: an argument with its name and the bracket or comma before it. */
const WINDOW_LENGTH = 5;

/**
 * Lists the files a source reads, as far as they are written as plain strings. Names put together at run
 * time cannot be seen, so this is for staging files, never for keeping a model away from one.
 */
export function findReferences(source: string): Reference[] {
  if (!TELLTALE.test(source)) return [];
  const references: Reference[] = [];
  /** The reader whose argument list is open, per open bracket; null for every other bracket. */
  const open: (FileReader | null)[] = [];
  for (const { tokens, index } of slideOver(source)) {
    const token = tokens[index];
    if (token.kind === 'include' || token.kind === 'use') {
      if (token.terminated) references.push({ kind: token.kind, path: pathOf(token), line: token.line });
    } else if (token.kind === 'string') {
      const reader = open.at(-1);
      if (reader && isFileArgument(tokens, index, reader)) {
        references.push({ kind: reader.kind, path: stringValue(token.text), line: token.line });
      }
    } else if (token.text === '(') {
      open.push(FILE_READERS.get(tokens[index - 1]?.text ?? '') ?? null);
    } else if (token.text === '[' || token.text === '{') {
      open.push(null);
    } else if (token.text === ')' || token.text === ']' || token.text === '}') {
      open.pop();
    }
  }
  return references;
}

/** Every token but comments once, with those around it: up to three before and one after. */
function* slideOver(source: string): Generator<{ tokens: readonly Token[]; index: number }> {
  const tokens: Token[] = [];
  for (const token of streamTokens(source)) {
    if (token.kind === 'comment') continue;
    tokens.push(token);
    if (tokens.length > WINDOW_LENGTH) tokens.shift();
    if (tokens.length > 1) yield { tokens, index: tokens.length - 2 };
  }
  if (tokens.length > 0) yield { tokens, index: tokens.length - 1 };
}

/**
 * The path of an `include <…>` or `use <…>` token. Spaces belong to it; at a tab or a line break OpenSCAD
 * starts over, so what counts is the last piece.
 */
function pathOf(token: Token): string {
  const pieces = token.text.slice(token.text.indexOf('<') + 1, -1).split(/[\t\r\n]+/);
  return pieces.findLast(piece => piece !== '') ?? '';
}

/** Whether the string at `index` is all of an argument, and that argument is the file. */
function isFileArgument(tokens: readonly Token[], index: number, reader: FileReader): boolean {
  const after = tokens[index + 1]?.text;
  if (after !== ',' && after !== ')') return false;
  const before = tokens[index - 1]?.text;
  if (before === '(') return reader.positional;
  if (before !== '=') return false;
  const opening = tokens[index - 3]?.text;
  return FILE_ARGUMENTS.has(tokens[index - 2]?.text ?? '') && (opening === '(' || opening === ',');
}
