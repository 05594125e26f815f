/** More blanks at the end of a line are not looked at. */
const MAX_BLANKS = 200;

/** Writes a text again with pieces left out, replaced and put between. */
export class PatchedText {
  readonly #source: string;
  readonly #pieces: string[] = [];
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Copies what stands before an offset and has not been copied. */
  copyTo(offset: number): void {
    if (offset <= this.#at) return;
    this.#pieces.push(this.#source.slice(this.#at, offset));
    this.#at = offset;
  }

  /** Puts lines at an offset; they begin and end a line, whatever stands around them. */
  insertLines(offset: number, lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.copyTo(offset);
    const before = this.#pieces.at(-1);
    const startsLine = before === undefined || before.endsWith('\n');
    const endsLine = this.#at === this.#source.length || this.#source[this.#at] === '\n';
    this.#pieces.push(`${startsLine ? '' : '\n'}${lines.join('\n')}${endsLine ? '' : '\n'}`);
  }

  /** Puts a text at an offset, within its line. */
  insert(offset: number, text: string): void {
    this.copyTo(offset);
    this.#pieces.push(text);
  }

  /** Puts a text in place of a piece of the source. */
  replace(start: number, end: number, text: string): void {
    this.copyTo(start);
    this.#pieces.push(text);
    this.#at = end;
  }

  /**
   * Leaves a piece of the source out. A comment after it stays, moved in where it would start the line: there
   * the customizer takes it for the caption of what comes next.
   */
  cut(start: number, end: number): void {
    const startsLine = start === 0 || this.#source[start - 1] === '\n';
    const endsLine = /^[ \t\r]*(?:\n|$)/.test(this.#source.slice(end, end + MAX_BLANKS));
    this.replace(start, end, startsLine && !endsLine ? ' ' : '');
  }

  finish(): string {
    this.copyTo(this.#source.length);
    return this.#pieces.join('');
  }
}
