import type { Bounds, Vec3 } from '../../contracts/mesh.ts';
import { measureBounds } from '../bounds.ts';
import { turnPartsOutward } from '../features/turn-outward.ts';
import { facetNormals } from '../measure/facet-normals.ts';
import type { MeshStructure } from '../measure/mesh-structure.ts';
import { roundingTolerance } from '../measure/rounding.ts';
import type { Printer } from './printer.ts';

/** A model on a printer, as every check looks at it: Z up, let down onto the bed like a slicer does. */
export interface PrintScene {
  /** Its parts are wound outwards. */
  readonly structure: MeshStructure;
  readonly printer: Printer;
  readonly bounds: Bounds;
  /** The height of the bed: that of the model's lowest point. */
  readonly bed_z: number;
  /** x, y, z of each triangle's unit normal. */
  readonly normals: Float64Array;
  readonly twiceAreas: Float64Array;
  readonly tolerance_mm: number;
}

/** Puts a model on a printer. */
export function createPrintScene(structure: MeshStructure, printer: Printer): PrintScene {
  const outward = turnPartsOutward(structure);
  const { positions } = outward.mesh;
  const bounds = measureBounds(positions);
  return {
    structure: outward,
    printer,
    bounds,
    bed_z: bounds.min[2],
    ...facetNormals(outward.mesh),
    tolerance_mm: roundingTolerance(positions),
  };
}

/** What a set of triangles covers. */
export interface Region {
  readonly bounds: Bounds;
  readonly area_mm2: number;
  /** The centre of the area, which need not lie on it. */
  readonly centre: Vec3;
}

/** Measures a set of triangles; for none of them all is zero. */
export function measureRegion({ structure, twiceAreas }: PrintScene, triangles: Iterable<number>): Region {
  const { positions, indices } = structure.mesh;
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  const sum: [number, number, number] = [0, 0, 0];
  let twice = 0;
  for (const triangle of triangles) {
    const share = twiceAreas[triangle] / 3;
    twice += twiceAreas[triangle];
    for (let corner = triangle * 3; corner < triangle * 3 + 3; corner++) {
      for (let axis = 0; axis < 3; axis++) {
        const value = positions[indices[corner] * 3 + axis];
        if (value < min[axis]) min[axis] = value;
        if (value > max[axis]) max[axis] = value;
        sum[axis] += value * share;
      }
    }
  }
  if (min[0] > max[0])
    return { bounds: { min: [0, 0, 0], max: [0, 0, 0], size: [0, 0, 0] }, area_mm2: 0, centre: [0, 0, 0] };
  const size: Vec3 = [max[0] - min[0], max[1] - min[1], max[2] - min[2]];
  const middle: Vec3 = [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
  const centre: Vec3 = twice > 0 ? [sum[0] / twice, sum[1] / twice, sum[2] / twice] : middle;
  return { bounds: { min, max, size }, area_mm2: twice / 2, centre };
}
