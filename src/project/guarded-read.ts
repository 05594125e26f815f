import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { isInside } from './folders.ts';
import type { RefusalReason } from './staging-rules.ts';

/** Follows no link in the last place, and does not wait for the other end of a pipe. */
const READ_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Room made, again and again, for a file that is longer than its size said. */
const CHUNK_BYTES = 64 * 1024;

/** What may be read. */
export interface ReadBounds {
  /** Real folders, one of which has to hold the file once links are followed. */
  readonly folders: readonly string[];
  /** Extensions the file may have under its real name, lower case with the dot; null for any. */
  readonly extensions: ReadonlySet<string> | null;
  readonly maxBytes: number;
}

/** The calls to the operating system, so that tests can change files between them. */
export interface DiskCalls {
  realpath(path: string): Promise<string>;
  lstat(path: string): Promise<BigIntStats>;
  open(path: string, flags: number): Promise<FileHandle>;
}

const DISK: DiskCalls = { realpath, lstat: path => lstat(path, { bigint: true }), open };

/** The bytes of a file, or why there are none. */
export type ReadOutcome =
  | { readonly bytes: Uint8Array }
  | { readonly refused: Extract<RefusalReason, 'link' | 'unreadable' | 'extension'> | 'too-large' };

/** Programs that save a file put a new one in its place; a reading that this falls into is repeated. */
const ATTEMPTS = 3;

/**
 * Reads a regular file if it lies inside the folders allowed.
 *
 * The path is checked without its links, and checked again once the file is open: what was opened must be
 * what the path named before and names now, so a file or folder swapped for a link in between is noticed.
 * The answer does not depend on anything outside the folders, not even on whether it exists.
 *
 * A hard link is a file like any other: it has no other place that could be outside, and a count of links
 * above one is usual where packages or backups are kept.
 *
 * @param place absolute, without `..`, and inside one of the folders as far as its spelling goes.
 */
export async function readGuarded(
  place: string,
  bounds: ReadBounds,
  disk: DiskCalls = DISK,
): Promise<ReadOutcome> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const outcome = await tryReading(place, bounds, disk);
    if (outcome !== 'changed') return outcome;
  }
  return { refused: 'unreadable' };
}

async function tryReading(
  place: string,
  bounds: ReadBounds,
  disk: DiskCalls,
): Promise<ReadOutcome | 'changed'> {
  const real = await disk.realpath(place).catch(() => null);
  if (real === null) {
    return { refused: (await passesLink(place, bounds.folders, disk)) ? 'link' : 'unreadable' };
  }
  if (!bounds.folders.some(folder => isInside(folder, real))) return { refused: 'link' };
  // A link may not lend a file an extension that it does not have.
  if (bounds.extensions !== null && !bounds.extensions.has(extname(real).toLowerCase())) {
    return { refused: 'extension' };
  }
  // Opening a device can be enough to set it going, so anything but a file is told apart before.
  const before = await disk.lstat(real).catch(() => null);
  if (before === null) return 'changed';
  if (!before.isFile()) return { refused: 'unreadable' };
  const handle = await disk.open(real, READ_FLAGS).catch(() => null);
  if (handle === null) return { refused: 'unreadable' };
  try {
    const opened = await handle.stat({ bigint: true });
    const isSame = opened.isFile() && opened.dev === before.dev && opened.ino === before.ino;
    if (!isSame || !(await stillNames(place, real, before, disk))) return 'changed';
    return await readBounded(handle, Number(opened.size), bounds.maxBytes);
  } catch {
    return { refused: 'unreadable' };
  } finally {
    await handle.close();
  }
}

/** Whether a path still leads to the same place, and the same file is there. */
async function stillNames(
  place: string,
  real: string,
  before: BigIntStats,
  disk: DiskCalls,
): Promise<boolean> {
  const again = await disk.realpath(place).catch(() => null);
  if (again !== real) return false;
  const now = await disk.lstat(real).catch(() => null);
  return now !== null && now.dev === before.dev && now.ino === before.ino;
}

/**
 * Whether a path inside the folders has a symbolic link on its way. Asked of paths that lead out or nowhere,
 * which this does not tell apart.
 */
export async function passesLink(
  place: string,
  folders: readonly string[],
  disk: Pick<DiskCalls, 'lstat'> = DISK,
): Promise<boolean> {
  const isBelow = (part: string) => folders.some(folder => part !== folder && isInside(folder, part));
  for (let part = place; isBelow(part); part = dirname(part)) {
    const stat = await disk.lstat(part).catch(() => null);
    if (stat?.isSymbolicLink()) return true;
  }
  return false;
}

/** A file may grow while it is read, so the bound holds for what is read and not for what its size says. */
async function readBounded(handle: FileHandle, size: number, maxBytes: number): Promise<ReadOutcome> {
  if (size > maxBytes) return { refused: 'too-large' };
  let bytes = new Uint8Array(size);
  let total = 0;
  for (;;) {
    if (total === bytes.length) bytes = enlarge(bytes);
    const { bytesRead } = await handle.read(bytes, total, bytes.length - total, total);
    if (bytesRead === 0) return { bytes: bytes.slice(0, total) };
    total += bytesRead;
    if (total > maxBytes) return { refused: 'too-large' };
  }
}

function enlarge(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length + CHUNK_BYTES);
  larger.set(bytes);
  return larger;
}
