import { posix } from 'node:path';
import type { Diagnostic } from '../contracts/diagnostics.ts';
import { AppError } from '../contracts/errors.ts';
import { type FileSet, MODEL_ROOT } from '../contracts/model.ts';
import type { Evaluation } from '../contracts/ports.ts';
import type { EvaluateResponse, EvaluationOutput, EvaluationProduct } from '../contracts/worker-protocol.ts';
import { stageMissing } from '../project/staging.ts';
import { findTopLevelNote } from '../scad/diagnostics.ts';
import { findTreeFiles } from '../scad/tree-files.ts';
import { judge } from '../scad/verdict.ts';
import type { Stopwatch } from './deadline.ts';
import { explainMissing } from './explain-missing.ts';
import type { ModelArguments } from './model-arguments.ts';
import { warnOfMesh, warnOfMissingImports, warnOfUsedBosl2 } from './model-warnings.ts';
import { readDiagnostics } from './read-diagnostics.ts';
import { type ResolvedModel, resolveModel, stageRequested } from './resolve-model.ts';
import type { Call, Workshop } from './workshop.ts';

/** A model after OpenSCAD has seen it, with the verdict on it. */
export interface EvaluatedModel {
  readonly model: ResolvedModel;
  /** What OpenSCAD made of it; null when the run itself failed. */
  readonly evaluation: Evaluation | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Why the model is not right, or null. Geometry may be there all the same. */
  readonly fault: AppError | null;
  readonly cache: 'mesh' | 'miss';
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
  const known = workshop.models.get(resolved.id)?.evaluation ?? null;
  if (product === 'geometry' && known !== null)
    return { ...judgeModel(resolved, known, product, []), cache: 'mesh' };
  call.progress('evaluating');
  const started = performance.now();
  const { model, answer } = await runModel(workshop, resolved, product, call.signal);
  stopwatch.spent.evaluate = (stopwatch.spent.evaluate ?? 0) + performance.now() - started;
  const logged = await readDiagnostics(workshop, model, answer.log);
  const diagnostics = [...logged, ...(answer.diagnostics ?? [])];
  if (!answer.ok) return { ...failedRun(model, answer, diagnostics), cache: 'miss' };
  const missing = await findMissingInTree(workshop, model, answer.output, call.signal);
  const topLevel = findTopLevelNote([...answer.log.head, ...answer.log.tail]);
  const evaluation = { output: answer.output, diagnostics, topLevel };
  const { id, fileSet, origin, parameters, quality } = model;
  const kept = product === 'geometry' ? evaluation : null;
  workshop.models.put({ id, fileSet, origin, parameters, quality, evaluation: kept });
  return { ...judgeModel(model, evaluation, product, missing), cache: 'miss' };
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
): Promise<{ model: ResolvedModel; answer: EvaluateResponse }> {
  let model = resolved;
  for (let run = 1; ; run++) {
    const answer = await workshop.engine.evaluate({ ...model, product }, signal);
    const next = run < MAX_RUNS ? await stageRequested(workshop, model, answer.log, signal) : null;
    if (next === null) return { model, answer };
    model = next;
  }
}

function failedRun(
  model: ResolvedModel,
  { code, message }: Extract<EvaluateResponse, { ok: false }>,
  diagnostics: readonly Diagnostic[],
): Omit<EvaluatedModel, 'cache'> {
  const all = [...model.diagnostics, ...warnOfUsedBosl2(model.fileSet), ...diagnostics];
  return { model, evaluation: null, diagnostics: all, fault: new AppError(code, message) };
}

function judgeModel(
  model: ResolvedModel,
  evaluation: Evaluation,
  product: EvaluationProduct,
  missing: readonly string[],
): Omit<EvaluatedModel, 'cache'> {
  const { output, diagnostics, topLevel } = evaluation;
  // A tree or a drawing was asked for; whether there is geometry is another question.
  const hasGeometry = product === 'geometry' ? output.kind !== 'none' : true;
  const fault = judge({ diagnostics, topLevel, hasGeometry });
  const warnings =
    product !== 'geometry'
      ? explainMissing(warnOfMissingImports(model.fileSet, missing), model)
      : warnOfMesh(output);
  return {
    model,
    evaluation,
    // What the caller set comes first: it is the cause of much that follows.
    diagnostics: [...model.diagnostics, ...warnOfUsedBosl2(model.fileSet), ...diagnostics, ...warnings],
    fault,
  };
}
