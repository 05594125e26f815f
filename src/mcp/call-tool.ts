import { ERROR_TRAITS, type ErrorCode, toAppError } from '../contracts/errors.ts';
import type { LogFields } from '../contracts/ports.ts';
import { reportError } from '../operations/report.ts';
import type { Workshop } from '../operations/workshop.ts';
import { type CallResult, present } from './present.ts';
import type { Tool, ToolAnswer, ToolContext } from './tool.ts';

/** Calls that somebody ended on purpose; how their threads ended is of no interest. */
const WANTED_ENDS: ReadonlySet<ErrorCode> = new Set(['CANCELLED', 'SHUTTING_DOWN']);

/**
 * Runs a tool on what a client sent. Whatever goes wrong comes back as a result with `isError`, so
 * that the model behind the client can read it and do better; nothing is thrown.
 */
export async function callTool(tool: Tool, args: unknown, context: ToolContext): Promise<CallResult> {
  const started = performance.now();
  const { workshop } = context;
  workshop.logger.debug('call begins', { operation: tool.name, ...describeSource(args) });
  try {
    const answer = await tool.run(args ?? {}, context);
    recordAnswer(workshop, tool.name, answer.report, performance.now() - started);
    return present(answer);
  } catch (thrown) {
    const error = reportError(toAppError(thrown));
    recordFailure(workshop, tool.name, thrown, performance.now() - started);
    const report = { ok: false, summary: `${error.code}: ${error.message}`, error };
    return present({ report, images: [] });
  }
}

/** Logs and counts a call that was answered; a wrong model is an answer, too. */
function recordAnswer(
  { logger, metrics, engine }: Workshop,
  operation: string,
  report: ToolAnswer['report'],
  durationMs: number,
): void {
  const { ok, model_id, cache, timing_ms } = report;
  const code = readErrorCode(report);
  const answeredBy = typeof report.engine === 'string' ? report.engine : engine.name;
  logger.info('call', {
    operation,
    ok,
    ...(code === null ? {} : { code }),
    ms: Math.round(durationMs),
    ...(typeof model_id === 'string' ? { model_id } : {}),
    // server_status has a field of this name, too, which says something else.
    ...(typeof cache === 'string' ? { cache, engine: answeredBy } : {}),
  });
  metrics.countCall(operation, code ?? 'ok', durationMs);
  for (const [phase, ms] of Object.entries(timing_ms ?? {})) {
    if (typeof ms === 'number') metrics.observePhase(phase, ms);
  }
}

/**
 * Logs and counts a call that failed; with the cause, which no client gets to see, where somebody has to
 * look into it, and at level debug for all.
 */
export function recordFailure(
  { logger, metrics }: Workshop,
  operation: string,
  thrown: unknown,
  durationMs: number,
  fields: LogFields = {},
): void {
  const { code, cause } = toAppError(thrown);
  const level = ERROR_TRAITS[code].logLevel;
  const reason = cause === undefined ? {} : { cause: describeCause(cause) };
  const record = { operation, ok: false, code, ms: Math.round(durationMs), ...fields };
  logger[level]('call', level === 'error' ? { ...record, ...reason } : record);
  const isFault = level !== 'error' && cause !== undefined && !WANTED_ENDS.has(code);
  if (isFault) logger.debug('cause', { operation, code, ...reason });
  metrics.countCall(operation, code, durationMs);
}

function readErrorCode({ error }: ToolAnswer['report']): ErrorCode | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && isErrorCode(code) ? code : null;
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_TRAITS, code);
}

/** Which model is asked about; never its text. */
function describeSource(args: unknown): LogFields {
  if (typeof args !== 'object' || args === null) return {};
  const fields = ['path', 'model_id', 'output_path'].map(name => [name, Reflect.get(args, name)] as const);
  return Object.fromEntries(fields.filter(([, value]) => typeof value === 'string'));
}

function describeCause(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
