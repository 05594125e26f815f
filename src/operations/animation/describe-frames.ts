import type { EvaluationOutput, OutlineResult, SolidResult } from '../../contracts/evaluation-protocol.ts';
import type { Bounds } from '../../contracts/mesh.ts';
import type { EvaluatedModel } from '../evaluate-model.ts';

/** What the frames of an animation have in common and where they differ. Frames are counted from 0. */
export interface FrameFacts {
  /** Frames with an error. */
  readonly failed: readonly number[];
  /** Frames without geometry and without an error. */
  readonly empty: readonly number[];
  readonly with_warnings: readonly number[];
  /** Geometry and camera are the same in all frames: nothing goes by `$t`. */
  readonly all_equal: boolean;
  /** Smallest and largest extent along each axis, in mm; of frames with geometry. */
  readonly size_min?: readonly number[];
  readonly size_max?: readonly number[];
  /** Smallest and largest volume. Parts that run into each other make it smaller. */
  readonly volume_mm3?: readonly [number, number];
}

/** Geometry that can be drawn. */
type Shape = SolidResult | OutlineResult;

/** The geometry of a frame, or null when it has none. */
export function shapeOf({ evaluation }: EvaluatedModel): Shape | null {
  const output = evaluation?.output;
  return output?.kind === '3d' || output?.kind === '2d' ? output : null;
}

/** Whether a frame is without geometry although nothing is wrong with it: a part may grow from nothing. */
export function isEmpty({ fault }: EvaluatedModel): boolean {
  return fault?.code === 'EMPTY_GEOMETRY';
}

/** Compares the frames of an animation. */
export function describeFrames(frames: readonly EvaluatedModel[]): FrameFacts {
  const indicesOf = (test: (frame: EvaluatedModel) => boolean) =>
    [...frames.keys()].filter(index => test(frames[index]));
  const shapes = frames.map(shapeOf).filter(shape => shape !== null);
  const sizes = shapes.map(({ bounds }) => bounds.size);
  const volumes = shapes.flatMap(shape => (shape.kind === '3d' ? [shape.facts.volume_mm3] : []));
  const axes = [...(sizes.at(0)?.keys() ?? [])];
  const ofAxis = (axis: number) => sizes.map(size => size[axis] ?? 0);
  return {
    failed: indicesOf(frame => frame.fault !== null && !isEmpty(frame)),
    empty: indicesOf(isEmpty),
    with_warnings: indicesOf(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'warning')),
    all_equal: frames.every(frame => isSameShape(frame.evaluation?.output, frames[0].evaluation?.output)),
    ...(axes.length === 0
      ? {}
      : {
          size_min: axes.map(axis => round(Math.min(...ofAxis(axis)))),
          size_max: axes.map(axis => round(Math.max(...ofAxis(axis)))),
        }),
    ...(volumes.length === 0
      ? {}
      : { volume_mm3: [round(Math.min(...volumes)), round(Math.max(...volumes))] }),
  };
}

/** The box around the geometry of all frames, flat for 2D models; null when there is none. */
export function boxAround(frames: readonly EvaluatedModel[]): Bounds | null {
  const boxes = frames.map(shapeOf).filter(shape => shape !== null);
  if (boxes.length === 0) return null;
  const lowest = (axis: 0 | 1 | 2) => Math.min(...boxes.map(({ bounds }) => bounds.min[axis] ?? 0));
  const highest = (axis: 0 | 1 | 2) => Math.max(...boxes.map(({ bounds }) => bounds.max[axis] ?? 0));
  const min = [lowest(0), lowest(1), lowest(2)] as const;
  const max = [highest(0), highest(1), highest(2)] as const;
  return { min, max, size: [max[0] - min[0], max[1] - min[1], max[2] - min[2]] };
}

/** Seven significant digits, as many as exported coordinates have. */
function round(value: number): number {
  return Number(value.toPrecision(7));
}

function isSameShape(one: EvaluationOutput | undefined, other: EvaluationOutput | undefined): boolean {
  if (one === undefined || other === undefined || one.kind !== other.kind) return one === other;
  if (one.kind === '3d' && other.kind === '3d') {
    return (
      isSameCamera(one, other) &&
      isSameArray(one.mesh.positions, other.mesh.positions) &&
      isSameArray(one.mesh.indices, other.mesh.indices) &&
      isSameArray(one.mesh.faceColors ?? [], other.mesh.faceColors ?? [])
    );
  }
  if (one.kind === '2d' && other.kind === '2d') {
    const [contours, others] = [one.outline.contours, other.outline.contours];
    return (
      contours.length === others.length && contours.every((contour, at) => isSameArray(contour, others[at]))
    );
  }
  return true;
}

function isSameCamera({ camera: one }: SolidResult, { camera: other }: SolidResult): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isSameArray(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
