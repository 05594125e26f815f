import { posix } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Diagnostic } from '../contracts/diagnostics.ts';
import { AppError } from '../contracts/errors.ts';
import type { EvaluationOutput, EvaluationProduct } from '../contracts/evaluation-protocol.ts';
import { type FileSet, MODEL_ROOT } from '../contracts/model.ts';
import { describeEngine } from '../contracts/native.ts';
import type { EngineAnswer, Evaluation } from '../contracts/ports.ts';
import { stageMissing } from '../project/staging.ts';
import { findTopLevelNote } from '../scad/diagnostics.ts';
import { warnOfStraySemicolons } from '../scad/stray-semicolons.ts';
import { findTreeFiles } from '../scad/tree-files.ts';
import { judge } from '../scad/verdict.ts';
import type { Stopwatch } from './deadline.ts';
import { explainMissing } from './explain-missing.ts';
import type { ModelArguments } from './model-arguments.ts';
import { warnOfMesh, warnOfMissingImports, warnOfUsedBosl2 } from './model-warnings.ts';
import { pointToRoots } from './point-to-roots.ts';
import { readDiagnostics } from './read-diagnostics.ts';
import { identify, type ResolvedModel, resolveModel, stageRequested } from './resolve-model.ts';
import type { EvaluatedOnce } from './shared-work.ts';
import type { Call, Workshop } from './workshop.ts';

/** A model after OpenSCAD has seen it, with the verdict on it. */
export interface EvaluatedModel {
  readonly model: ResolvedModel;
  /** What OpenSCAD made of it; null when the run itself failed. */
  readonly evaluation: Evaluation | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Why the model is not right, or null. Geometry may be there all the same. */
  readonly fault: AppError | null;
  /** `hit` when nothing was left to do, `mesh` when the geometry was known. */
  readonly cache: 'hit' | 'mesh' | 'miss';
}

/** Runs after which a model that still asks for further files gets what it has. */
const MAX_RUNS = 8;

/**
 * Stages and evaluates a model, or takes its geometry from the models already known.
 *
 * A wrong model is an answer, not an exception.
 *
 * @throws AppError for input that cannot be staged and for work that was not done (deadline, queue…).
 */
export async function evaluateModel(
  workshop: Workshop,
  given: ModelArguments,
  product: EvaluationProduct,
  call: Call,
  stopwatch: Stopwatch,
): Promise<EvaluatedModel> {
  call.progress('staging');
  const resolved = await resolveModel(workshop, given, call.signal);
  stopwatch.spent.stage = performance.now() - stopwatch.started;
  if (product === 'geometry') {
    const known = await findKnown(workshop, resolved, given);
    if (known !== null)
      return { ...(await judgeModel(workshop, known.model, known.evaluation, product, [])), cache: 'mesh' };
  }
  call.progress('evaluating');
  const started = performance.now();
  const { result, isKnown } = await workshop.shared.evaluations.run(
    `${resolved.id} ${product}`,
    call.signal,
    ended => evaluateOnce(workshop, resolved, product, ended),
    evaluated => isLasting(evaluated, resolved, product),
  );
  if (!isKnown) stopwatch.spent.evaluate = (stopwatch.spent.evaluate ?? 0) + performance.now() - started;
  const cache = isKnown ? 'hit' : 'miss';
  const { id, fileSet, evaluation } = result;
  const model = { ...resolved, id, fileSet };
  if (evaluation === null) return { ...failedRun(model, result), cache };
  // Also for one that joined: the call that evaluated may have had less room for models.
  keepModel(workshop, model, product === 'geometry' ? evaluation : null);
  return { ...(await judgeModel(workshop, model, evaluation, product, result.missing)), cache };
}

/** A model whose geometry is known: from the engine that is asked first, or from the one that helped out before. */
async function findKnown(
  workshop: Workshop,
  model: ResolvedModel,
  given: ModelArguments,
): Promise<{ readonly model: ResolvedModel; readonly evaluation: Evaluation } | null> {
  const evaluation = await findEvaluation(workshop, model, given);
  if (evaluation !== null) return { model, evaluation };
  const { native } = await workshop.engine.status();
  if (native?.use !== 'fallback' || native.version === null) return null;
  const helped = identify(model, { engine: 'native', version: native.version });
  const other = await findEvaluation(workshop, helped, given);
  return other === null ? null : { model: helped, evaluation: other };
}

/**
 * The geometry of a model that is known. A model on disk may have got files since that it missed: unless their
 * names are remembered, and so have just been looked for, it has to run again to find out.
 */
async function findEvaluation(
  { models, runtimeFiles }: Workshop,
  { id, literalId, origin }: ResolvedModel,
  { model_id }: ModelArguments,
): Promise<Evaluation | null> {
  const evaluation = (await models.get(id))?.evaluation ?? null;
  if (evaluation === null || origin === null || model_id !== undefined) return evaluation;
  return missesFiles(evaluation.diagnostics) && runtimeFiles.recall(literalId).length === 0
    ? null
    : evaluation;
}

/**
 * Whether a later call would get the same again. Geometry is kept with the model; faults of the server are
 * not kept at all, nor what files might change that are not part of the model's id.
 */
function isLasting(evaluated: EvaluatedOnce, { id }: ResolvedModel, product: EvaluationProduct): boolean {
  const { evaluation, failure, missing, diagnostics } = evaluated;
  const isRight = evaluation !== null && product !== 'geometry';
  const isWrong = failure?.code === 'SCAD_RUNTIME';
  return (isRight || isWrong) && evaluated.id === id && missing.length === 0 && !missesFiles(diagnostics);
}

function missesFiles(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ code }) => code === 'FILE_NOT_FOUND');
}

function keepModel({ models }: Workshop, model: ResolvedModel, evaluation: Evaluation | null): void {
  const { id, fileSet, origin, parameters, quality } = model;
  models.put({ id, fileSet, origin, parameters, quality, evaluation });
}

/** Evaluates for all calls that want the same. */
async function evaluateOnce(
  workshop: Workshop,
  resolved: ResolvedModel,
  product: EvaluationProduct,
  signal: AbortSignal,
): Promise<EvaluatedOnce> {
  const { model, answer } = await runModel(workshop, resolved, product, signal);
  const { id, fileSet } = model;
  const logged = await readDiagnostics(workshop, model, answer.log);
  const diagnostics = [...logged, ...(answer.diagnostics ?? [])];
  if (!answer.ok) {
    const { code, message } = answer;
    return { id, fileSet, evaluation: null, failure: { code, message }, diagnostics, missing: [] };
  }
  const missing = await findMissingInTree(workshop, model, answer.output, signal);
  const topLevel = findTopLevelNote([...answer.log.head, ...answer.log.tail]);
  const evaluation = {
    output: answer.output,
    diagnostics,
    topLevel,
    ...(answer.by?.engine === 'native' ? { engine: describeEngine(answer.by) } : {}),
  };
  if (product === 'geometry') {
    keepModel(workshop, model, evaluation);
    // A call that looked for the model just before it was kept still finds the run under way.
    await setImmediate();
  }
  return { id, fileSet, evaluation, failure: null, diagnostics, missing };
}

/** Files that a tree names and that are not to be had; a run that builds geometry says so itself. */
async function findMissingInTree(
  workshop: Workshop,
  { fileSet, origin }: ResolvedModel,
  output: EvaluationOutput,
  signal: AbortSignal,
): Promise<string[]> {
  if (output.kind !== 'document') return [];
  const isThere = (files: FileSet, path: string) => files.files.some(file => file.path === path);
  const named = findTreeFiles(new TextDecoder().decode(output.bytes)).filter(path => !isThere(fileSet, path));
  if (named.length === 0) return [];
  const wanted = named.map(path => ({ kind: 'import' as const, path: posix.join(MODEL_ROOT, path) }));
  const staged = (await stageMissing(fileSet, origin, wanted, workshop.staging, signal)) ?? fileSet;
  return named.filter(path => !isThere(staged, path));
}

/** Evaluates, and evaluates again while the run asks for files that can be had. */
async function runModel(
  workshop: Workshop,
  resolved: ResolvedModel,
  product: EvaluationProduct,
  signal: AbortSignal,
): Promise<{ model: ResolvedModel; answer: EngineAnswer }> {
  let model = resolved;
  for (let run = 1; ; run++) {
    const answer = await workshop.engine.evaluate({ ...model, product }, signal);
    const next = run < MAX_RUNS ? await stageRequested(workshop, model, answer.log, signal) : null;
    if (next === null) return { model: answer.by === undefined ? model : identify(model, answer.by), answer };
    model = next;
  }
}

function failedRun(
  model: ResolvedModel,
  { failure, diagnostics }: EvaluatedOnce,
): Omit<EvaluatedModel, 'cache'> {
  const all = [...model.diagnostics, ...warnOfUsedBosl2(model.fileSet), ...diagnostics];
  const fault = failure === null ? null : new AppError(failure.code, failure.message);
  return { model, evaluation: null, diagnostics: all, fault };
}

async function judgeModel(
  { staging }: Workshop,
  model: ResolvedModel,
  evaluation: Evaluation,
  product: EvaluationProduct,
  missing: readonly string[],
): Promise<Omit<EvaluatedModel, 'cache'>> {
  const { output, diagnostics, topLevel } = evaluation;
  // A tree or a drawing was asked for; whether there is geometry is another question.
  const hasGeometry = product === 'geometry' ? output.kind !== 'none' : true;
  const fault = judge({ diagnostics, topLevel, hasGeometry });
  const warnings =
    product !== 'geometry'
      ? await pointToRoots(
          explainMissing(warnOfMissingImports(model.fileSet, missing), model),
          model,
          staging,
        )
      : warnOfMesh(output);
  return {
    model,
    evaluation,
    // What the caller set comes first: it is the cause of much that follows.
    diagnostics: [
      ...model.diagnostics,
      ...warnOfUsedBosl2(model.fileSet),
      ...warnOfStraySemicolons(model.fileSet.files),
      ...diagnostics,
      ...warnings,
    ],
    fault,
  };
}
