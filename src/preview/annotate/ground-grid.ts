import { Vector3 } from 'three';
import type { Projection } from '../../contracts/picture.ts';
import type { Viewpoint } from '../camera/viewpoint.ts';
import type { Line } from '../raster/draw-lines.ts';
import type { ModelBox } from '../scene/model-box.ts';
import { roundLengthFrom } from './round-length.ts';

/** The most cells along the longest side of a model; with round spacings there are 8 at least. */
const MOST_CELLS = 20;

/** How far the grid reaches beyond the model, as a part of the model's longest side. */
const BEYOND = 0.12;

/** A model whose lowest point is this close to z = 0, as a part of its longest side, stands on z = 0. */
const STANDS_ON_ZERO = 0.02;

/** The sine of the angle between the direction of view and the ground below which cells cannot be told apart. */
const EDGE_ON_SINE = 0.1;

/** The lines of a grid, the stronger ones apart. */
export interface Grid {
  readonly spacing_mm: number;
  readonly minor: readonly Line[];
  readonly major: readonly Line[];
}

/** The spacing of a grid for something of the given size: 1, 2 or 5 times a power of ten millimetres. */
export function gridSpacing_mm(longestSide_mm: number): number {
  return roundLengthFrom(longestSide_mm / MOST_CELLS);
}

/** Every how many lines one is stronger: at 10 for lines every 1 and 2, at 50 for lines every 5. */
export function majorEvery(spacing_mm: number): 5 | 10 {
  const leadingDigit = Math.round(spacing_mm / 10 ** Math.floor(Math.log10(spacing_mm * (1 + 1e-9))));
  return leadingDigit === 2 ? 5 : 10;
}

/** The numbers of the grid lines from just below the lower to just above the upper end. */
export function gridLineNumbers(low_mm: number, high_mm: number, spacing_mm: number): readonly number[] {
  const first = Math.floor(low_mm / spacing_mm);
  const last = Math.ceil(high_mm / spacing_mm);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The grid on the ground under a model: on its lowest z, or on z = 0 when that is nearly the same. */
export function groundGrid(box: ModelBox): Grid {
  const side_mm = longestSide_mm(box);
  const spacing_mm = gridSpacing_mm(side_mm);
  const beyond_mm = BEYOND * side_mm;
  const z = groundHeight(box);
  const columns = gridLineNumbers(box.min.x - beyond_mm, box.max.x + beyond_mm, spacing_mm);
  const rows = gridLineNumbers(box.min.y - beyond_mm, box.max.y + beyond_mm, spacing_mm);
  const [left, right] = [columns[0] * spacing_mm, columns[columns.length - 1] * spacing_mm];
  const [front, back] = [rows[0] * spacing_mm, rows[rows.length - 1] * spacing_mm];
  const lines = [
    ...columns.map(
      number =>
        ({ number, from: [number * spacing_mm, front, z], to: [number * spacing_mm, back, z] }) as const,
    ),
    ...rows.map(
      number =>
        ({ number, from: [left, number * spacing_mm, z], to: [right, number * spacing_mm, z] }) as const,
    ),
  ];
  const every = majorEvery(spacing_mm);
  return {
    spacing_mm,
    minor: lines.filter(({ number }) => number % every !== 0),
    major: lines.filter(({ number }) => number % every === 0),
  };
}

/** Tells whether the ground is seen so much from the side that only a line of it can be drawn. */
export function isGroundEdgeOn(
  box: ModelBox,
  { eye, orientation }: Viewpoint,
  projection: Projection,
): boolean {
  if (projection === 'orthographic') {
    const towardsEye = new Vector3(0, 0, 1).applyQuaternion(orientation);
    return Math.abs(towardsEye.z) < EDGE_ON_SINE;
  }
  const ground = box.center.clone().setZ(groundHeight(box));
  return Math.abs(eye.z - ground.z) < EDGE_ON_SINE * eye.distanceTo(ground);
}

/** The ground seen edge-on: a line under the model from left to right. */
export function groundLine(box: ModelBox, { orientation }: Viewpoint): Line {
  const right = new Vector3(1, 0, 0).applyQuaternion(orientation).setZ(0).normalize();
  const halfLength_mm = box.diagonal_mm / 2 + BEYOND * longestSide_mm(box);
  const middle = box.center.clone().setZ(groundHeight(box));
  return {
    from: middle.clone().addScaledVector(right, -halfLength_mm).toArray(),
    to: middle.addScaledVector(right, halfLength_mm).toArray(),
  };
}

function groundHeight(box: ModelBox): number {
  return Math.abs(box.min.z) <= STANDS_ON_ZERO * longestSide_mm(box) ? 0 : box.min.z;
}

/** The longest side of a box, or its stand-in for a size where it is a point. */
export function longestSide_mm({ min, max, diagonal_mm }: ModelBox): number {
  return Math.max(max.x - min.x, max.y - min.y, max.z - min.z) || diagonal_mm;
}
