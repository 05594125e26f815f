import { CONTINUED, type RunLog } from '../src/contracts/evaluation-protocol.ts';
import { LIMITS } from '../src/contracts/limits.ts';

const NEWLINE = 10;

/**
 * Collects what OpenSCAD prints, line by line and bounded: the first lines and the last ones are kept
 * (errors come last), those between are counted, and long lines are cut.
 *
 * It takes bytes rather than Emscripten's `print` strings because Emscripten gathers a line byte by
 * byte in a JavaScript array, which a model that echoes one huge string fills the heap with.
 */
export class LogCollector {
  readonly #head: string[] = [];
  readonly #tail: string[] = [];
  readonly #decoder = new TextDecoder();
  readonly #line = new Uint8Array(LIMITS.maxLogLineBytes);
  #lineLength = 0;
  #cutBytes = 0;
  #continues = false;
  #leftOut = 0;
  #closed = false;

  /**
   * Takes one write of the bundled OpenSCAD, which writes a message in one piece and its line break in another: a line
   * break inside a piece belongs to a text of the model, and what follows it is marked as `CONTINUED`.
   */
  writeMessage(piece: Uint8Array): void {
    if (this.#closed) return;
    // One that ends a piece ends a line of a library, such as fontconfig, that prints in its own way.
    const last = piece.length - 1;
    for (let start = 0; start < piece.length; ) {
      const newline = piece.indexOf(NEWLINE, start);
      this.#append(piece.subarray(start, newline < 0 ? piece.length : newline));
      if (newline < 0) return;
      this.#endLine();
      this.#continues = newline < last;
      start = newline + 1;
    }
  }

  /** Takes bytes as they were written to stdout or stderr, in pieces of any size. */
  write(bytes: Uint8Array): void {
    if (this.#closed) return;
    for (let start = 0; start < bytes.length && !this.#closed; ) {
      const newline = bytes.indexOf(NEWLINE, start);
      const end = newline < 0 ? bytes.length : newline;
      this.#append(bytes.subarray(start, end));
      if (newline >= 0) this.#endLine();
      start = end + 1;
    }
  }

  /** Ignores whatever follows; used when the same script is evaluated again for a second output. */
  close(): void {
    this.#closed = true;
  }

  /** The log of a run that evaluated the script so often; one that was closed holds the first only. */
  finish(evaluations: number): RunLog {
    if (this.#lineLength > 0) this.#endLine();
    this.#dropContinuations();
    const { head, leftOut, tail } = { head: this.#head, leftOut: this.#leftOut, tail: this.#tail };
    return { head, leftOut, tail, evaluations: this.#closed ? 1 : evaluations };
  }

  /** After a gap, what continues a text of the model would stand behind somebody else's message, as if part of it. */
  #dropContinuations(): void {
    if (this.#leftOut === 0) return;
    const first = this.#tail.findIndex(line => !line.startsWith(CONTINUED));
    this.#leftOut += this.#tail.splice(0, first < 0 ? this.#tail.length : first).length;
  }

  #append(piece: Uint8Array): void {
    const room = this.#line.length - this.#lineLength;
    const fitting = piece.subarray(0, room);
    this.#line.set(fitting, this.#lineLength);
    this.#lineLength += fitting.length;
    this.#cutBytes += piece.length - fitting.length;
  }

  #endLine(): void {
    let text = this.#decoder.decode(this.#line.subarray(0, this.#lineLength));
    if (this.#continues) text = CONTINUED + text;
    if (this.#cutBytes > 0) text += `… (${this.#cutBytes} more bytes)`;
    this.#lineLength = 0;
    this.#cutBytes = 0;
    this.#continues = false;
    if (this.#head.length < LIMITS.maxLogHeadLines) {
      this.#head.push(text);
      return;
    }
    this.#tail.push(text);
    // Twice the bound before cutting back: shifting once per line would make a flood quadratic.
    if (this.#tail.length >= 2 * LIMITS.maxLogTailLines) {
      this.#leftOut += this.#tail.splice(0, LIMITS.maxLogTailLines).length;
    }
  }
}
