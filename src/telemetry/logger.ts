import { pino } from 'pino';
import type { LogLevel } from '../contracts/log-level.ts';
import type { Logger } from '../contracts/ports.ts';
import { writeBounded } from './bounded-writer.ts';

const PINO_LEVELS: Readonly<Record<LogLevel, string>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
};

/** Records kept for a client that reads its end of stderr late or never. */
const MAX_WAITING_BYTES = 256 * 1024;

/**
 * Makes the server's log: one JSON line a record on stderr. stdout belongs to the protocol.
 *
 * pino's own destinations wait for a full pipe, which would stop the server until its client reads.
 * `process.stderr` does not, except on Windows, where Node writes to pipes synchronously.
 */
export function createLogger(level: LogLevel): Logger {
  const log = pino(
    {
      level: PINO_LEVELS[level],
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: label => ({ level: label }) },
    },
    writeBounded(process.stderr, MAX_WAITING_BYTES, describeLoss),
  );
  return {
    debug: (event, fields = {}) => log.debug(fields, event),
    info: (event, fields = {}) => log.info(fields, event),
    warn: (event, fields = {}) => log.warn(fields, event),
    error: (event, fields = {}) => log.error(fields, event),
  };
}

function describeLoss(dropped: number): string {
  const time = new Date().toISOString();
  return `${JSON.stringify({ level: 'warn', time, dropped, msg: 'log records dropped' })}\n`;
}
