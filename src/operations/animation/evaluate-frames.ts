import { AppError } from '../../contracts/errors.ts';
import { type EvaluatedModel, evaluateModel } from '../evaluate-model.ts';
import type { ModelArguments } from '../model-arguments.ts';
import type { Call, Workshop } from '../workshop.ts';
import { geometryBytes } from './geometry-bytes.ts';
import { limitStore } from './limited-store.ts';
import { mapBounded } from './map-bounded.ts';

/** Geometry of all frames together; it is held until the last one is drawn. */
const MAX_GEOMETRY_BYTES = 512 * 1024 * 1024;

/** The `$t` of a frame counted from 0, as OpenSCAD's `--animate` sets it: the last frame is not 1. */
export function timeOf(index: number, count: number): number {
  return index / count;
}

/**
 * Evaluates a model once per frame, with `$t` set, at most as many at a time as the engine has threads.
 *
 * @param onFrame called after each.
 * @returns the frames in their order; the first alone when the source cannot be parsed, which is the same
 *   for every `$t`.
 * @throws AppError OUTPUT_TOO_LARGE, and as `evaluateModel`.
 */
export async function evaluateFrames(
  shared: Workshop,
  model: ModelArguments,
  count: number,
  call: Call,
  onFrame: () => void,
): Promise<readonly EvaluatedModel[]> {
  const workshop = { ...shared, models: limitStore(shared.models) };
  let bytes = 0;
  const evaluate = async (source: ModelArguments, index: number, signal: AbortSignal) => {
    const parameters = { ...source.parameters, $t: timeOf(index, count) };
    const stopwatch = { started: performance.now(), spent: {} };
    const ownCall = { signal, progress: call.progress };
    const frame = await evaluateModel(workshop, { ...source, parameters }, 'geometry', ownCall, stopwatch);
    bytes += geometryBytes(frame.evaluation?.output);
    if (bytes > MAX_GEOMETRY_BYTES) throw tooLarge();
    onFrame();
    return frame;
  };
  const first = await evaluate(model, 0, call.signal);
  if (first.fault?.code === 'SCAD_SYNTAX') return [first];
  const source = sameSource(model, first);
  const rest = Array.from({ length: count - 1 }, (_, index) => index + 1);
  // The first frame has started the pool, which now says how many threads it has.
  const threads = (await workshop.engine.status()).pool?.maxThreads ?? 1;
  const others = await mapBounded(rest, threads, call.signal, (index, signal) =>
    evaluate(source, index, signal),
  );
  return [first, ...others];
}

/** All frames are made of the files that the first one was made of, which are read only once. */
function sameSource(model: ModelArguments, { evaluation, model: { id } }: EvaluatedModel): ModelArguments {
  return evaluation === null ? model : { model_id: id };
}

function tooLarge(): AppError {
  const limit_MB = MAX_GEOMETRY_BYTES / 1024 / 1024;
  return new AppError('OUTPUT_TOO_LARGE', `The frames together have more than ${limit_MB} MB of geometry.`, {
    hint: 'Use fewer frames, a lower $fn, or quality "draft".',
  });
}
