import type { Vec3 } from '../../contracts/mesh.ts';

/**
 * Leaves one of all points that are the same in single precision, the first of them. OpenSCAD takes such points for
 * one when it reads triangles, which tears holes into a surface that has both.
 */
export function withoutNearRepeats(points: readonly Vec3[]): readonly Vec3[] {
  const single = Float32Array.from(points.flat());
  const compare = (a: number, b: number) =>
    single[3 * a] - single[3 * b] ||
    single[3 * a + 1] - single[3 * b + 1] ||
    single[3 * a + 2] - single[3 * b + 2];
  // Stable, so that the first of equals stays first.
  const sorted = [...points.keys()].sort(compare);
  const kept = sorted.filter((point, at) => at === 0 || compare(sorted[at - 1], point) !== 0);
  return kept.length === points.length ? points : kept.sort((a, b) => a - b).map(point => points[point]);
}
