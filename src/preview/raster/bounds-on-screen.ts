import type { ScreenVertices } from './project-vertices.ts';
import { NOT_IN_FRONT, type SampleBounds } from './visibility-buffer.ts';

/** Samples around the outermost vertices: dots are two samples wide, and the outermost samples are to be empty. */
const MARGIN_SAMPLES = 3;

/**
 * The part of a screen outside of which no face can be seen, so that the passes over a picture need not look at all of
 * it. With vertices behind the eye that is the whole screen.
 */
export function boundsOnScreen(
  { x, y, nearness }: ScreenVertices,
  width: number,
  height: number,
): SampleBounds {
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (let vertex = 0; vertex < x.length; vertex++) {
    if (nearness[vertex] === NOT_IN_FRONT) return { left: 0, right: width, top: 0, bottom: height };
    // Not Math.min and Math.max: one vertex that is not a number would make them forget all others.
    if (x[vertex] < left) left = x[vertex];
    if (x[vertex] > right) right = x[vertex];
    if (y[vertex] < top) top = y[vertex];
    if (y[vertex] > bottom) bottom = y[vertex];
  }
  const clamp = (value: number, size: number) => Math.min(size, Math.max(0, value));
  return {
    left: clamp(Math.floor(left) - MARGIN_SAMPLES, width),
    right: clamp(Math.ceil(right) + MARGIN_SAMPLES, width),
    top: clamp(Math.floor(top) - MARGIN_SAMPLES, height),
    bottom: clamp(Math.ceil(bottom) + MARGIN_SAMPLES, height),
  };
}
