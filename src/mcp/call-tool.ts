import { type AppError, ERROR_TRAITS, toAppError } from '../contracts/errors.ts';
import type { Logger } from '../contracts/ports.ts';
import { reportError } from '../operations/report.ts';
import { type CallResult, present } from './present.ts';
import type { Tool, ToolContext } from './tool.ts';

/**
 * Runs a tool on what a client sent. Whatever goes wrong comes back as a result with `isError`, so
 * that the model behind the client can read it and do better; nothing is thrown.
 */
export async function callTool(tool: Tool, args: unknown, context: ToolContext): Promise<CallResult> {
  const started = performance.now();
  const { logger } = context.workshop;
  try {
    const answer = await tool.run(args ?? {}, context);
    const ms = Math.round(performance.now() - started);
    logger.info('call', { tool: tool.name, ok: answer.report.ok, model_id: answer.report.model_id, ms });
    return present(answer);
  } catch (thrown) {
    const error = toAppError(thrown);
    logFailure(logger, error, { tool: tool.name, ms: Math.round(performance.now() - started) });
    const report = { ok: false, summary: `${error.code}: ${error.message}`, error: reportError(error) };
    return present({ report, images: [] });
  }
}

/** Logs a failed request; the cause, which no client gets to see, where somebody has to look into it. */
export function logFailure(logger: Logger, error: AppError, fields: Readonly<Record<string, unknown>>): void {
  const level = ERROR_TRAITS[error.code].logLevel;
  const cause = level === 'error' && error.cause !== undefined ? { cause: describeCause(error.cause) } : {};
  logger[level]('request failed', { ...fields, code: error.code, ...cause });
}

function describeCause(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
