import { AppError } from '../contracts/errors.ts';
import type { Logger } from '../contracts/ports.ts';

/**
 * Says in words for the caller why a thread did not answer.
 *
 * @param fault what the pool or the thread threw.
 * @param of the worker's file, and whether a thread had started at all.
 * @returns BACKEND_UNAVAILABLE when none can start, MEMORY_LIMIT or ENGINE_CRASHED when it died with its job.
 */
export function explainThreadFault(
  fault: unknown,
  { file, hadStarted }: { readonly file: URL; readonly hadStarted: boolean },
): AppError {
  if (isLoadingFault(fault)) {
    const name = file.pathname.split('/').pop();
    const message = `The bundled file ${name}, or one that it needs, is missing or damaged.`;
    const hint = 'Install openscad-mcp-server again.';
    return new AppError('BACKEND_UNAVAILABLE', message, { cause: fault, hint });
  }
  if (!hadStarted) {
    return new AppError('BACKEND_UNAVAILABLE', 'A worker thread cannot start.', { cause: fault });
  }
  if (fault instanceof Error && 'code' in fault && fault.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    const message = 'The model needs more memory than a render may use.';
    return new AppError('MEMORY_LIMIT', message, { cause: fault });
  }
  return new AppError('ENGINE_CRASHED', 'The thread that worked on this model ended.', { cause: fault });
}

/** Whether code could not be loaded. Workers answer with what went wrong later, so it is not a fault of a job. */
function isLoadingFault(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  const isMissing = 'code' in fault && /^(?:ERR_)?MODULE_NOT_FOUND$/.test(String(fault.code));
  return isMissing || fault.name === 'SyntaxError';
}

/** Reports a thread that died without a job. */
export function logFault(logger: Logger, fault: unknown): void {
  logger.error('thread died', { message: fault instanceof Error ? fault.message : String(fault) });
}
