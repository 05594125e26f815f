import type { Vec3 } from '../../contracts/mesh.ts';

/** The vector from `b` to `a`. */
export function subtract(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** The dot product. */
export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** The cross product. */
export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** The length of a vector. */
export function lengthOf(a: Vec3): number {
  return Math.sqrt(dot(a, a));
}

/** The point `amount` times `direction` away from `start`. */
export function along(start: Vec3, direction: Vec3, amount: number): Vec3 {
  return [
    start[0] + direction[0] * amount,
    start[1] + direction[1] * amount,
    start[2] + direction[2] * amount,
  ];
}

/** The unit vector in the same direction; zero for the zero vector. */
export function normalize(a: Vec3): Vec3 {
  const length = lengthOf(a);
  return length > 0 ? [a[0] / length, a[1] / length, a[2] / length] : [0, 0, 0];
}

/** The point numbered `vertex` in x, y, z triples. */
export function pointAt(positions: Float32Array | Float64Array, vertex: number): Vec3 {
  return [positions[vertex * 3], positions[vertex * 3 + 1], positions[vertex * 3 + 2]];
}
