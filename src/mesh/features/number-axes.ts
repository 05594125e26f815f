import type { Vec3 } from '../../contracts/mesh.ts';
import { along, cross, dot, lengthOf, subtract } from '../measure/vectors.ts';

/** Axes that differ in direction by less than this sine, 0.06°, are parallel. */
const PARALLEL_SINE = 1e-3;

/** Parallel axes that are nearer to each other are one; finer than any printer is. */
const SAME_AXIS_MM = 0.01;

/** Comparing each with each is quadratic; a grid with more holes than this has no counterbores worth telling. */
const MAX_COMPARED = 5000;

/** Numbers lines in space from 0, the same number for those that coincide. */
export function numberAxes(lines: readonly { readonly axis: Vec3; readonly at: Vec3 }[]): readonly number[] {
  if (lines.length > MAX_COMPARED) return lines.map((_, at) => at);
  const distinct: { readonly axis: Vec3; readonly at: Vec3 }[] = [];
  return lines.map(line => {
    const known = distinct.findIndex(other => isSameLine(line, other));
    if (known >= 0) return known;
    distinct.push(line);
    return distinct.length - 1;
  });
}

function isSameLine(a: { axis: Vec3; at: Vec3 }, b: { axis: Vec3; at: Vec3 }): boolean {
  const offset = subtract(b.at, a.at);
  const square = along(offset, a.axis, -dot(offset, a.axis));
  return lengthOf(square) <= SAME_AXIS_MM && lengthOf(cross(a.axis, b.axis)) <= PARALLEL_SINE;
}
