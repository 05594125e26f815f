import type { ModelBox } from '../scene/model-box.ts';
import { AXES, type AxisIndex } from './view.ts';

/** The lower or upper end of a box along an axis. */
export type End = 0 | 1;

/** A model's vertices with the box around them. */
export interface BoxedPoints {
  /** x, y, z each. */
  readonly points: ArrayLike<number>;
  readonly box: ModelBox;
}

/** The part of one side of the box that the model touches, as the rectangle around its vertices there. */
export interface Contact {
  /** The smallest and the largest x, y and z. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Vertices this close to a side of the box touch it, as a part of the box's diagonal. */
const TOUCHING = 1e-4;

/** Where the model touches each side of its box: by axis, then by end. */
export type Contacts = readonly (readonly [Contact, Contact])[];

const measured = new WeakMap<ArrayLike<number>, Contacts>();

/**
 * Finds where a model touches its box, for dimensions to start there. The result is kept as long as the
 * points are: a sheet asks for it with every view.
 */
export function findContacts({ points, box }: BoxedPoints): Contacts {
  const known = measured.get(points);
  if (known !== undefined) return known;
  const contacts = AXES.map(
    axis => [touching(points, box, axis, 0), touching(points, box, axis, 1)] as const,
  );
  measured.set(points, contacts);
  return contacts;
}

/** How far along another axis the contact is from the end of the box there, in mm. */
export function gapTo({ low, high }: Contact, { min, max }: ModelBox, axis: AxisIndex, end: End): number {
  return end === 0 ? low[axis] - min.getComponent(axis) : max.getComponent(axis) - high[axis];
}

function touching(points: ArrayLike<number>, box: ModelBox, axis: AxisIndex, end: End): Contact {
  const plane = (end === 0 ? box.min : box.max).getComponent(axis);
  const tolerance_mm = TOUCHING * box.diagonal_mm;
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 3) {
    if (Math.abs(points[i + axis] - plane) > tolerance_mm) continue;
    for (let other = 0; other < 3; other++) {
      const value = points[i + other];
      if (value < low[other]) low[other] = value;
      if (value > high[other]) high[other] = value;
    }
  }
  return { low, high };
}
