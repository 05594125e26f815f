import type { Logger } from '../contracts/ports.ts';

/** What is done before a process ends because of a fault of its own. */
export interface CrashOptions {
  readonly logger: Logger;
  /** Fails the calls under way, so that their callers hear of it, and lets go of everything. */
  readonly stop: () => Promise<void>;
  /** The longest that may take. */
  readonly graceMs: number;
}

/** Time for the answers of failed calls to leave the process. */
const ANSWERS_MS = 100;

/** Exit code of a process that ended by a fault of its own; a supervisor starts it again. */
const CRASHED = 1;

/**
 * From now on an exception that nobody caught, or a rejection that nobody heard, is logged and ends the
 * process with exit code 1, after the calls under way were failed. Going on would mean serving from a
 * state that nobody knows.
 */
export function exitOnCrash({ logger, stop, graceMs }: CrashOptions): void {
  let crashed = false;
  const crash = (event: string) => (thrown: unknown) => {
    // A second fault on the way out: nothing is left to be tried.
    if (crashed) process.exit(CRASHED);
    crashed = true;
    setTimeout(() => process.exit(CRASHED), graceMs);
    logger.error(event, {
      cause: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
    });
    stop()
      .catch(() => {})
      .finally(() => setTimeout(() => process.exit(CRASHED), ANSWERS_MS));
  };
  process.on('uncaughtException', crash('uncaught exception'));
  process.on('unhandledRejection', crash('unhandled rejection'));
}
