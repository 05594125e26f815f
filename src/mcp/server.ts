import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { PHASES, type Phase } from '../contracts/model.ts';
import { APPS_EXTENSION, VIEWER_MIME_TYPE } from '../contracts/viewer.ts';
import type { Call } from '../operations/workshop.ts';
import type { Served } from './answers.ts';
import { INSTRUCTIONS } from './instructions.ts';
import { toolList } from './tool-list.ts';

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
  /** As clients are told. */
  readonly version: string;
  /** Gives what requests are answered with; asked at each of them. */
  readonly open: () => Promise<Served>;
  /**
   * Whether `resources/list` names the latest models. They are those of all clients, so this is for a
   * server with one client only; whoever knows a model's id can read it either way.
   */
  readonly listModels: boolean;
}

/**
 * Loads the code behind all requests but the list of tools, which a client asks for first and waits for. The first
 * such request does so by itself, a little later.
 */
export const loadAnswers = () => import('./answers.ts');

/**
 * Makes an MCP server over a workshop; it still has to be connected to a transport. Each connection
 * gets a server of its own, so that no client sees another's messages.
 *
 * The library's lower-level class is used, because its higher one answers invalid arguments by itself,
 * without our error codes.
 */
export function createMcpServer({ version, open, listModels }: McpServerOptions): Server {
  const server = new Server(
    { name: 'openscad-mcp-server', title: 'OpenSCAD', version },
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
    const showsApps = server.getClientCapabilities()?.extensions?.[APPS_EXTENSION] !== undefined;
    const { answerToolCall } = await loadAnswers();
    return answerToolCall({ ...params, showsApps }, await open(), toCall(extra));
  });
  handleResources(server, open, listModels);
  handlePrompts(server, open, listModels);
  return server;
}

/** Answers what is asked about resources. */
function handleResources(server: Server, open: McpServerOptions['open'], listModels: boolean): void {
  server.setRequestHandler(ListResourcesRequestSchema, async () => {
    const { listResources } = await loadAnswers();
    const { workshop } = await open();
    return { resources: listResources(workshop, listModels) };
  });
  server.setRequestHandler(ListResourceTemplatesRequestSchema, async () => {
    const { RESOURCE_TEMPLATES } = await loadAnswers();
    return { resourceTemplates: RESOURCE_TEMPLATES };
  });
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params }, extra) => {
    const { answerRead } = await loadAnswers();
    return { contents: [await answerRead(params.uri, await open(), toCall(extra))] };
  });
}

/** Answers what is asked about prompts, and suggests values for arguments that a person types. */
function handlePrompts(server: Server, open: McpServerOptions['open'], listModels: boolean): void {
  server.setRequestHandler(ListPromptsRequestSchema, async () => {
    const { listPrompts } = await loadAnswers();
    return { prompts: listPrompts() };
  });
  server.setRequestHandler(GetPromptRequestSchema, async ({ params }) => {
    const { answerPrompt } = await loadAnswers();
    return answerPrompt(params.name, params.arguments ?? {});
  });
  server.setRequestHandler(CompleteRequestSchema, async ({ params }) => {
    const { ref, argument, context } = params;
    const request = { ref, argument, known: context?.arguments ?? {} };
    const { answerCompletion } = await loadAnswers();
    return { completion: await answerCompletion(request, await open(), listModels) };
  });
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
