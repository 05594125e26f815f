import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Which files are read. */
interface SmallFileOptions {
  readonly maxBytes: number;
  /** Whether the file may be a symbolic link. */
  readonly followLinks: boolean;
}

/** A file's text, or why it was not read: the end of a sentence that begins with its name. */
export type SmallFile =
  | { readonly text: string; readonly ownerId: number }
  | { readonly failure: string; readonly isMissing: boolean };

/** What the system's refusals mean; others are shown by their code. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ELOOP: 'is a symbolic link',
  EMLINK: 'is a symbolic link',
  EISDIR: 'is not a file',
  ERR_INVALID_ARG_VALUE: 'is no path',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not UTF-8 text',
};

/**
 * Reads a text file that somebody else may have put there: pipes do not stop the program, devices and huge
 * files do not fill it. A byte order mark is taken off.
 */
export async function readSmallFile(
  path: string,
  { maxBytes, followLinks }: SmallFileOptions,
): Promise<SmallFile> {
  // The two last flags are missing on Windows, where neither danger exists in this form.
  const flags =
    constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (followLinks ? 0 : (constants.O_NOFOLLOW ?? 0));
  try {
    const file = await open(path, flags);
    try {
      const { size, uid } = await file.stat().then(stats => (stats.isFile() ? stats : { size: -1, uid: -1 }));
      if (size < 0) return { failure: 'is not a file', isMissing: false };
      // One byte more than allowed, because the size of some files is only known from reading them.
      const buffer = Buffer.alloc(Math.min(size, maxBytes) + 1);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      if (bytesRead > maxBytes) return { failure: `is larger than ${maxBytes} bytes`, isMissing: false };
      return { text: decode(buffer.subarray(0, bytesRead)), ownerId: uid };
    } finally {
      await file.close();
    }
  } catch (thrown) {
    const code = toErrorCode(thrown);
    return { failure: REASONS[code] ?? `cannot be read (${code})`, isMissing: code === 'ENOENT' };
  }
}

/** @throws TypeError with the code ERR_ENCODING_INVALID_ENCODED_DATA for what is no UTF-8. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function toErrorCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : 'unknown';
}
