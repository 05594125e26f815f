import { AppError } from '../../contracts/errors.ts';
import { streamTokens } from '../tokens.ts';
import type { FoldRequest } from './contract.ts';
import { parseStatements } from './parse-statements.ts';
import { replaceValues } from './set-values.ts';
import { showPath } from './show-path.ts';
import type { ParsedFile, Statement } from './syntax.ts';
import { UnexpectedToken } from './token-cursor.ts';

/** Bound on the characters read for includes inside of statements, which can double with every level. */
const MAX_SPLICED = 8 * 1024 * 1024;

/** Files that include one another go no deeper than this. */
export const MAX_INCLUDE_DEPTH = 200;

const BYTE_ORDER_MARK = '\uFEFF';

/** Reads each file of a model once. */
export class FileLoader {
  readonly #request: FoldRequest;
  readonly #files = new Map<string, ParsedFile>();
  #spliced = 0;

  constructor(request: FoldRequest) {
    this.#request = request;
  }

  /** Every file read so far. */
  get files(): Iterable<ParsedFile> {
    return this.#files.values();
  }

  /** @throws AppError SCAD_SYNTAX, or UNSUPPORTED_FORMAT when includes inside of statements know no end */
  load(path: string): ParsedFile {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const file = this.#parse(path, this.#read(path));
    this.#files.set(path, file);
    return file;
  }

  /** Follows an include or use. Null when the file is missing. */
  follow(from: ParsedFile, { name }: Statement): ParsedFile | null {
    const path = this.#request.resolve(from.path, name);
    return path === null || !this.#request.sources.has(path) ? null : this.load(path);
  }

  /** Adds code to the end of a file that has been read. @throws AppError SCAD_SYNTAX */
  append({ path, text }: ParsedFile, code: string): void {
    this.#files.set(path, this.#parse(path, text + code));
  }

  /** What is set from outside is so in every file; OpenSCAD's own `-D` does the same. */
  #setValues(file: ParsedFile): ParsedFile {
    const text = replaceValues(file, this.#request.values);
    return text === file.text ? file : { path: file.path, text, statements: parseStatements(text) };
  }

  #read(path: string): string {
    const text = this.#request.sources.get(path) ?? '';
    return text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text;
  }

  /** OpenSCAD's lexer puts included text in place, whatever stands around it: `points = include <points.txt>;`. */
  #parse(path: string, text: string): ParsedFile {
    let code = text;
    for (;;) {
      try {
        return this.#setValues({ path, text: code, statements: parseStatements(code) });
      } catch (thrown) {
        if (!(thrown instanceof UnexpectedToken)) throw thrown;
        const { token } = thrown;
        if (token.kind !== 'include') throw syntaxError(path, thrown);
        const included = this.#expand(path, token.text, [path]);
        code = code.slice(0, token.start) + included + code.slice(token.start + token.text.length);
        this.#count(path, code.length);
      }
    }
  }

  /** The text of an included file with all that it includes itself. */
  #expand(from: string, include: string, open: readonly string[]): string {
    const [reference] = parseStatements(include);
    const path = this.#request.resolve(from, reference.name);
    if (path === null || open.includes(path)) return ' ';
    const text = this.#read(path);
    this.#count(path, open.length > MAX_INCLUDE_DEPTH ? MAX_SPLICED : text.length);
    const pieces: string[] = [];
    let at = 0;
    for (const token of streamTokens(text)) {
      if (token.kind !== 'include') continue;
      pieces.push(text.slice(at, token.start), this.#expand(path, token.text, [...open, path]));
      at = token.start + token.text.length;
    }
    // To OpenSCAD a word ends with its file, but a line comment goes on behind it.
    return `${pieces.join('')}${text.slice(at)} `;
  }

  #count(path: string, characters: number): void {
    this.#spliced += characters + 1;
    if (this.#spliced <= MAX_SPLICED) return;
    throw new AppError(
      'UNSUPPORTED_FORMAT',
      `${showPath(path)}: there is too much to include inside of statements.`,
      {
        hint: 'Put values in files of their own that are included between statements.',
      },
    );
  }
}

function syntaxError(path: string, { message, token }: UnexpectedToken): AppError {
  return new AppError('SCAD_SYNTAX', `${showPath(path)} line ${token.line}: ${message}.`);
}
