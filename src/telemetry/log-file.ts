import { closeSync, fstatSync, rmSync, write } from 'node:fs';
import type { RecordWriter } from './bounded-writer.ts';
import { NEWLINE, type OpenedLogFile, openLogFile } from './open-log-file.ts';

/** How a log file is written and what happens to records that it does not take. */
export interface LogFileOptions {
  readonly path: string;
  /** Bound on what waits for a slow disk. */
  readonly maxWaitingBytes: number;
  /** Makes the record that tells of dropped ones. */
  readonly describeLoss: (dropped: number) => string;
  /** Takes the records while the file takes none. */
  readonly fallback: RecordWriter;
  /** Hears once of every outage why the file takes no records. */
  readonly onFault: (reason: string) => void;
}

/** A file that failed is tried again after this time, and at every {@link LogFile.reopen}. */
const RETRY_MS = 60_000;

/** An open file; one that was replaced is closed when its last write is through. */
interface CurrentFile extends OpenedLogFile {
  replaced: boolean;
}

/**
 * Appends records to a file without ever waiting for the disk: one write is under way at a time, the
 * records after it wait, and beyond a bound they are dropped and counted. While the file cannot be opened
 * or written, records go to the fallback.
 *
 * Rotation: the file is renamed, then {@link LogFile.reopen} is called. Records before that call end up in
 * the renamed file or the new one, and none is lost.
 */
export class LogFile implements RecordWriter {
  readonly #options: LogFileOptions;
  #file: CurrentFile | null = null;
  #fault: string | null = null;
  #retryAt = 0;
  #waiting: string[] = [];
  #waitingBytes = 0;
  #dropped = 0;
  #writing = false;
  #closed = false;
  #onIdle: (() => void) | null = null;

  constructor(options: LogFileOptions) {
    this.#options = options;
    this.#open();
  }

  /** Why the file takes no records at present, or null. */
  get fault(): string | null {
    return this.#fault;
  }

  write(record: string): void {
    if (this.#file === null && !this.#closed && Date.now() >= this.#retryAt) this.#open();
    if (this.#file === null) {
      this.#options.fallback.write(record);
      return;
    }
    if (this.#waitingBytes > this.#options.maxWaitingBytes) {
      this.#dropped += 1;
      return;
    }
    if (this.#dropped > 0) this.#enqueue(this.#options.describeLoss(this.#dropped));
    this.#dropped = 0;
    this.#enqueue(record);
    this.#writeNext();
  }

  /** Opens the path anew. The open call itself is synchronous: on a local disk it takes microseconds. */
  reopen(): void {
    if (this.#closed) return;
    this.#letGo();
    this.#open();
    this.#writeNext();
  }

  /**
   * Resolves when everything is written; later records go to the fallback. A file that was made and then
   * not needed is removed: a command that its operator runs as another user would leave one behind that
   * the server cannot write.
   */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#writing) await new Promise<void>(resolve => (this.#onIdle = resolve));
    const isNeedless = this.#file?.created === true && fstatSync(this.#file.fd).size === 0;
    this.#letGo();
    if (isNeedless) rmSync(this.#options.path, { force: true });
  }

  #open(): void {
    try {
      this.#file = { ...openLogFile(this.#options.path), replaced: false };
      this.#fault = null;
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Closes the file, or leaves that to the write that is under way. */
  #letGo(): void {
    if (this.#file === null) return;
    this.#file.replaced = true;
    if (!this.#writing) closeQuietly(this.#file.fd);
    this.#file = null;
  }

  #fail(thrown: unknown): void {
    const isNew = this.#fault === null;
    this.#fault = thrown instanceof Error ? thrown.message : String(thrown);
    this.#retryAt = Date.now() + RETRY_MS;
    if (isNew) this.#options.onFault(this.#fault);
    const waiting = this.#takeWaiting();
    if (waiting !== '') this.#options.fallback.write(waiting);
  }

  #enqueue(record: string): void {
    this.#waiting.push(record);
    this.#waitingBytes += Buffer.byteLength(record);
  }

  #takeWaiting(): string {
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#waitingBytes = 0;
    return text;
  }

  #writeNext(): void {
    if (this.#writing) return;
    if (this.#file === null || this.#waiting.length === 0) {
      this.#onIdle?.();
      return;
    }
    const text = `${this.#file.torn ? '\n' : ''}${this.#takeWaiting()}`;
    this.#file.torn = false;
    this.#writing = true;
    this.#writeFrom(this.#file, Buffer.from(text), 0);
  }

  #writeFrom(file: CurrentFile, bytes: Buffer, from: number): void {
    write(file.fd, bytes, from, bytes.length - from, null, (error, written) => {
      const done = from + (error === null ? written : 0);
      // A disk that is nearly full takes a part, and says why it takes no more when asked again.
      if (error === null && done < bytes.length) return this.#writeFrom(file, bytes, done);
      this.#writing = false;
      if (file.replaced) closeQuietly(file.fd);
      if (error !== null) this.#giveBack(file, bytes, done, error);
      this.#writeNext();
    });
  }

  /** Sends what a file did not take to the fallback, from the start of the line that was cut. */
  #giveBack(file: CurrentFile, bytes: Buffer, written: number, error: Error): void {
    const lineStart = bytes.subarray(0, written).lastIndexOf(NEWLINE) + 1;
    this.#options.fallback.write(bytes.toString('utf8', lineStart));
    if (file !== this.#file) return;
    this.#file = null;
    closeQuietly(file.fd);
    this.#fail(error);
  }
}

/** A file system may report at the end what it could not write; it was told to the fallback before. */
function closeQuietly(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // Nothing is left to be done with it.
  }
}
