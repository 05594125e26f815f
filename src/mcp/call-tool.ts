import type { z } from 'zod';
import { AppError, ERROR_TRAITS, toAppError } from '../contracts/errors.ts';
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
    const parsed = tool.input.safeParse(args ?? {});
    if (!parsed.success) throw invalidArguments(tool, parsed.error);
    const answer = await tool.run(parsed.data, context);
    const ms = Math.round(performance.now() - started);
    logger.info('call', { tool: tool.name, ok: answer.report.ok, model_id: answer.report.model_id, ms });
    return present(answer);
  } catch (thrown) {
    const error = toAppError(thrown);
    const ms = Math.round(performance.now() - started);
    logger[ERROR_TRAITS[error.code].logLevel]('call failed', {
      tool: tool.name,
      code: error.code,
      ms,
      ...(error.code === 'INTERNAL' ? { cause: describeCause(error.cause) } : {}),
    });
    const report = { ok: false, summary: `${error.code}: ${error.message}`, error: reportError(error) };
    return present({ report, images: [] });
  }
}

/** Names each wrong argument, and for unknown ones those that exist. */
function invalidArguments(tool: Tool, { issues }: z.ZodError): AppError {
  const accepted = Object.keys(tool.input.shape).join(', ');
  const problems = issues.slice(0, 5).map(issue => {
    const where = issue.path.join('.');
    if (issue.code === 'unrecognized_keys') {
      const keys = issue.keys.map(key => JSON.stringify(key.slice(0, 60))).join(', ');
      const known = where === '' ? `; ${tool.name} takes ${accepted}` : '';
      return `unknown ${where === '' ? 'argument' : `field of ${where}`} ${keys}${known}`;
    }
    return `${where}: ${issue.message}`;
  });
  return new AppError('INVALID_INPUT', `${problems.join('. ')}.`);
}

function describeCause(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
