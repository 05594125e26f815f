import { AppError } from '../../contracts/errors.ts';
import type { PictureRequest } from '../../contracts/picture.ts';
import { hasDefaultView } from '../picture-request.ts';
import { modelFileUri, parseResourceUri, pictureUri } from '../resource-uri.ts';
import type { AnimationTiming } from './animation-arguments.ts';

/**
 * Address of an animation of a model. Like that of a picture it holds what is needed to make the animation
 * again, so nothing has to be kept.
 */
export function animationUri(
  modelId: string,
  request: PictureRequest,
  { frames, fps }: AnimationTiming,
): string {
  const view = request.camera === undefined ? request.views.join('+') : 'camera';
  const query = new URL(pictureUri(modelId, request, view)).searchParams;
  // A view that nobody asked for is left to the file, which may set its own camera.
  if (hasDefaultView(request)) query.delete('views');
  query.set('frames', `${frames}`);
  query.set('fps', `${fps}`);
  return `openscad://models/${modelId}/animation.png?${query}`;
}

/** Whether an address is one of {@link animationUri}. */
export function isAnimationUri(uri: string): boolean {
  return /^openscad:\/\/models\/[^/]+\/animation\.png\?/.test(uri);
}

/** @throws AppError INVALID_INPUT for an address that this server never gave out. */
export function parseAnimationUri(uri: string): {
  readonly modelId: string;
  readonly request: PictureRequest;
  readonly timing: AnimationTiming;
} {
  const parts = /^openscad:\/\/models\/(m_[0-9a-f]{24})\/animation\.png\?(.{0,2000})$/.exec(uri);
  const query = new URLSearchParams(parts?.[2]);
  const [frames, fps] = [Number(query.get('frames') ?? ''), Number(query.get('fps') ?? '')];
  if (parts === null || !(frames > 0) || !(fps > 0)) {
    throw new AppError('INVALID_INPUT', `There is no resource ${JSON.stringify(uri.slice(0, 200))}.`, {
      hint: 'Use an address from a result of animate_model.',
    });
  }
  query.delete('frames');
  query.delete('fps');
  const { modelId, request } = parseResourceUri(`${modelFileUri(parts[1], 'preview.png')}?${query}`);
  return { modelId, request, timing: { frames, fps } };
}
