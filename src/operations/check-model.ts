import {
  CHECK_LEVELS,
  type CheckLevel,
  type CheckResult,
  type ExpectationResult,
  type Expectations,
  type PrinterArgument,
  type ReportedFinding,
} from '../contracts/analysis.ts';
import { findMistakes } from '../scad/verdict.ts';
import { checkOutline } from './check-outline.ts';
import { type Stopwatch, withDeadline } from './deadline.ts';
import { type EvaluatedModel, evaluateModel } from './evaluate-model.ts';
import { type ModelArguments, resolveTimeout_s } from './model-arguments.ts';
import { describeShape, type ModelReport, plural, reportModel, withCache } from './report.ts';
import { roundNumbers } from './round-numbers.ts';
import { resultKey } from './shared-work.ts';
import type { Call, Workshop } from './workshop.ts';

export { CHECK_LEVELS };

const FLAT_NOTE =
  'The model is 2D: only its size can be checked; geometry and print are for solids, which linear_extrude() makes.';

/** What a caller wants checked. */
export interface CheckArguments extends ModelArguments {
  /** Default `syntax`, or `geometry` when something is expected of the geometry. */
  readonly level?: CheckLevel;
  readonly printer?: PrinterArgument;
  readonly expect?: Expectations;
}

/** Answer of {@link checkModel}. */
export interface CheckReport extends ModelReport {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly findings?: readonly ReportedFinding[];
  readonly expectations?: readonly ExpectationResult[];
  readonly orientations?: readonly object[];
}

/**
 * Says whether a model is right: no errors and no unknown names; at level `geometry` also a solid without
 * faults; at level `print` also printable; and everything that is expected of it. A model that is wrong but
 * could be checked is a successful check with the verdict `fail`; a check that ended early (memory, crash) has
 * the verdict `unknown` and is not ok.
 *
 * @throws AppError when the work was not done; see `evaluateModel`.
 */
export async function checkModel(
  workshop: Workshop,
  given: CheckArguments,
  call: Call,
): Promise<CheckReport> {
  const stopwatch: Stopwatch = { started: performance.now(), spent: {} };
  const isExpecting = Object.keys(given.expect ?? {}).length > 0;
  // What is expected is a matter of the geometry.
  const level = isExpecting && given.level !== 'print' ? 'geometry' : (given.level ?? 'syntax');
  return withDeadline(call.signal, resolveTimeout_s(workshop, given), async signal => {
    const ownCall = { signal, progress: call.progress };
    const product = level === 'syntax' && !isExpecting ? 'csg' : 'geometry';
    const evaluated = await evaluateModel(workshop, given, product, ownCall, stopwatch);
    const { checked, isKnown } = await checkMesh(workshop, evaluated, { ...given, level }, ownCall);
    const isFlat = evaluated.evaluation?.output.kind === '2d' && level !== 'syntax';
    const notes = [...(isFlat ? [FLAT_NOTE] : []), ...noteUnused(given, level)];
    const report = reportModel(withCache(evaluated, isKnown), stopwatch, notes);
    const verdict = judgeCheck(evaluated, report, checked);
    const warnings = verdict === 'pass' ? countWarnings(report, checked) : 0;
    const lead = warnings === 0 ? verdict : `${verdict}, with ${plural(warnings, 'warning')}`;
    const summary = `${lead}: ${describe(evaluated, verdict, report, checked)}`;
    const found = checked === null ? {} : roundNumbers(checked);
    if (verdict === 'unknown' && evaluated.evaluation === null) return { ...report, summary, verdict };
    const { error: _, ...rest } = report;
    return { ...rest, ok: true, summary, verdict, ...found };
  });
}

/** What was given and made no difference: its giver thinks that it was checked. */
function noteUnused({ printer, expect }: CheckArguments, level: CheckLevel): string[] {
  const isEmpty = expect !== undefined && Object.keys(expect).length === 0;
  return [
    ...(printer === undefined || level === 'print'
      ? []
      : [`printer was not used: level ${level} does not look at printing; ask for level print.`]),
    ...(isEmpty ? ['expect is empty, so nothing was compared with it.'] : []),
  ];
}

async function checkMesh(
  { meshes, shared }: Workshop,
  { evaluation, model }: EvaluatedModel,
  { level = 'syntax', printer = {}, expect = {} }: CheckArguments,
  { signal, progress }: Call,
): Promise<{ checked: CheckResult | null; isKnown: boolean }> {
  if (evaluation?.output.kind === '2d' && level !== 'syntax') {
    return { checked: checkOutline(evaluation.output, expect), isKnown: true };
  }
  if (evaluation?.output.kind !== '3d') return { checked: null, isKnown: true };
  progress('measuring');
  const { mesh } = evaluation.output;
  const { result, isKnown } = await shared.checks.run(
    resultKey(model.id, evaluation, 'check', { level, printer, expect }),
    signal,
    ended => meshes.check({ mesh, level, printer, expect }, ended),
  );
  return { checked: result, isKnown };
}

/** Of OpenSCAD and of the check together: what passes with warnings is not yet what passes. */
function countWarnings({ diagnostics }: ModelReport, checked: CheckResult | null): number {
  return [...diagnostics, ...(checked?.findings ?? [])].filter(({ severity }) => severity === 'warning')
    .length;
}

function describe(
  { fault, evaluation }: EvaluatedModel,
  verdict: CheckReport['verdict'],
  { summary }: ModelReport,
  checked: CheckResult | null,
): string {
  const shape = evaluation === null ? null : describeShape(evaluation.output);
  // "No warnings", which OpenSCAD has none of, would contradict those of the check.
  const isQuiet = checked?.findings.some(({ severity }) => severity !== 'info') === true;
  const parts = [fault === null && shape !== null && isQuiet ? `${shape}.` : summary];
  const isFlat = evaluation?.output.kind === '2d';
  if (fault === null && verdict === 'fail' && checked === null) {
    parts.unshift('the script runs, but not as it was meant to.');
  }
  if (checked !== null) parts.push(isFlat ? '' : countFindings(checked), countExpectations(checked));
  return parts.filter(part => part !== '').join(' ');
}

function countFindings({ findings }: CheckResult): string {
  if (findings.length === 0) return 'Nothing was found wrong with the geometry.';
  const worst = findings.slice(0, 3).map(({ message }) => message);
  const more = findings.length > worst.length ? ` and ${findings.length - worst.length} more` : '';
  return `Found: ${worst.join(' ')}${more}`;
}

function countExpectations({ expectations }: CheckResult): string {
  if (expectations.length === 0) return '';
  const failed = expectations.filter(({ verdict }) => verdict !== 'pass');
  const met = expectations.length - failed.length;
  const names = failed.map(({ name, verdict }) => `${name} (${verdict})`).join(', ');
  return `${met} of ${expectations.length} expectations are met${names === '' ? '' : `; not: ${names}`}.`;
}

function judgeCheck(
  { evaluation, fault }: EvaluatedModel,
  { diagnostics }: ModelReport,
  checked: CheckResult | null,
): CheckReport['verdict'] {
  // A run that ended early says something about the model only when the model's own recursion ended it.
  if (evaluation === null && fault?.code !== 'SCAD_RUNTIME') return 'unknown';
  const isWrong = fault !== null || findMistakes(diagnostics).length > 0;
  const hasErrors = checked?.findings.some(({ severity }) => severity === 'error') ?? false;
  const verdicts = checked?.expectations.map(({ verdict }) => verdict) ?? [];
  if (isWrong || hasErrors || verdicts.includes('fail')) return 'fail';
  return verdicts.includes('unknown') ? 'unknown' : 'pass';
}
