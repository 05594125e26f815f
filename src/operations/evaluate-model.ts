import type { Diagnostic } from '../contracts/diagnostics.ts';
import { AppError } from '../contracts/errors.ts';
import { MODEL_ROOT } from '../contracts/model.ts';
import type { Evaluation } from '../contracts/ports.ts';
import type { EvaluateResponse, EvaluationProduct, RunLog } from '../contracts/worker-protocol.ts';
import { findTopLevelNote, parseLog } from '../scad/diagnostics.ts';
import { findUnknownParameters } from '../scad/unknown-parameters.ts';
import { judge } from '../scad/verdict.ts';
import type { Stopwatch } from './deadline.ts';
import { type ModelArguments, type ResolvedModel, resolveModel } from './model-arguments.ts';
import { warnOfMesh, warnOfMissingImports } from './model-warnings.ts';
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
  const { version } = await workshop.engine.status();
  const model = resolveModel(workshop, given, version);
  stopwatch.spent.stage = performance.now() - stopwatch.started;
  const known = workshop.models.get(model.id)?.evaluation ?? null;
  if (product === 'geometry' && known !== null)
    return { ...judgeModel(model, known, product), cache: 'mesh' };
  call.progress('evaluating');
  const started = performance.now();
  const answer = await workshop.engine.evaluate({ ...model, product }, call.signal);
  stopwatch.spent.evaluate = (stopwatch.spent.evaluate ?? 0) + performance.now() - started;
  const diagnostics = readDiagnostics(model, answer.log);
  if (!answer.ok) return { ...failedRun(model, answer, diagnostics), cache: 'miss' };
  const topLevel = findTopLevelNote([...answer.log.head, ...answer.log.tail]);
  const evaluation = { output: answer.output, diagnostics, topLevel };
  const { id, fileSet, parameters, quality } = model;
  workshop.models.put({
    id,
    fileSet,
    parameters,
    quality,
    evaluation: product === 'geometry' ? evaluation : null,
  });
  return { ...judgeModel(model, evaluation, product), cache: 'miss' };
}

function failedRun(
  model: ResolvedModel,
  { code, message }: Extract<EvaluateResponse, { ok: false }>,
  diagnostics: readonly Diagnostic[],
): Omit<EvaluatedModel, 'cache'> {
  const all = [...diagnostics, ...unknownParameters(model)];
  return { model, evaluation: null, diagnostics: all, fault: new AppError(code, message) };
}

function judgeModel(
  model: ResolvedModel,
  evaluation: Evaluation,
  product: EvaluationProduct,
): Omit<EvaluatedModel, 'cache'> {
  const { output, diagnostics, topLevel } = evaluation;
  // A tree or a drawing was asked for; whether there is geometry is another question.
  const hasGeometry = product === 'geometry' ? output.kind !== 'none' : true;
  const fault = judge({ diagnostics, topLevel, hasGeometry });
  const warnings = product === 'geometry' ? warnOfMesh(output) : warnOfMissingImports(model.fileSet);
  return {
    model,
    evaluation,
    diagnostics: [...diagnostics, ...unknownParameters(model), ...warnings],
    fault,
  };
}

function readDiagnostics({ fileSet }: ResolvedModel, log: RunLog): Diagnostic[] {
  const lines = [...log.head, ...log.tail];
  const { evaluations } = log;
  const diagnostics = parseLog(lines, { root: MODEL_ROOT, sources: sourceTexts(fileSet), evaluations });
  return [...diagnostics, ...cutNote(log)];
}

/** Looked for in each call, since it is the call that set them. */
function unknownParameters({ given, fileSet }: ResolvedModel): Diagnostic[] {
  return Object.keys(given).length === 0
    ? []
    : findUnknownParameters(given, sourceTexts(fileSet), fileSet.entry);
}

function sourceTexts({ files }: ResolvedModel['fileSet']): ReadonlyMap<string, string> {
  const decoder = new TextDecoder();
  const sources = files.filter(({ isSource }) => isSource);
  return new Map(sources.map(({ path, bytes }) => [path, decoder.decode(bytes)]));
}

function cutNote({ leftOut }: RunLog): Diagnostic[] {
  if (leftOut === 0) return [];
  return [
    {
      severity: 'warning',
      code: 'OUTPUT_CUT',
      message: `OpenSCAD printed too much: ${leftOut} lines from the middle of its output were left out.`,
      hint: 'Remove echo() calls from loops.',
    },
  ];
}
