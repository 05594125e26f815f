import type { ResolvedSettings } from './config/resolve-settings.ts';
import { SETTING_DEFINITIONS } from './config/setting-definitions.ts';
import { LIMITS } from './contracts/limits.ts';
import { exitOnCrash } from './telemetry/exit-on-crash.ts';
import type { ServerLog } from './telemetry/logger.ts';
import { reopenOnHangup } from './telemetry/reopen-on-hangup.ts';

/**
 * What every server does with its process, whatever it serves over: faults are logged and end it, SIGHUP opens the
 * log anew, and what is odd about the settings is said.
 *
 * @param stop fails the calls under way and lets go of everything.
 */
export function prepareProcess(log: ServerLog, resolved: ResolvedSettings, stop: () => Promise<void>): void {
  exitOnCrash({ logger: log, stop, graceMs: LIMITS.shutdownGraceMs });
  reopenOnHangup(log);
  for (const message of resolved.warnings) log.warn('configuration', { message });
}

/**
 * Tells of roots that cannot be used. That does not stop the start: desktop clients start servers before a folder is
 * made or a disk is there, and a root counts from the moment it exists. A disk may answer late, so nobody waits for this.
 */
export async function warnOfRoots(log: ServerLog, { settings, origins }: ResolvedSettings): Promise<void> {
  const { findRootFaults } = await import('./project/inspect-folder.ts');
  const { name } = SETTING_DEFINITIONS.roots;
  const source = origins.find(origin => origin.name === name)?.source ?? name;
  for (const fault of await findRootFaults(settings.roots)) {
    log.warn('configuration', {
      message: `${source}: ${fault}; until that is mended no file in it can be used.`,
    });
  }
}
