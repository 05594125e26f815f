import { createHash } from 'node:crypto';
import { PHASES, type Phase } from '../../contracts/model.ts';
import type { PictureRequest } from '../../contracts/picture.ts';
import { type Stopwatch, withDeadline } from '../deadline.ts';
import { inputPlaces } from '../input-places.ts';
import { resolveTimeout_s } from '../model-arguments.ts';
import type { Call, Workshop } from '../workshop.ts';
import { type AnimationArguments, type AnimationTiming, checkAnimation } from './animation-arguments.ts';
import { type AnimationArtifact, type AnimationReport, reportAnimation } from './animation-report.ts';
import { animationUri } from './animation-uri.ts';
import { type MadeAnimation, makeAnimation } from './make-animation.ts';

/**
 * Evaluates a model for several values of `$t`, shows all frames on one sheet and writes them as an animated
 * PNG. An animation with failed frames is shown, but not written.
 *
 * @throws AppError INVALID_INPUT, PATH_REJECTED for `output_path`, and as `evaluateFrames`.
 */
export async function animateModel(
  workshop: Workshop,
  given: AnimationArguments,
  request: PictureRequest,
  call: Call,
): Promise<AnimationReport> {
  const timing = checkAnimation(given, request, workshop.bounds.maxPictureSide_px);
  const stopwatch: Stopwatch = { started: performance.now(), spent: {} };
  return withDeadline(call.signal, resolveTimeout_s(workshop, given), async signal => {
    const ownCall = { signal, progress: onlyForward(call.progress) };
    const plan = { model: given, request, timing };
    const made = await makeAnimation(workshop, plan, ownCall, stopwatch);
    const artifacts = await writeAnimation(workshop, given, made, request, timing);
    return reportAnimation(made, { request, timing, artifacts, stopwatch });
  });
}

/** Each frame goes through the phases of a model; a caller hears of each phase once. */
function onlyForward(progress: Call['progress']): Call['progress'] {
  let reached = -1;
  return (phase: Phase) => {
    const at = PHASES.indexOf(phase);
    if (at <= reached) return;
    reached = at;
    progress(phase);
  };
}

async function writeAnimation(
  { writer }: Workshop,
  { output_path, overwrite = false }: AnimationArguments,
  { frames, pictures }: MadeAnimation,
  request: PictureRequest,
  timing: AnimationTiming,
): Promise<readonly AnimationArtifact[]> {
  const isWhole = frames.every(({ fault }) => fault === null || fault.code === 'EMPTY_GEOMETRY');
  const known = frames.find(({ evaluation }) => evaluation !== null);
  if (pictures === null || known === undefined || !isWhole) return [];
  const { png } = pictures;
  const uri = animationUri(known.model.id, request, timing);
  const { path, sha256 } = await writer.write({
    bytes: png,
    format: 'png',
    // One model can have many animations; each keeps a file of its own.
    suggestedName: `${known.model.id}.${createHash('sha256').update(uri).digest('hex').slice(0, 8)}`,
    overwrite,
    inputs: inputPlaces(known.model),
    ...(output_path === undefined ? {} : { outputPath: output_path }),
  });
  return [{ uri, path, format: 'apng', bytes: png.length, sha256 }];
}
