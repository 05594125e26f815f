import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { AppError, ERROR_TRAITS, toAppError } from '../contracts/errors.ts';
import { escapeHidden } from '../contracts/hidden-text.ts';
import { PHASES, type Phase } from '../contracts/model.ts';
import { APPS_EXTENSION, VIEWER_MIME_TYPE } from '../contracts/viewer.ts';
import { reportError } from '../operations/report.ts';
import type { ServerFacts } from '../operations/report-status.ts';
import type { Call, Workshop } from '../operations/workshop.ts';
import { callTool, recordFailure } from './call-tool.ts';
import { complete } from './complete.ts';
import { INSTRUCTIONS } from './instructions.ts';
import { prompts, writePrompt } from './prompts/index.ts';
import type { Prompt } from './prompts/prompt.ts';
import { listResources, RESOURCE_TEMPLATES, readResource } from './resources.ts';
import { toolList } from './tool-list.ts';
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
    {
      capabilities: {
        tools: {},
        resources: {},
        prompts: {},
        completions: {},
        extensions: { [APPS_EXTENSION]: { mimeTypes: [VIEWER_MIME_TYPE] } },
      },
      instructions: INSTRUCTIONS,
    },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: toolList }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const tool = tools.find(({ name }) => name === params.name);
    if (tool === undefined) {
      const known = tools.map(({ name }) => name).join(', ');
      recordFailure(workshop, 'unknown tool', new AppError('INVALID_INPUT', 'There is no such tool.'), 0);
      throw new McpError(
        ErrorCode.InvalidParams,
        `Unknown tool ${escapeHidden(params.name.slice(0, 80))}; there are ${known}.`,
      );
    }
    const showsApps = server.getClientCapabilities()?.extensions?.[APPS_EXTENSION] !== undefined;
    return callTool(tool, params.arguments, { workshop, facts, call: toCall(extra), showsApps });
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
  handlePrompts(server, workshop, listModels);
  return server;
}

/** Answers what is asked about prompts, and suggests values for arguments that a person types. */
function handlePrompts(server: Server, workshop: Workshop, listModels: boolean): void {
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: prompts.map(describePrompt) }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) => {
    try {
      const { description, text } = writePrompt(params.name, params.arguments ?? {});
      return { description, messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }] };
    } catch (thrown) {
      throw toProtocolError(thrown);
    }
  });
  server.setRequestHandler(CompleteRequestSchema, async ({ params }) => {
    const { ref, argument, context } = params;
    const request = { ref, argument, known: context?.arguments ?? {} };
    const completion = await complete(request, { workshop, listModels }).catch(thrown => {
      throw toProtocolError(thrown);
    });
    return { completion };
  });
}

/** A prompt as `prompts/list` shows it. */
function describePrompt({ name, title, description, arguments: accepted }: Prompt) {
  return {
    name,
    title,
    description,
    arguments: accepted.map(argument => ({
      name: argument.name,
      description: argument.description,
      required: argument.required,
    })),
  };
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
  const { code, message, hint, retryable } = reportError(toAppError(thrown));
  const kind = ERROR_TRAITS[code].httpStatus < 500 ? ErrorCode.InvalidParams : ErrorCode.InternalError;
  return new McpError(kind, `${code}: ${message} ${hint}`, { code, retryable });
}
