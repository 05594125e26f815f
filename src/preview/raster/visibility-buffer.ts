import { scratchFloats, scratchInts } from './scratch.ts';

/**
 * What is nearest to the eye at every sample of a picture: rows from the top, `width` samples each.
 *
 * Colour comes later and only for faces that are seen, and effects that look at neighbouring samples (edges,
 * ambient occlusion) find here which face and which depth they belong to.
 */
export interface VisibilityBuffer {
  readonly width: number;
  readonly height: number;
  /**
   * How near the face is; larger is nearer. 1 / distance in perspective and minus the distance in an
   * orthographic picture: these are linear on the screen, distance itself is not.
   */
  readonly nearness: Float32Array;
  /** The face seen: its triangle number, with {@link BACK_FACING} set when seen from behind. */
  readonly faces: Int32Array;
  /** Outside of it nothing is seen. Unless it ends with the picture, neither is anything at its outermost samples. */
  readonly bounds: SampleBounds;
}

/** Columns from `left` to `right` and rows from `top` to `bottom`, the last ones excluded. */
export interface SampleBounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** In place of a face where nothing is seen. */
export const NO_FACE = -1;

/** The bit set on a triangle's number when it is seen from behind. */
export const BACK_FACING = 0x40000000;

/** The nearness of what is not in front of the eye, or not there at all. */
export const NOT_IN_FRONT = Number.NEGATIVE_INFINITY;

/** Makes a buffer in which nothing is seen yet. */
export function createVisibilityBuffer(width: number, height: number): VisibilityBuffer {
  return {
    width,
    height,
    nearness: new Float32Array(width * height).fill(NOT_IN_FRONT),
    faces: new Int32Array(width * height).fill(NO_FACE),
    bounds: { left: 0, right: width, top: 0, bottom: height },
  };
}

/** Makes a buffer in which nothing is seen yet, in memory that the next picture's buffer of this name takes. */
export function reuseVisibilityBuffer(
  name: string,
  width: number,
  height: number,
  bounds: SampleBounds,
): VisibilityBuffer {
  return {
    width,
    height,
    bounds,
    nearness: scratchFloats(`nearness of ${name}`, width * height).fill(NOT_IN_FRONT),
    faces: scratchInts(`faces of ${name}`, width * height).fill(NO_FACE),
  };
}

/** The triangle's number, whichever side of it is seen. */
export function triangleOf(face: number): number {
  return face & ~BACK_FACING;
}

/** Tells whether nothing at all is seen. */
export function isEmpty({ width, faces, bounds }: VisibilityBuffer): boolean {
  for (let row = bounds.top; row < bounds.bottom; row++) {
    for (let sample = row * width + bounds.left; sample < row * width + bounds.right; sample++) {
      if (faces[sample] !== NO_FACE) return false;
    }
  }
  return true;
}
