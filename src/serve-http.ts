import { createMeasuredApp } from './app.ts';
import type { ResolvedSettings } from './config/resolve-settings.ts';
import type { Settings } from './config/settings.ts';
import { LIMITS } from './contracts/limits.ts';
import { createMcpServer, loadAnswers } from './mcp/server.ts';
import { checkHealth } from './operations/check-health.ts';
import { prepareProcess, warnOfRoots } from './prepare-process.ts';
import { runHttp } from './transports/http/run-http.ts';
import { connectSharedCounter } from './transports/http/shared-counter.ts';

/** Calls a minute of one client when nobody says. */
const DEFAULT_RATE_PER_MINUTE = 60;

/**
 * Serves MCP over HTTP until a signal asks to stop.
 *
 * @throws AppError INVALID_INPUT for an address that cannot be listened at.
 */
export async function serveOverHttp(resolved: ResolvedSettings): Promise<void> {
  const { settings } = resolved;
  const app = await createMeasuredApp(resolved);
  const { workshop, facts, log, metrics } = app;
  // A token is for those who come over a network; without one only this machine's own users come.
  const callers = settings.authToken === null ? 'owner' : 'others';
  const served = Promise.resolve({ workshop, facts: { ...facts, callers } as const });
  prepareProcess(log, resolved, app.close);
  const counter = settings.redisUrl === null ? null : await connectSharedCounter(settings.redisUrl, log);
  const { signal } = new AbortController();
  await runHttp({
    createServer: () => createMcpServer({ version: facts.version, open: () => served, listModels: false }),
    logger: log,
    metrics,
    host: settings.host,
    port: settings.port,
    authToken: settings.authToken,
    tls: readTls(settings),
    allowedHosts: settings.allowedHosts,
    allowedOrigins: settings.allowedOrigins,
    rateLimit_perMinute: settings.rateLimit_perMinute ?? DEFAULT_RATE_PER_MINUTE,
    redis: counter?.client,
    maxConcurrentPerClient: LIMITS.maxCallsPerClient,
    health: ready => checkHealth(workshop, { ready }, { signal }),
    metricsText: () => metrics.text(),
    warm: async () => {
      await Promise.all([app.warm(), loadAnswers(), warnOfRoots(log, resolved)]);
    },
    close: async () => {
      counter?.close();
      await app.close();
      metrics.close();
    },
  });
}

function readTls({ tlsCertFile, tlsKeyFile }: Settings) {
  return tlsCertFile === null || tlsKeyFile === null ? null : { certFile: tlsCertFile, keyFile: tlsKeyFile };
}
