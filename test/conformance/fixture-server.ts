import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CompleteRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  SetLevelRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { NO_METRICS } from '../../src/contracts/metrics.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { runHttp } from '../../src/transports/http/run-http.ts';
import { answerPrompts, PROMPTS } from './fixture-prompts.ts';
import { answerResources, RESOURCES } from './fixture-resources.ts';
import { answerTools, TOOL_NAMES } from './fixture-tools.ts';

/**
 * A server with the tools, resources and prompts that the official conformance suite asks for, behind our own
 * HTTP transport: what the product itself has no use for, the transport has to carry all the same.
 */
function createFixtureServer(): Server {
  const server = new Server(
    { name: 'conformance-fixture', version: '1.0.0' },
    {
      capabilities: { tools: {}, resources: { subscribe: true }, prompts: {}, logging: {}, completions: {} },
    },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: TOOL_NAMES.map(name => ({
      name,
      description: `Answers as the suite expects of ${name}.`,
      inputSchema: { type: 'object' as const },
    })),
  }));
  server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: RESOURCES }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [
      { uriTemplate: 'test://template/{id}/data', name: 'data', mimeType: 'application/json' },
    ],
  }));
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: PROMPTS }));
  server.setRequestHandler(SubscribeRequestSchema, () => ({}));
  server.setRequestHandler(UnsubscribeRequestSchema, () => ({}));
  server.setRequestHandler(SetLevelRequestSchema, () => ({}));
  server.setRequestHandler(CompleteRequestSchema, ({ params }) => {
    const values = ['paris', 'park', 'party'].filter(value => value.startsWith(params.argument.value));
    return { completion: { values, total: values.length, hasMore: false } };
  });
  answerTools(server);
  answerResources(server);
  answerPrompts(server);
  return server;
}

await runHttp({
  createServer: createFixtureServer,
  logger: createLogger('INFO', null),
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
  warm: async () => {},
  close: async () => {},
});
process.exit();
