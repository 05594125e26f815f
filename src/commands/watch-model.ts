import { setTimeout } from 'node:timers/promises';
import { toAppError } from '../contracts/errors.ts';
import type { ModelArguments } from '../operations/model-arguments.ts';
import { identifyModel } from '../operations/view-model.ts';
import type { Workshop } from '../operations/workshop.ts';

/** Time from one look at a model to the next. */
const INTERVAL_MS = 250;

/** Rests are so many times as long as a look, so that a large model does not keep a processor busy… */
const REST_SHARE = 10;

/** …and no longer than somebody who saved a file likes to wait. */
const MAX_INTERVAL_MS = 2000;

/**
 * Looks again and again whether a model's files have changed, until told to stop.
 *
 * The model is staged anew each time, which is what decides whether it is another model: that holds for the file,
 * all it refers to, directly or not, libraries, and files that were missing. Events of the file system would tell
 * sooner, but differently on each system, and not of files that editors replace.
 *
 * @param onChange is called when two looks found the same, and that is not what was there before: an editor
 *   may be in the middle of writing at any one look.
 */
export async function watchModel(
  workshop: Workshop,
  given: ModelArguments,
  onChange: () => void,
  signal: AbortSignal,
): Promise<void> {
  let shown = await identify(workshop, given, signal);
  let before = shown;
  let rest_ms = INTERVAL_MS;
  while (!signal.aborted) {
    await setTimeout(rest_ms, null, { signal }).catch(() => {});
    const started = performance.now();
    const seen = await identify(workshop, given, signal);
    if (seen === before && seen !== shown) {
      onChange();
      shown = seen;
    }
    before = seen;
    const wanted_ms = (performance.now() - started) * REST_SHARE;
    rest_ms = Math.min(MAX_INTERVAL_MS, Math.max(INTERVAL_MS, wanted_ms));
  }
}

/** The model's id; of one that cannot be staged, what is wrong with it. */
async function identify(workshop: Workshop, given: ModelArguments, signal: AbortSignal): Promise<string> {
  try {
    return await identifyModel(workshop, given, signal);
  } catch (thrown) {
    return toAppError(thrown).message;
  }
}
