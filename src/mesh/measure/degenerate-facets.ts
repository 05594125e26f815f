import type { Mesh } from '../../contracts/mesh.ts';
import { isCollapsed } from './half-edges.ts';
import { twiceAreaOf } from './triangle-area.ts';

/**
 * Whether two corners of a triangle are one, or its height over the longest side is not above
 * `tolerance_mm`, so that rounding decides which way it faces.
 */
export function isWithoutArea(mesh: Mesh, triangle: number, tolerance_mm: number): boolean {
  if (isCollapsed(mesh.indices, triangle)) return true;
  return twiceAreaOf(mesh, triangle) <= tolerance_mm * longestSide(mesh, triangle);
}

/** Lists the triangles without area ({@link isWithoutArea}). */
export function findDegenerateFacets(mesh: Mesh, tolerance_mm: number): Uint32Array {
  const found: number[] = [];
  for (let triangle = 0; triangle < mesh.indices.length / 3; triangle++) {
    if (isWithoutArea(mesh, triangle, tolerance_mm)) found.push(triangle);
  }
  return Uint32Array.from(found);
}

function longestSide(mesh: Mesh, triangle: number): number {
  const a = mesh.indices[triangle * 3] * 3;
  const b = mesh.indices[triangle * 3 + 1] * 3;
  const c = mesh.indices[triangle * 3 + 2] * 3;
  const { positions } = mesh;
  return Math.sqrt(
    Math.max(
      squaredDistance(positions, a, b),
      squaredDistance(positions, b, c),
      squaredDistance(positions, c, a),
    ),
  );
}

function squaredDistance(positions: Float32Array, a: number, b: number): number {
  const dx = positions[a] - positions[b];
  const dy = positions[a + 1] - positions[b + 1];
  const dz = positions[a + 2] - positions[b + 2];
  return dx * dx + dy * dy + dz * dz;
}
