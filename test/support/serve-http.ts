import { createApp } from '../../src/app.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { NO_METRICS } from '../../src/contracts/metrics.ts';
import { createMcpServer } from '../../src/mcp/server.ts';
import { runHttp } from '../../src/transports/http/run-http.ts';

/**
 * The real server over HTTP, as a process of its own: `node --import tsx test/support/serve-http.ts '{"port":0}'`.
 * The argument holds options as JSON; the log on stderr tells the address.
 */
const app = createApp(resolveSettings(process.env, {}));
const { workshop, facts, warm, close } = app;
await runHttp({
  createServer: () => createMcpServer({ version: facts.version, open: async () => app, listModels: false }),
  logger: workshop.logger,
  metrics: NO_METRICS,
  host: '127.0.0.1',
  port: 0,
  authToken: null,
  tls: null,
  allowedHosts: [],
  allowedOrigins: [],
  rateLimit_perMinute: 0,
  maxConcurrentPerClient: 10,
  health: async () => ({ status: 'healthy' }),
  metricsText: async () => '',
  warm,
  close,
  ...JSON.parse(process.argv[2] ?? '{}'),
});
process.exit();
