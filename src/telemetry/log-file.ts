import { closeSync, constants, fstatSync, mkdirSync, openSync, readSync, statSync, write } from 'node:fs';
import { dirname } from 'node:path';
import type { RecordWriter } from './bounded-writer.ts';

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

const NEWLINE = 0x0a;

/** An open file; one that was replaced is closed when its last write is through. */
interface OpenFile {
  readonly fd: number;
  /** It ends within a line, since a disk was full or a process crashed. */
  torn: boolean;
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
  #file: OpenFile | null = null;
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

  /** Resolves when everything is written; later records go to the fallback. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#writing) await new Promise<void>(resolve => (this.#onIdle = resolve));
    this.#letGo();
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

  #writeFrom(file: OpenFile, bytes: Buffer, from: number): void {
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
  #giveBack(file: OpenFile, bytes: Buffer, written: number, error: Error): void {
    const lineStart = bytes.subarray(0, written).lastIndexOf(NEWLINE) + 1;
    this.#options.fallback.write(bytes.toString('utf8', lineStart));
    if (file !== this.#file) return;
    this.#file = null;
    closeQuietly(file.fd);
    this.#fail(error);
  }
}

/**
 * Opens a file for appending, and makes it readable by its owner alone when it is new. Links, pipes and
 * devices are refused, and in a folder that everybody may write to a file that belongs to somebody else.
 */
function openLogFile(path: string): Pick<OpenFile, 'fd' | 'torn'> {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Windows has neither links to refuse nor pipes to wait for here; the constants are missing there.
  const { O_APPEND, O_CREAT, O_RDWR, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const fd = openSync(path, O_APPEND | O_CREAT | O_RDWR | O_NOFOLLOW | O_NONBLOCK, 0o600);
  const stat = fstatSync(fd);
  const uid = process.getuid?.();
  const isForeign = uid !== undefined && stat.uid !== uid && (statSync(folder).mode & 0o002) !== 0;
  if (stat.isFile() && !isForeign)
    return { fd, torn: stat.size > 0 && readByte(fd, stat.size - 1) !== NEWLINE };
  closeSync(fd);
  throw new Error(stat.isFile() ? 'the file belongs to another user' : 'this is not a regular file');
}

function readByte(fd: number, position: number): number {
  const byte = new Uint8Array(1);
  readSync(fd, byte, 0, 1, position);
  return byte[0];
}

/** A file system may report at the end what it could not write; it was told to the fallback before. */
function closeQuietly(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // Nothing is left to be done with it.
  }
}
