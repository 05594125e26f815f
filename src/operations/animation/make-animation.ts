import { AppError } from '../../contracts/errors.ts';
import { LIMITS } from '../../contracts/limits.ts';
import type { AnimationPictures } from '../../contracts/mesh-protocol.ts';
import type { PictureRequest } from '../../contracts/picture.ts';
import type { Stopwatch } from '../deadline.ts';
import type { EvaluatedModel } from '../evaluate-model.ts';
import type { ModelArguments } from '../model-arguments.ts';
import type { Call, Workshop } from '../workshop.ts';
import type { AnimationTiming } from './animation-arguments.ts';
import { boxAround, isEmpty } from './describe-frames.ts';
import { drawFrames } from './draw-frames.ts';
import { evaluateFrames, timeOf } from './evaluate-frames.ts';

/** Longest side of a sheet: language models shrink what is larger before they look at it. */
const MAX_SHEET_SIDE_PX = 1568;

/** An animation before it is written anywhere. */
export interface MadeAnimation {
  /** In their order; the first alone when the source cannot be parsed. */
  readonly frames: readonly EvaluatedModel[];
  /** Null when no frame has geometry. */
  readonly pictures: AnimationPictures | null;
  /** What the drawing had to change, in sentences. */
  readonly notes: readonly string[];
}

/** What {@link makeAnimation} makes its animation of. */
export interface AnimationPlan {
  readonly model: ModelArguments;
  readonly request: PictureRequest;
  readonly timing: AnimationTiming;
}

/**
 * Evaluates and draws the frames of an animation and puts them together.
 *
 * @throws AppError DEADLINE_EXCEEDED that says how far it got, and as `evaluateFrames`.
 */
export async function makeAnimation(
  workshop: Workshop,
  plan: AnimationPlan,
  call: Call,
  stopwatch: Stopwatch,
): Promise<MadeAnimation> {
  const count = plan.timing.frames;
  let done = 0;
  const onFrame = () => {
    done += 1;
  };
  try {
    const frames = await clock(stopwatch, 'evaluate', () =>
      evaluateFrames(workshop, plan.model, count, call, onFrame),
    );
    return await drawAnimation(workshop, frames, plan, call, stopwatch);
  } catch (thrown) {
    throw explainDeadline(thrown, done, count);
  }
}

async function drawAnimation(
  workshop: Workshop,
  frames: readonly EvaluatedModel[],
  { request, timing }: AnimationPlan,
  call: Call,
  stopwatch: Stopwatch,
): Promise<MadeAnimation> {
  const fitBox = boxAround(frames);
  if (fitBox === null) return { frames, pictures: null, notes: [] };
  call.progress('drawing');
  const drawn = await clock(stopwatch, 'draw', () =>
    drawFrames(workshop, frames, request, fitBox, call.signal),
  );
  call.progress('encoding');
  const { width_px, height_px, colorScheme } = request;
  const job = {
    width_px,
    height_px,
    colorScheme,
    frames: drawn.pixels,
    labels: frames.map((frame, index) => labelOf(frame, index, timing.frames)),
    frameDuration_ms: 1000 / timing.fps,
    maxBytes: LIMITS.maxResourceBytes,
    maxSheetSide_px: Math.min(MAX_SHEET_SIDE_PX, workshop.bounds.maxPictureSide_px),
    maxSheetBytes: LIMITS.maxImageBytes,
  };
  const pictures = await clock(stopwatch, 'encode', () => workshop.meshes.animate(job, call.signal));
  return { frames, pictures, notes: [...drawn.notes, ...pictures.notes, ...pictures.sheet.notes] };
}

/** `3: t=0.25`: the number by which results name the frame, and its `$t`. */
function labelOf(frame: EvaluatedModel, index: number, count: number): string {
  const label = `${index}: t=${timeOf(index, count).toFixed(2)}`;
  if (frame.fault === null) return label;
  return `${label} ${isEmpty(frame) ? 'empty' : 'failed'}`;
}

/** Frames overlap in time, so what counts is the time from the first to the last. */
async function clock<T>(
  { spent }: Stopwatch,
  phase: keyof Stopwatch['spent'],
  work: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const result = await work();
  spent[phase] = performance.now() - started;
  return result;
}

function explainDeadline(thrown: unknown, done: number, count: number): unknown {
  if (!(thrown instanceof AppError) || thrown.code !== 'DEADLINE_EXCEEDED') return thrown;
  const reached = done < count ? `${done} of ${count} frames were evaluated` : 'All frames were evaluated';
  return new AppError('DEADLINE_EXCEEDED', `${thrown.message} ${reached}.`, {
    cause: thrown,
    hint: 'Raise timeout_s, or use fewer frames or quality "draft". Evaluated frames are remembered for a while: the same call goes on from there.',
  });
}
