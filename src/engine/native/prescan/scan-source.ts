import { findReferences, MAX_REFERENCES } from '../../../scad/references.ts';
import { stringValue } from '../../../scad/string-value.ts';
import { streamTokens, type Token } from '../../../scad/tokens.ts';

/** Which files a source reads. */
export interface SourceScan {
  /** Written in it. */
  readonly paths: readonly { readonly path: string; readonly line: number }[];
  /** The line of the first call whose file is not written as one plain string; null when there is none. */
  readonly unseenAtLine: number | null;
}

/** What reads a file that its first argument names, if that has no name. */
const POSITIONAL_READERS: ReadonlySet<string> = new Set([
  'import',
  'import_stl',
  'import_off',
  'import_dxf',
  'surface',
]);

/** What reads a file that a named argument names. */
const NAMED_READERS: ReadonlySet<string> = new Set([
  ...POSITIONAL_READERS,
  'linear_extrude',
  'rotate_extrude',
  'dxf_linear_extrude',
  'dxf_rotate_extrude',
  'dxf_dim',
  'dxf_cross',
]);

/** What takes a file in the first place where newer versions take a number: a text there is a file. */
const NUMBER_OR_FILE: ReadonlySet<string> = new Set([
  'linear_extrude',
  'rotate_extrude',
  'dxf_linear_extrude',
  'dxf_rotate_extrude',
]);

/** Within the brackets of `include <…>` OpenSCAD starts the name over at these, with the folder it has read. */
const SPLIT_PATH = /<[^>]*[\t\r\n]/;

const FILE_ARGUMENTS: ReadonlySet<string> = new Set(['file', 'filename']);

/** A source without any of these words reads no file. */
const TELLTALE = /include|use|import|surface|file|extrude/;

/** Brackets by what they add to the depth. */
const DEPTHS: Readonly<Record<string, number>> = { '(': 1, '[': 1, '{': 1, ')': -1, ']': -1, '}': -1 };

/** `file`, `=` and the value. */
const NEEDED_TOKENS = 3;

/** An open call of something that reads files. */
interface OpenCall {
  readonly isPositional: boolean;
  readonly takesNumber: boolean;
  /** Of the brackets, inside its own. */
  readonly depth: number;
  readonly line: number;
  /** The first tokens of the argument that is being read; calls inside of it come later. */
  argument: Token[];
  /** How many tokens came before it. */
  start: number;
  position: number;
}

/**
 * Finds the files that a source reads, and whether it reads one whose name cannot be known without running it. It
 * errs on the side of the latter.
 */
export function scanSource(source: string): SourceScan {
  if (!TELLTALE.test(source)) return { paths: [], unseenAtLine: null };
  const scanner = new CallScanner();
  for (const token of streamTokens(source)) {
    if (token.kind !== 'comment') scanner.take(token);
  }
  scanner.end();
  const references = findReferences(source);
  const statements = references.filter(({ kind }) => kind === 'include' || kind === 'use');
  const isCut = references.length >= MAX_REFERENCES;
  const unseenAtLine = scanner.unseenAtLine ?? (isCut ? references[references.length - 1].line : null);
  return { paths: [...statements, ...scanner.paths], unseenAtLine };
}

class CallScanner {
  readonly paths: { path: string; line: number }[] = [];
  unseenAtLine: number | null = null;
  readonly #calls: OpenCall[] = [];
  #depth = 0;
  #before = '';
  #count = 0;
  #line = 1;
  /** Whether a name of {@link NAMED_READERS} was read, and since then closing brackets alone: `(import)(…)` calls it. */
  #isNamed = false;

  take(token: Token): void {
    const { kind, text, line } = token;
    if (kind === 'include' || kind === 'use') {
      this.#leaveFile(line);
      if (SPLIT_PATH.test(text)) this.unseenAtLine ??= line;
    }
    this.#line = line;
    if (text === '(' && this.#isNamed && this.#before === ')') this.unseenAtLine ??= line;
    this.#isNamed = NAMED_READERS.has(text) || (this.#isNamed && text === ')');
    const change = kind === 'punctuation' ? (DEPTHS[text] ?? 0) : 0;
    const call = this.#calls.at(-1);
    if (call !== undefined && change < 0 && this.#depth === call.depth) {
      this.#endArgument(call);
      this.#calls.pop();
    } else if (call !== undefined && text === ',' && this.#depth === call.depth) {
      this.#endArgument(call);
    } else if (call !== undefined && call.argument.length < NEEDED_TOKENS) call.argument.push(token);
    this.#count += 1;
    this.#depth += change;
    if (text === '(' && NAMED_READERS.has(this.#before)) {
      this.#calls.push({
        isPositional: POSITIONAL_READERS.has(this.#before),
        takesNumber: NUMBER_OR_FILE.has(this.#before),
        depth: this.#depth,
        line,
        argument: [],
        start: this.#count,
        position: 0,
      });
    }
    this.#before = text;
  }

  /** Has to be told when there are no more tokens. */
  end(): void {
    this.#leaveFile(this.#line);
  }

  /** Text of an included file stands where its name does, so a call may begin in one file and end in another. */
  #leaveFile(line: number): void {
    if (this.#calls.length > 0 || this.#isNamed) this.unseenAtLine ??= line;
  }

  #endArgument(call: OpenCall): void {
    const { argument, position, line } = call;
    const isNamed = argument[1]?.text === '=';
    const isText = call.takesNumber && argument[0]?.kind === 'string';
    const isFile = isNamed
      ? FILE_ARGUMENTS.has(argument[0].text)
      : position === 0 && (call.isPositional || isText);
    const tokensOfName = isNamed ? 2 : 0;
    const tokens = this.#count - call.start - tokensOfName;
    if (isFile && tokens === 1) this.#addFile(argument[tokensOfName], line);
    else if (isFile && tokens > 1) this.unseenAtLine ??= line;
    if (!isNamed) call.position += 1;
    call.argument = [];
    // Its comma has yet to be counted.
    call.start = this.#count + 1;
  }

  #addFile({ kind, text }: Token, line: number): void {
    if (kind === 'string') this.paths.push({ path: stringValue(text), line });
    else this.unseenAtLine ??= line;
  }
}
