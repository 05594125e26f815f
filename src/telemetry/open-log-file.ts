import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Ends a record. */
export const NEWLINE = 0x0a;

/** A file that can be appended to. */
export interface OpenedLogFile {
  readonly fd: number;
  /** It was not there before. */
  readonly created: boolean;
  /** It ends within a line, since a disk was full or a process crashed. */
  torn: boolean;
}

/**
 * Opens a file for appending, and makes it readable by its owner alone when it is new, with its folder.
 *
 * @throws Error for links, pipes and devices, in a folder that everybody may write to for a file that belongs
 *   to somebody else, and when the system refuses.
 */
export function openLogFile(path: string): OpenedLogFile {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const created = !existsSync(path);
  // Windows has neither links to refuse nor pipes to wait for here; the constants are missing there.
  const { O_APPEND, O_CREAT, O_RDWR, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const fd = openSync(path, O_APPEND | O_CREAT | O_RDWR | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw new Error('this is not a regular file');
    const uid = process.getuid?.();
    if (uid !== undefined && stat.uid !== uid && (statSync(folder).mode & 0o002) !== 0)
      throw new Error('the file belongs to another user');
    return { fd, created, torn: stat.size > 0 && readByte(fd, stat.size - 1) !== NEWLINE };
  } catch (thrown) {
    closeSync(fd);
    throw thrown;
  }
}

function readByte(fd: number, position: number): number {
  const byte = new Uint8Array(1);
  readSync(fd, byte, 0, 1, position);
  return byte[0];
}
