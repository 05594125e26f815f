import type { ServerLog } from './logger.ts';

/**
 * Opens the log file anew on SIGHUP, which logrotate and `systemctl reload` send. Without a log file the
 * signal does nothing to a service, and ends a server that runs in a terminal when that is closed.
 *
 * Windows has no such signal, apart from a closed console, which ends the process in any case: there a log
 * file is rotated while the server is stopped.
 */
export function reopenOnHangup(log: ServerLog): void {
  if (process.platform === 'win32' || (log.file === null && process.stdin.isTTY)) return;
  process.on('SIGHUP', () => {
    log.reopen();
    log.info('log reopened', { file: log.file });
  });
}
