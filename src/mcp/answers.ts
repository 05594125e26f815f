import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { AppError, ERROR_TRAITS, toAppError } from '../contracts/errors.ts';
import { escapeHidden } from '../contracts/hidden-text.ts';
import { reportError } from '../operations/report.ts';
import type { ServerFacts } from '../operations/report-status.ts';
import type { Call, Workshop } from '../operations/workshop.ts';
import { callTool, recordFailure } from './call-tool.ts';
import { type CompletionRequest, complete } from './complete.ts';
import type { CallResult } from './present.ts';
import { prompts, writePrompt } from './prompts/index.ts';
import { readResource } from './resources.ts';
import { tools } from './tools/index.ts';

export { listResources, RESOURCE_TEMPLATES } from './resources.ts';

/** What requests are answered with. */
export interface Served {
  readonly workshop: Workshop;
  readonly facts: ServerFacts;
}

/** A tool as a client calls it. */
export interface ToolRequest {
  readonly name: string;
  readonly arguments?: unknown;
  /** Whether the client shows MCP Apps. */
  readonly showsApps: boolean;
}

/** Calls a tool by its name. @throws McpError for a name that no tool has; all else is a result. */
export async function answerToolCall(
  { name, arguments: args, showsApps }: ToolRequest,
  { workshop, facts }: Served,
  call: Call,
): Promise<CallResult> {
  const tool = tools.find(known => known.name === name);
  if (tool !== undefined) return callTool(tool, args, { workshop, facts, call, showsApps });
  const known = tools.map(({ name }) => name).join(', ');
  recordFailure(workshop, 'unknown tool', new AppError('INVALID_INPUT', 'There is no such tool.'), 0);
  throw new McpError(
    ErrorCode.InvalidParams,
    `Unknown tool ${escapeHidden(name.slice(0, 80))}; there are ${known}.`,
  );
}

/** Reads a resource, logs it and counts it as a call of a tool. @throws McpError */
export async function answerRead(uri: string, { workshop, facts }: Served, call: Call) {
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

/** Every prompt as `prompts/list` shows it. */
export function listPrompts() {
  return prompts.map(({ name, title, description, arguments: accepted }) => ({
    name,
    title,
    description,
    arguments: accepted.map(argument => ({
      name: argument.name,
      description: argument.description,
      required: argument.required,
    })),
  }));
}

/** Writes a prompt as `prompts/get` returns it. @throws McpError */
export function answerPrompt(name: string, values: Readonly<Record<string, string>>) {
  try {
    const { description, text } = writePrompt(name, values);
    return { description, messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }] };
  } catch (thrown) {
    throw toProtocolError(thrown);
  }
}

/** Suggests values for an argument that a person types. @throws McpError */
export async function answerCompletion(
  request: CompletionRequest,
  { workshop }: Served,
  listModels: boolean,
) {
  try {
    return await complete(request, { workshop, listModels });
  } catch (thrown) {
    throw toProtocolError(thrown);
  }
}

/** Resources and prompts fail with a protocol error, as the protocol has no result form for their failures. */
function toProtocolError(thrown: unknown): McpError {
  const { code, message, hint, retryable } = reportError(toAppError(thrown));
  const kind = ERROR_TRAITS[code].httpStatus < 500 ? ErrorCode.InvalidParams : ErrorCode.InternalError;
  return new McpError(kind, `${code}: ${message} ${hint}`, { code, retryable });
}
