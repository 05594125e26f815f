import { createApp } from './app.ts';
import { type Environment, resolveSettings } from './config/resolve-settings.ts';
import { toAppError } from './contracts/errors.ts';
import { checkHealth as checkWorkshop, type HealthReport } from './operations/check-health.ts';

/** Answer of {@link checkHealth}: the report, and in words what is wrong. */
export interface HealthAnswer extends Partial<Omit<HealthReport, 'status'>> {
  readonly status: HealthReport['status'];
  /** What does not work and what to do about it; missing when the status is `healthy`. */
  readonly error?: string;
}

/**
 * Says whether a server with these settings would work here: a small model is evaluated and drawn, and the
 * folder for temporary files and the cache are tried. For scripts:
 *
 * ```js
 * import { checkHealth } from 'openscad-mcp-server';
 * const { status, error } = await checkHealth();
 * ```
 *
 * Nothing is thrown; wrong settings are `unhealthy`, too.
 *
 * @param environment variables with the settings.
 */
export async function checkHealth(environment: Environment = process.env): Promise<HealthAnswer> {
  try {
    const app = createApp(resolveSettings(environment, {}));
    try {
      const { signal } = new AbortController();
      return explain(await checkWorkshop(app.workshop, { ready: true }, { signal }));
    } finally {
      await app.close();
    }
  } catch (thrown) {
    const { message, hint } = toAppError(thrown);
    return { status: 'unhealthy', error: `${message} ${hint}` };
  }
}

function explain(report: HealthReport): HealthAnswer {
  const faults = report.checks.filter(({ ok }) => !ok);
  if (faults.length === 0) return report;
  return { ...report, error: faults.map(({ detail, fix }) => `${detail} ${fix ?? ''}`.trim()).join(' ') };
}
