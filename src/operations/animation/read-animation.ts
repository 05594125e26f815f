import { AppError } from '../../contracts/errors.ts';
import { type Stopwatch, withDeadline } from '../deadline.ts';
import type { Call, Workshop } from '../workshop.ts';
import { checkAnimation } from './animation-arguments.ts';
import { parseAnimationUri } from './animation-uri.ts';
import { describeFrames } from './describe-frames.ts';
import { makeAnimation } from './make-animation.ts';

/**
 * Makes an animation again by its address.
 *
 * @throws AppError INVALID_INPUT for an unknown address or model, the fault of a failed frame, and as
 *   `evaluateFrames`.
 */
export async function readAnimation(
  workshop: Workshop,
  uri: string,
  call: Call,
): Promise<{ readonly mimeType: string; readonly bytes: Uint8Array }> {
  const { modelId, request, timing } = parseAnimationUri(uri);
  checkAnimation(timing, request, workshop.bounds.maxPictureSide_px);
  return withDeadline(call.signal, workshop.bounds.timeout_s, async signal => {
    const stopwatch: Stopwatch = { started: performance.now(), spent: {} };
    const ownCall = { signal, progress: call.progress };
    const plan = { model: { model_id: modelId }, request, timing };
    const { frames, pictures } = await makeAnimation(workshop, plan, ownCall, stopwatch);
    const [failed] = describeFrames(frames).failed;
    if (failed !== undefined && frames[failed].fault !== null) throw frames[failed].fault;
    if (pictures === null) throw new AppError('EMPTY_GEOMETRY', 'No frame has geometry to draw.');
    // Every reader of animated PNGs takes this type, and one that knows no animation shows the first frame.
    return { mimeType: 'image/png', bytes: pictures.png };
  });
}
