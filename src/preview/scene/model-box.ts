import { Vector3 } from 'three';
import type { Bounds } from '../../contracts/mesh.ts';

/** The axis-aligned box around a model, as cameras need it. */
export interface ModelBox {
  readonly min: Vector3;
  readonly max: Vector3;
  readonly center: Vector3;
  /** Length of the space diagonal in mm; 1 for a single point, so that it can always be divided by. */
  readonly diagonal_mm: number;
}

/** Below this a box counts as a point: 1 / size would leave the range of 32-bit floats. */
const POINT_SIZE_MM = 1e-30;

/** Measures the box around points given as x, y, z triples; of no points it is a point at the origin. */
export function measureBox(points: Float32Array): ModelBox {
  const min = new Vector3(Infinity, Infinity, Infinity);
  const max = new Vector3(-Infinity, -Infinity, -Infinity);
  for (let i = 0; i < points.length; i += 3) {
    const x = points[i];
    const y = points[i + 1];
    const z = points[i + 2];
    if (x < min.x) min.x = x;
    if (x > max.x) max.x = x;
    if (y < min.y) min.y = y;
    if (y > max.y) max.y = y;
    if (z < min.z) min.z = z;
    if (z > max.z) max.z = z;
  }
  if (points.length === 0) {
    min.setScalar(0);
    max.setScalar(0);
  }
  return boxBetween(min, max);
}

/** The box with the given corners. */
export function boxOf({ min, max }: Pick<Bounds, 'min' | 'max'>): ModelBox {
  return boxBetween(new Vector3(...min), new Vector3(...max));
}

function boxBetween(min: Vector3, max: Vector3): ModelBox {
  const diagonal_mm = min.distanceTo(max);
  return {
    min,
    max,
    center: min.clone().add(max).multiplyScalar(0.5),
    diagonal_mm: diagonal_mm > POINT_SIZE_MM ? diagonal_mm : 1,
  };
}

/** Tells whether the point is inside the box or on its surface. */
export function boxContains(box: ModelBox, { x, y, z }: Vector3): boolean {
  const { min, max } = box;
  return x >= min.x && x <= max.x && y >= min.y && y <= max.y && z >= min.z && z <= max.z;
}

/** The eight corners of the box. */
export function boxCorners({ min, max }: ModelBox): Vector3[] {
  const corners: Vector3[] = [];
  for (const x of [min.x, max.x]) {
    for (const y of [min.y, max.y]) {
      for (const z of [min.z, max.z]) corners.push(new Vector3(x, y, z));
    }
  }
  return corners;
}
