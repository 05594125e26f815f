import { type Stopwatch, withDeadline } from './deadline.ts';
import { evaluateModel } from './evaluate-model.ts';
import { type ModelArguments, resolveTimeout_s } from './model-arguments.ts';
import { type ModelReport, reportModel } from './report.ts';
import { resolveModel } from './resolve-model.ts';
import type { Call, Workshop } from './workshop.ts';

/**
 * Evaluates a model for a viewer that draws it by itself, and reports on it.
 *
 * @throws AppError as `evaluateModel`.
 */
export async function viewModel(workshop: Workshop, given: ModelArguments, call: Call): Promise<ModelReport> {
  const stopwatch: Stopwatch = { started: performance.now(), spent: {} };
  return withDeadline(call.signal, resolveTimeout_s(workshop, given), async signal => {
    const ownCall = { signal, progress: call.progress };
    return reportModel(await evaluateModel(workshop, given, 'geometry', ownCall, stopwatch), stopwatch);
  });
}

/**
 * The id that a model has as its files are now. Two answers differ when one of its files changed, came or went.
 *
 * @throws AppError for input that cannot be staged.
 */
export async function identifyModel(
  workshop: Workshop,
  given: ModelArguments,
  signal: AbortSignal,
): Promise<string> {
  return (await resolveModel(workshop, given, signal)).id;
}
