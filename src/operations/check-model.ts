import { type Stopwatch, withDeadline } from './deadline.ts';
import { evaluateModel } from './evaluate-model.ts';
import { type ModelArguments, resolveTimeout_s } from './model-arguments.ts';
import { type ModelReport, reportModel } from './report.ts';
import type { Call, Workshop } from './workshop.ts';

/** How deep a check goes. `syntax` runs the script without building geometry. */
export const CHECK_LEVELS = ['syntax'] as const;

/** A member of {@link CHECK_LEVELS}. */
export type CheckLevel = (typeof CHECK_LEVELS)[number];

/** Answer of {@link checkModel}. */
export interface CheckReport extends ModelReport {
  readonly verdict: 'pass' | 'fail' | 'unknown';
}

/**
 * Says whether a model is right. A model that is wrong but could be checked is a successful check with
 * the verdict `fail`; a check that ended early (memory, crash) has the verdict `unknown` and is not ok.
 *
 * @throws AppError when the work was not done; see `evaluateModel`.
 */
export async function checkModel(
  workshop: Workshop,
  given: ModelArguments,
  call: Call,
): Promise<CheckReport> {
  const stopwatch: Stopwatch = { started: performance.now(), spent: {} };
  return withDeadline(call.signal, resolveTimeout_s(workshop, given), async signal => {
    const ownCall = { signal, progress: call.progress };
    const evaluated = await evaluateModel(workshop, given, 'csg', ownCall, stopwatch);
    const report = reportModel(evaluated, stopwatch);
    if (evaluated.answer === null && evaluated.fault?.code !== 'SCAD_RUNTIME') {
      return { ...report, verdict: 'unknown' };
    }
    const { error, ...rest } = report;
    return { ...rest, ok: true, verdict: error === undefined ? 'pass' : 'fail' };
  });
}
