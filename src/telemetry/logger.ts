import type { LogLevel } from '../contracts/log-level.ts';
import type { LogFields, Logger } from '../contracts/ports.ts';
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

/** How a record says how grave it is, from the least grave on. */
const SEVERITIES = ['debug', 'info', 'warn', 'error'] as const;

type Severity = (typeof SEVERITIES)[number];

/** The least grave records of each level. */
const SEVERITY_OF_LEVEL: Readonly<Record<LogLevel, Severity>> = {
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
 * A full pipe is not waited for, which would stop the server until its client reads. `process.stderr` does not
 * wait, except on Windows, where Node writes to pipes synchronously.
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
  const recorder =
    (severity: Severity) =>
    (event: string, fields: LogFields = {}) => {
      if (SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(SEVERITY_OF_LEVEL[level])) return;
      output.write(hideSecrets(formatRecord(severity, event, fields)));
    };
  return {
    debug: recorder('debug'),
    info: recorder('info'),
    warn: recorder('warn'),
    error: recorder('error'),
    file,
    fault: () => logFile?.fault ?? null,
    reopen: () => logFile?.reopen(),
    close: async () => logFile?.close(),
  };
}

function describeLoss(dropped: number): string {
  return formatRecord('warn', 'log records dropped', { dropped });
}

function describeFault(file: string, reason: string): string {
  return formatRecord('warn', 'the log file cannot be written; records go to stderr', { file, reason });
}

/** One line of JSON; its names are those of most loggers for Node.js, pino among them. */
function formatRecord(level: Severity, event: string, fields: LogFields): string {
  return `${JSON.stringify({ level, time: new Date().toISOString(), ...fields, msg: event })}\n`;
}
