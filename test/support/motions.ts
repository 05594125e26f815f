import fc from 'fast-check';
import type { Mesh, Vec3 } from '../../src/contracts/mesh.ts';
import { mapVertices } from './meshes.ts';

/** A turn, a scale and a shift. */
export interface Motion {
  readonly turn: readonly [Vec3, Vec3, Vec3];
  readonly scale: number;
  readonly shift: Vec3;
}

/** Rotations from unit quaternions, scales from a tenth to tenfold, and shifts. */
export const motions = fc
  .record({
    quaternion: fc.tuple(...[0, 1, 2, 3].map(() => fc.double({ min: -1, max: 1, noNaN: true }))),
    scale: fc.double({ min: 0.1, max: 10, noNaN: true }),
    shift: fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -50, max: 50 }))),
  })
  .filter(({ quaternion }) => Math.hypot(...quaternion) > 0.1)
  .map(({ quaternion, scale, shift }): Motion => {
    const length = Math.hypot(...quaternion);
    const [w, x, y, z] = quaternion.map(value => value / length);
    return {
      turn: [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
      ],
      scale,
      shift: [shift[0], shift[1], shift[2]],
    };
  });

/** Where a motion takes a point. */
export function place({ turn, scale, shift }: Motion, point: Vec3): Vec3 {
  const coordinate = (axis: number) =>
    shift[axis] + scale * turn[axis].reduce((sum, value, at) => sum + value * point[at], 0);
  return [coordinate(0), coordinate(1), coordinate(2)];
}

/** The mesh after a motion. */
export const moved = (mesh: Mesh, motion: Motion): Mesh =>
  mapVertices(mesh, (x, y, z) => place(motion, [x, y, z]));

/** The same mesh with its triangles in another order, each beginning at another corner. */
export function shuffled(mesh: Mesh, seed: number): Mesh {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const order = Array.from({ length: mesh.indices.length / 3 }, (_, triangle) => ({
    triangle,
    key: random(),
  }));
  order.sort((a, b) => a.key - b.key);
  const indices = order.flatMap(({ triangle }) => {
    const first = Math.floor(random() * 3);
    return [0, 1, 2].map(corner => mesh.indices[triangle * 3 + ((first + corner) % 3)]);
  });
  return { ...mesh, indices: Uint32Array.from(indices) };
}
