import type { ScreenTransform } from './screen-transform.ts';

/**
 * Where the sample at a column and row is in eye coordinates, given its distance w along the direction of
 * view: x = (x0 + column · dx) · w, y = (y0 + row · dy) · w, z = -w, in perspective. In an orthographic
 * picture the rays are parallel, so x and y are not multiplied by w.
 */
export interface EyeRays {
  readonly perspective: boolean;
  readonly x0: number;
  readonly dx: number;
  readonly y0: number;
  /** Negative: rows run downwards. */
  readonly dy: number;
}

/** The rays through the samples' centres. */
export function eyeRays({ perspective, projection: p, halfWidth, halfHeight }: ScreenTransform): EyeRays {
  const shiftX = perspective ? p[8] : -p[12];
  const shiftY = perspective ? p[9] : -p[13];
  return {
    perspective,
    x0: (0.5 / halfWidth - 1 + shiftX) / p[0],
    dx: 1 / (halfWidth * p[0]),
    y0: (1 - 0.5 / halfHeight + shiftY) / p[5],
    dy: -1 / (halfHeight * p[5]),
  };
}

/** The distance along the direction of view that a nearness stands for. */
export function distanceOf(nearness: number, { perspective }: EyeRays): number {
  return perspective ? 1 / nearness : -nearness;
}
