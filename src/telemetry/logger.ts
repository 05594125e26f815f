import { destination, pino } from 'pino';
import type { LogLevel } from '../contracts/log-level.ts';
import type { Logger } from '../contracts/ports.ts';

const PINO_LEVELS: Readonly<Record<LogLevel, string>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
};

const STDERR = 2;

/** Makes the server's log: one JSON line a record on stderr. stdout belongs to the protocol. */
export function createLogger(level: LogLevel): Logger {
  const log = pino(
    {
      level: PINO_LEVELS[level],
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: label => ({ level: label }) },
    },
    destination({ dest: STDERR, sync: true }),
  );
  return {
    debug: (event, fields = {}) => log.debug(fields, event),
    info: (event, fields = {}) => log.info(fields, event),
    warn: (event, fields = {}) => log.warn(fields, event),
    error: (event, fields = {}) => log.error(fields, event),
  };
}
