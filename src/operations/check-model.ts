import type { DiagnosticCode } from '../contracts/diagnostics.ts';
import { type Stopwatch, withDeadline } from './deadline.ts';
import { type EvaluatedModel, evaluateModel } from './evaluate-model.ts';
import { type ModelArguments, resolveTimeout_s } from './model-arguments.ts';
import { type ModelReport, reportModel } from './report.ts';
import type { Call, Workshop } from './workshop.ts';

/** How deep a check goes. `syntax` runs the script without building geometry. */
export const CHECK_LEVELS = ['syntax'] as const;

/** A member of {@link CHECK_LEVELS}. */
export type CheckLevel = (typeof CHECK_LEVELS)[number];

/**
 * Warnings that mean that the script is not what its author meant: OpenSCAD goes on with nothing in the
 * place of the name.
 */
const FAILING_WARNINGS: ReadonlySet<DiagnosticCode> = new Set([
  'UNKNOWN_MODULE',
  'UNKNOWN_FUNCTION',
  'UNKNOWN_VARIABLE',
  'UNKNOWN_PARAMETER',
  'BAD_ARGUMENT',
  'BAD_OPERATION',
  'FILE_NOT_FOUND',
]);

/** Answer of {@link checkModel}. */
export interface CheckReport extends ModelReport {
  readonly verdict: 'pass' | 'fail' | 'unknown';
}

/**
 * Says whether a model is right: no errors and no unknown names. A model that is wrong but could be checked is a successful check with
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
    const verdict = judgeCheck(evaluated, report);
    const summary = `${verdict}: ${describe(evaluated, verdict, report)}`;
    if (verdict === 'unknown') return { ...report, summary, verdict };
    const { error: _, ...rest } = report;
    return { ...rest, ok: true, summary, verdict };
  });
}

function describe(
  { fault }: EvaluatedModel,
  verdict: CheckReport['verdict'],
  { summary }: ModelReport,
): string {
  if (fault !== null || verdict !== 'fail') return summary;
  return `the script runs, but not as it was meant to. ${summary}`;
}

function judgeCheck(
  { evaluation, fault }: EvaluatedModel,
  { diagnostics }: ModelReport,
): CheckReport['verdict'] {
  // A run that ended early says something about the model only when the model's own recursion ended it.
  if (evaluation === null && fault?.code !== 'SCAD_RUNTIME') return 'unknown';
  const isWrong = fault !== null || diagnostics.some(({ code }) => FAILING_WARNINGS.has(code));
  return isWrong ? 'fail' : 'pass';
}
