import { AppError } from '../contracts/errors.ts';

/** Everything so far, in milliseconds by phase; `total` is added when a report is made. */
export interface Stopwatch {
  readonly started: number;
  readonly spent: { stage?: number; evaluate?: number; analyse?: number; draw?: number; encode?: number };
}

/**
 * Runs work under a deadline. The work's signal is aborted with an AppError: DEADLINE_EXCEEDED when
 * the time is up, CANCELLED when the caller gave up, or the caller's own AppError.
 *
 * @param timeout_s seconds from now, queueing included.
 */
export async function withDeadline<T>(
  caller: AbortSignal,
  timeout_s: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const cancel = () => controller.abort(toReason(caller.reason));
  const timer = setTimeout(() => controller.abort(deadlineExceeded(timeout_s)), timeout_s * 1000);
  if (caller.aborted) cancel();
  caller.addEventListener('abort', cancel, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    caller.removeEventListener('abort', cancel);
  }
}

function deadlineExceeded(timeout_s: number): AppError {
  return new AppError('DEADLINE_EXCEEDED', `The model was not finished within ${timeout_s} s.`);
}

/** What a caller who gave up is told: the AppError they gave up with, or else CANCELLED. */
export function toReason(reason: unknown): AppError {
  if (reason instanceof AppError) return reason;
  return new AppError('CANCELLED', 'The call was cancelled.', { cause: reason });
}
