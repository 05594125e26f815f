import { parse } from 'node:path';
import { type App, createApp, createMeasuredApp } from './app.ts';
import type { ResolvedSettings } from './config/resolve-settings.ts';
import { SETTING_DEFINITIONS } from './config/setting-definitions.ts';
import type { Settings } from './config/settings.ts';
import { LIMITS } from './contracts/limits.ts';
import { createMcpServer } from './mcp/server.ts';
import { checkHealth } from './operations/check-health.ts';
import { findRootFaults } from './project/inspect-folder.ts';
import { exitOnCrash } from './telemetry/exit-on-crash.ts';
import type { ServerMetrics } from './telemetry/metrics.ts';
import { reopenOnHangup } from './telemetry/reopen-on-hangup.ts';
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
  leaveWorkingFolder();
  if (settings.transport === 'http') return serveOverHttp(await createMeasuredApp(resolved), resolved);
  const app = createApp(resolved);
  prepare(app, resolved);
  const createServer = () => createMcpServer(app.workshop, app.facts, { listModels: true });
  await serveStdio({ createServer, logger: app.log, warm: app.warm, close: app.close });
}

/** No thread can start in a folder that was removed. All paths of the settings are absolute by now. */
function leaveWorkingFolder(): void {
  try {
    process.chdir(parse(process.execPath).root);
  } catch {
    // Node.js may have been told to keep the process out of there; then it stays where it is.
  }
}

function prepare({ log, close }: App, resolved: ResolvedSettings): void {
  exitOnCrash({ logger: log, stop: close, graceMs: LIMITS.shutdownGraceMs });
  reopenOnHangup(log);
  for (const message of resolved.warnings) log.warn('configuration', { message });
  // A client need not wait for a disk that answers late.
  void warnOfRoots(log, resolved);
}

/**
 * Tells of roots that cannot be used. That does not stop the start: desktop clients start servers before a folder is
 * made or a disk is there, and a root counts from the moment it exists.
 */
async function warnOfRoots({ warn }: App['log'], { settings, origins }: ResolvedSettings): Promise<void> {
  const { name } = SETTING_DEFINITIONS.roots;
  const source = origins.find(origin => origin.name === name)?.source ?? name;
  for (const fault of await findRootFaults(settings.roots)) {
    warn('configuration', {
      message: `${source}: ${fault}; until that is mended no file in it can be used.`,
    });
  }
}

async function serveOverHttp(
  app: App & { readonly metrics: ServerMetrics },
  resolved: ResolvedSettings,
): Promise<void> {
  const { settings } = resolved;
  // Not read for a client on stdio, which waits for the first answer.
  const { runHttp } = await import('./transports/http/run-http.ts');
  const { connectSharedCounter } = await import('./transports/http/shared-counter.ts');
  const { workshop, facts, log, metrics } = app;
  // A token is for those who come over a network; without one only this machine's own users come.
  const callers = settings.authToken === null ? 'owner' : 'others';
  prepare(app, resolved);
  const counter = settings.redisUrl === null ? null : await connectSharedCounter(settings.redisUrl, log);
  const { signal } = new AbortController();
  await runHttp({
    createServer: () => createMcpServer(workshop, { ...facts, callers }, { listModels: false }),
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
