import type { Diagnostic } from '../contracts/diagnostics.ts';
import { AppError } from '../contracts/errors.ts';
import type { KnownModel } from '../contracts/ports.ts';
import type { EvaluateResponse, EvaluationProduct, RunLog } from '../contracts/worker-protocol.ts';
import { findTopLevelNote, parseLog } from '../scad/diagnostics.ts';
import { findUnknownParameters } from '../scad/unknown-parameters.ts';
import { judge } from '../scad/verdict.ts';
import type { Stopwatch } from './deadline.ts';
import { type ModelArguments, type ResolvedModel, resolveModel } from './model-arguments.ts';
import type { Call, Workshop } from './workshop.ts';

/** A model after OpenSCAD has seen it, with the verdict on it. */
export interface EvaluatedModel {
  readonly model: ResolvedModel;
  /** What OpenSCAD answered; null when the run itself failed. */
  readonly answer: Extract<EvaluateResponse, { ok: true }> | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Why the model is not right, or null. Geometry may be there all the same. */
  readonly fault: AppError | null;
  readonly cache: 'mesh' | 'miss';
}

/** Where the worker puts a model inside its file system; cut from file names in diagnostics. */
const MODEL_ROOT = '/model/';

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
  const known = workshop.models.get(model.id);
  if (product === 'geometry' && known?.evaluation) {
    return { ...readAnswer(model, known.evaluation, product), cache: 'mesh' };
  }
  call.progress('evaluating');
  const started = performance.now();
  const answer = await workshop.engine.evaluate({ ...model, product }, call.signal);
  stopwatch.spent.evaluate = (stopwatch.spent.evaluate ?? 0) + performance.now() - started;
  if (answer.ok) remember(workshop, model, product === 'geometry' ? answer : (known?.evaluation ?? null));
  return { ...readAnswer(model, answer, product), cache: 'miss' };
}

function remember({ models }: Workshop, model: ResolvedModel, evaluation: KnownModel['evaluation']): void {
  const { id, fileSet, parameters } = model;
  models.put({ id, fileSet, parameters, evaluation });
}

function readAnswer(
  model: ResolvedModel,
  answer: EvaluateResponse,
  product: EvaluationProduct,
): Omit<EvaluatedModel, 'cache'> {
  const lines = [...answer.log.head, ...answer.log.tail];
  const sources = sourceTexts(model);
  const diagnostics = [
    ...parseLog(lines, { root: MODEL_ROOT, sources }),
    ...findUnknownParameters(model.given, sources, model.fileSet.entry),
    ...cutNote(answer.log),
  ];
  if (!answer.ok) {
    return { model, answer: null, diagnostics, fault: new AppError(answer.code, answer.message) };
  }
  const topLevel = findTopLevelNote(lines);
  // A tree or a drawing was asked for; whether there is geometry is another question.
  const hasGeometry = product === 'geometry' ? answer.output.kind !== 'none' : true;
  return { model, answer, diagnostics, fault: judge({ diagnostics, topLevel, hasGeometry }) };
}

function sourceTexts({ fileSet }: ResolvedModel): ReadonlyMap<string, string> {
  const decoder = new TextDecoder();
  const sources = fileSet.files.filter(({ path }) => path.endsWith('.scad'));
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
