import { type App, createApp, createMeasuredApp } from './app.ts';
import type { ResolvedSettings } from './config/resolve-settings.ts';
import type { Settings } from './config/settings.ts';
import { LIMITS } from './contracts/limits.ts';
import { createMcpServer } from './mcp/server.ts';
import { checkHealth } from './operations/check-health.ts';
import { exitOnCrash } from './telemetry/exit-on-crash.ts';
import type { ServerMetrics } from './telemetry/metrics.ts';
import { reopenOnHangup } from './telemetry/reopen-on-hangup.ts';
import { runHttp } from './transports/http/run-http.ts';
import { connectSharedCounter } from './transports/http/shared-counter.ts';
import { serveStdio } from './transports/stdio.ts';

/** Calls a minute of one client over HTTP when nobody says. */
const DEFAULT_RATE_PER_MINUTE = 60;

/**
 * Serves MCP over the transport that the settings name, until the client leaves or a signal asks to stop.
 *
 * @throws AppError INVALID_INPUT for an address that cannot be listened at.
 */
export async function serve(resolved: ResolvedSettings): Promise<void> {
  const { settings } = resolved;
  if (settings.transport === 'http') return serveOverHttp(await createMeasuredApp(resolved), resolved);
  const app = createApp(resolved);
  prepare(app, resolved);
  const createServer = () => createMcpServer(app.workshop, app.facts, { listModels: true });
  await serveStdio({ createServer, logger: app.log, warm: app.warm, close: app.close });
}

function prepare({ log, close }: App, { warnings }: ResolvedSettings): void {
  exitOnCrash({ logger: log, stop: close, graceMs: LIMITS.shutdownGraceMs });
  reopenOnHangup(log);
  for (const message of warnings) log.warn('configuration', { message });
}

async function serveOverHttp(
  app: App & { readonly metrics: ServerMetrics },
  resolved: ResolvedSettings,
): Promise<void> {
  const { settings } = resolved;
  const { workshop, facts, log, metrics } = app;
  prepare(app, resolved);
  const counter = settings.redisUrl === null ? null : await connectSharedCounter(settings.redisUrl, log);
  const { signal } = new AbortController();
  await runHttp({
    createServer: () => createMcpServer(workshop, facts, { listModels: false }),
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
    warm: app.warm,
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
