import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { AppError, ERROR_TRAITS, toAppError } from '../contracts/errors.ts';
import { PHASES, type Phase } from '../contracts/model.ts';
import type { ServerFacts } from '../operations/report-status.ts';
import type { Call, Workshop } from '../operations/workshop.ts';
import { callTool, recordFailure } from './call-tool.ts';
import { INSTRUCTIONS } from './instructions.ts';
import { describeInput, describeOutput } from './json-schema.ts';
import { listResources, RESOURCE_TEMPLATES, readResource } from './resources.ts';
import type { Tool } from './tool.ts';
import { tools } from './tools/index.ts';

/** What the protocol's library hands to a request handler, as far as it is used here. */
interface RequestExtra {
  readonly signal: AbortSignal;
  readonly _meta?: { readonly progressToken?: string | number | undefined } | undefined;
  sendNotification(notification: {
    method: 'notifications/progress';
    params: { progressToken: string | number; progress: number; total: number; message: string };
  }): Promise<void>;
}

/** What one transport wants different from another. */
export interface McpServerOptions {
  /**
   * Whether `resources/list` names the latest models. They are those of all clients, so this is for a
   * server with one client only; whoever knows a model's id can read it either way.
   */
  readonly listModels: boolean;
}

/**
 * Makes an MCP server over a workshop; it still has to be connected to a transport. Each connection
 * gets a server of its own, so that no client sees another's messages.
 *
 * The library's lower-level class is used, because its higher one answers invalid arguments by itself,
 * without our error codes.
 */
export function createMcpServer(
  workshop: Workshop,
  facts: ServerFacts,
  { listModels }: McpServerOptions,
): Server {
  const server = new Server(
    { name: 'openscad-mcp-server', title: 'OpenSCAD', version: facts.version },
    { capabilities: { tools: {}, resources: {} }, instructions: INSTRUCTIONS },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map(describeTool) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const tool = tools.find(({ name }) => name === params.name);
    if (tool === undefined) {
      const known = tools.map(({ name }) => name).join(', ');
      recordFailure(workshop, 'unknown tool', new AppError('INVALID_INPUT', 'There is no such tool.'), 0);
      throw new McpError(
        ErrorCode.InvalidParams,
        `Unknown tool ${params.name.slice(0, 80)}; there are ${known}.`,
      );
    }
    return callTool(tool, params.arguments, { workshop, facts, call: toCall(extra) });
  });
  server.setRequestHandler(ListResourcesRequestSchema, () => ({
    resources: listResources(workshop, listModels),
  }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: RESOURCE_TEMPLATES,
  }));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params }, extra) => {
    return { contents: [await readRecorded(workshop, facts, params.uri, toCall(extra))] };
  });
  return server;
}

/** Reads a resource, logs it and counts it as a call of a tool. */
async function readRecorded(workshop: Workshop, facts: ServerFacts, uri: string, call: Call) {
  const operation = 'read_resource';
  const started = performance.now();
  // What follows the path says how a picture is drawn; anything else is a client's own text.
  const resource = /^openscad:\/\/[\w/.-]{1,100}/.exec(uri)?.[0] ?? 'unknown';
  try {
    const contents = await readResource(workshop, facts, uri, call);
    const durationMs = performance.now() - started;
    workshop.logger.info('call', { operation, ok: true, ms: Math.round(durationMs), resource });
    workshop.metrics.countCall(operation, 'ok', durationMs);
    return contents;
  } catch (thrown) {
    recordFailure(workshop, operation, thrown, performance.now() - started, { resource });
    throw toProtocolError(thrown);
  }
}

/** A tool as `tools/list` shows it. */
function describeTool({ name, title, description, annotations, input, output }: Tool) {
  return {
    name,
    title,
    description,
    annotations: { ...annotations },
    inputSchema: describeInput(input),
    outputSchema: describeOutput(output),
  };
}

function toCall({ signal, _meta, sendNotification }: RequestExtra): Call {
  const progressToken = _meta?.progressToken;
  return {
    signal,
    progress(phase: Phase) {
      if (progressToken === undefined || signal.aborted) return;
      const params = {
        progressToken,
        progress: PHASES.indexOf(phase) + 1,
        total: PHASES.length,
        message: phase,
      };
      // A client that has gone away no longer cares how far the work has got.
      sendNotification({ method: 'notifications/progress', params }).catch(() => {});
    },
  };
}

/** Reading a resource fails with a protocol error, for which the protocol has no result form. */
function toProtocolError(thrown: unknown): McpError {
  const { code, message, hint, retryable } = toAppError(thrown);
  const kind = ERROR_TRAITS[code].httpStatus < 500 ? ErrorCode.InvalidParams : ErrorCode.InternalError;
  return new McpError(kind, `${code}: ${message} ${hint}`, { code, retryable });
}
