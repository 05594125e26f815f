import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { AppError } from '../../contracts/errors.ts';
import type { Logger } from '../../contracts/ports.ts';

/** Where the certificate and its key lie, both PEM; the certificate with those it was signed by after it. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** Their contents. */
export interface TlsPair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/**
 * Reads certificate and key, and makes sure that they belong together.
 *
 * @throws AppError INVALID_INPUT when they cannot be used.
 */
export function readTlsFiles({ certFile, keyFile }: TlsFiles): TlsPair {
  try {
    const pair = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    createSecureContext(pair);
    return pair;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('INVALID_INPUT', `The TLS certificate or key cannot be used: ${why}`, {
      hint: `Check that ${certFile} and ${keyFile} are readable PEM files that belong together.`,
      cause,
    });
  }
}

/**
 * Looks at the files from time to time and hands on a pair that changed. A pair that cannot be used is logged,
 * once, and the one before stays: half of a renewal may have been written. Watching by events would miss files
 * behind links that are turned, as clusters do it.
 *
 * @returns stops looking.
 */
export function watchTlsFiles(
  files: TlsFiles,
  use: (pair: TlsPair) => void,
  { logger, pollMs }: { logger: Logger; pollMs: number },
): () => void {
  let seen = stampOf(files);
  const timer = setInterval(() => {
    const stamp = stampOf(files);
    if (stamp === seen) return;
    seen = stamp;
    try {
      use(readTlsFiles(files));
      logger.info('TLS certificate renewed');
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      logger.error('TLS certificate not renewed', { message });
    }
  }, pollMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Differs when a file was written or replaced, or cannot be looked at any more. */
function stampOf({ certFile, keyFile }: TlsFiles): string {
  return [certFile, keyFile]
    .map(file => {
      try {
        const { ino, size, mtimeMs } = statSync(file);
        return `${ino} ${size} ${mtimeMs}`;
      } catch {
        return 'not there';
      }
    })
    .join(' ');
}
