import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Makes the comparison of what callers show with a secret.
 *
 * Hashes are compared, in constant time: they are of one length whatever was shown, so that the time taken says
 * nothing about the secret, its length included.
 */
export function createSecretCheck(secret: string): (shown: string) => boolean {
  const expected = hash(secret);
  return shown => timingSafeEqual(hash(shown), expected);
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
