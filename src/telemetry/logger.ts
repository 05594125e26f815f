import { pino } from 'pino';
import type { LogLevel } from '../contracts/log-level.ts';
import type { Logger } from '../contracts/ports.ts';
import { writeBounded } from './bounded-writer.ts';
import { hideSecrets } from './hide-secrets.ts';
import { LogFile } from './log-file.ts';

/** The log of a server, which may go to a file. */
export interface ServerLog extends Logger {
  /** The file that was asked for; null for stderr. */
  readonly file: string | null;
  /** Why the file takes no records at present, so that they go to stderr; null when all is well. */
  fault(): string | null;
  /** Opens the file anew after it was renamed. Without a file it does nothing. */
  reopen(): void;
  /** Resolves when everything is written. */
  close(): Promise<void>;
}

const PINO_LEVELS: Readonly<Record<LogLevel, string>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
};

/** Records kept for a client that reads its end of stderr late or never, or for a slow disk. */
const MAX_WAITING_BYTES = 256 * 1024;

/**
 * Makes the server's log: one JSON line a record on stderr, or in a file. stdout belongs to the protocol.
 *
 * What is in it: at INFO a record for every call with its `operation`, `ok` or the error's `code`, `ms`,
 * `model_id`, `cache` and `engine`. Source text and values of parameters are never logged. Paths of models
 * are logged at DEBUG only, since names of files tell of a user's work; the `model_id` is enough to follow a
 * model. The cause of an ERROR is logged with its stack and may name a path. Tokens and passwords are
 * replaced by `***` at every level.
 *
 * A file is opened at once, created for its owner alone, and opened anew by `reopen`. When it cannot be
 * written, because of permissions or a full disk, the records go to stderr, after one warning; the file is
 * tried again now and then.
 *
 * pino's own destinations wait for a full pipe, which would stop the server until its client reads.
 * `process.stderr` does not, except on Windows, where Node writes to pipes synchronously.
 *
 * @param file absolute path, or null for stderr.
 */
export function createLogger(level: LogLevel, file: string | null): ServerLog {
  const stderr = writeBounded(process.stderr, MAX_WAITING_BYTES, describeLoss);
  const logFile =
    file === null
      ? null
      : new LogFile({
          path: file,
          maxWaitingBytes: MAX_WAITING_BYTES,
          describeLoss,
          fallback: stderr,
          onFault: reason => stderr.write(describeFault(file, reason)),
        });
  const output = logFile ?? stderr;
  const log = pino(
    {
      level: PINO_LEVELS[level],
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: label => ({ level: label }) },
    },
    { write: record => output.write(hideSecrets(record)) },
  );
  return {
    debug: (event, fields = {}) => log.debug(fields, event),
    info: (event, fields = {}) => log.info(fields, event),
    warn: (event, fields = {}) => log.warn(fields, event),
    error: (event, fields = {}) => log.error(fields, event),
    file,
    fault: () => logFile?.fault ?? null,
    reopen: () => logFile?.reopen(),
    close: async () => logFile?.close(),
  };
}

function describeLoss(dropped: number): string {
  return describe({ dropped, msg: 'log records dropped' });
}

function describeFault(file: string, reason: string): string {
  return describe({ file, reason, msg: 'the log file cannot be written; records go to stderr' });
}

function describe(fields: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ level: 'warn', time: new Date().toISOString(), ...fields })}\n`;
}
