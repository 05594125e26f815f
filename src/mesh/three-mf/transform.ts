import { fault } from './fault.ts';

/**
 * An affine transform as 3MF writes it: the 4×3 matrix `m00 m01 m02 m10 … m32` by rows. A point is a row
 * vector that is multiplied from the left, so the last three numbers are the translation, here in mm.
 */
export type Transform = readonly number[];

/** Leaves every point where it is. */
export const IDENTITY: Transform = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0];

/**
 * Reads the attribute `transform`; identity when there is none.
 *
 * @param scale millimetres per unit of the file.
 * @throws AppError INVALID_INPUT unless it holds twelve numbers.
 */
export function parseTransform(text: string | undefined, scale: number): Transform {
  if (text === undefined) return IDENTITY;
  const numbers = text.trim().split(/\s+/).map(Number);
  if (numbers.length !== 12 || !numbers.every(Number.isFinite)) throw fault('it has an unreadable transform');
  return numbers.map((value, index) => (index < 9 ? value : value * scale));
}

/** The transform that applies `first` and then `second`. */
export function combine(first: Transform, second: Transform): Transform {
  return first.map((_, index) => {
    const row = Math.floor(index / 3) * 3;
    const column = index % 3;
    const rotated =
      first[row] * second[column] + first[row + 1] * second[column + 3] + first[row + 2] * second[column + 6];
    return row === 9 ? rotated + second[column + 9] : rotated;
  });
}

/** Whether it turns shapes inside out. */
export function mirrors([a, b, c, d, e, f, g, h, i]: Transform): boolean {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g) < 0;
}

/** Applies a transform to x, y, z triples. */
export function applyTransform(points: readonly number[], transform: Transform): Float32Array {
  const [a, b, c, d, e, f, g, h, i, tx, ty, tz] = transform;
  const moved = new Float32Array(points.length);
  for (let at = 0; at < points.length; at += 3) {
    const x = points[at];
    const y = points[at + 1];
    const z = points[at + 2];
    moved[at] = x * a + y * d + z * g + tx;
    moved[at + 1] = x * b + y * e + z * h + ty;
    moved[at + 2] = x * c + y * f + z * i + tz;
  }
  return moved;
}
