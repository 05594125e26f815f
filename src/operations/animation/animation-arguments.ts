import { AppError } from '../../contracts/errors.ts';
import type { NamedView, PictureRequest } from '../../contracts/picture.ts';
import type { ModelArguments } from '../model-arguments.ts';
import { checkPictureRequest, type PictureArguments, toPictureRequest } from '../picture-request.ts';

/** How many frames an animation has. */
export const FRAME_COUNT = { least: 2, most: 60, usual: 12 } as const;

/** Frames per second; browsers slow down what is faster. */
export const FRAME_RATE = { least: 0.5, most: 50 } as const;

/** The size of a frame when nobody asks for another. */
export const FRAME_SIZE = { width_px: 400, height_px: 300 } as const;

/** How long one loop lasts when nobody asks for a frame rate. */
const LOOP_S = 3;

/** Pixels of all frames together, of which several copies are in memory while they are encoded. */
const MAX_PIXELS = 20e6;

/** What a caller may say of an animation. */
export interface AnimationArguments extends ModelArguments {
  readonly frames?: number;
  readonly fps?: number;
  readonly output_path?: string;
  readonly overwrite?: boolean;
}

/** How often and how fast a model is drawn. */
export interface AnimationTiming {
  readonly frames: number;
  readonly fps: number;
}

/** The picture of one frame, from one view. @throws AppError INVALID_INPUT for a camera that is none. */
export function toFrameRequest({
  view,
  ...given
}: Omit<PictureArguments, 'views'> & { readonly view?: NamedView }): PictureRequest {
  const views = view === undefined ? {} : { views: [view] };
  return toPictureRequest({ ...FRAME_SIZE, ...given, ...views });
}

/**
 * Completes and checks what a schema cannot.
 *
 * @throws AppError INVALID_INPUT
 */
export function checkAnimation(
  { frames = FRAME_COUNT.usual, fps = usualRate(frames), parameters = {} }: AnimationArguments,
  request: PictureRequest,
  maxSide_px: number,
): AnimationTiming {
  checkRange('frames', frames, FRAME_COUNT);
  if (!Number.isInteger(frames)) throw new AppError('INVALID_INPUT', 'frames must be a whole number.');
  checkRange('fps', fps, FRAME_RATE);
  if (Object.hasOwn(parameters, '$t')) {
    throw new AppError('INVALID_INPUT', 'parameters must not set $t: each frame sets it.', {
      hint: 'To see one frame alone, use render_model with parameters {"$t": …}.',
    });
  }
  checkPictureRequest(request, maxSide_px);
  const { width_px, height_px, views, camera } = request;
  if (views.length + (camera === undefined ? 0 : 1) !== 1) {
    throw new AppError('INVALID_INPUT', 'An animation has one view: give a view or a camera, not both.');
  }
  if (frames * width_px * height_px > MAX_PIXELS) {
    throw new AppError(
      'INVALID_INPUT',
      `${frames} frames of ${width_px} × ${height_px} px are more than ${MAX_PIXELS / 1e6} megapixels.`,
      { hint: 'Use fewer or smaller frames.' },
    );
  }
  return { frames, fps };
}

/** Three digits: the rate is read by people and becomes part of an address. */
function usualRate(frames: number): number {
  return Number((frames / LOOP_S).toPrecision(3));
}

function checkRange(name: string, value: number, { least, most }: { least: number; most: number }): void {
  if (value >= least && value <= most) return;
  throw new AppError('INVALID_INPUT', `${name} must be from ${least} to ${most}, not ${value}.`);
}
