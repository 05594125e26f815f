import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Stops the build when a file is not the one this project was written for. */
export function expectHash(what: string, found: string, expected: string): void {
  if (found !== expected) throw new Error(`${what} is not the file expected: hash ${found}, not ${expected}`);
}
