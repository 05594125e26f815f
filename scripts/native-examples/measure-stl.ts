import { measureBounds } from '../../src/mesh/bounds.ts';
import { measureMass } from '../../src/mesh/measure/mass.ts';
import { readBinaryStl } from '../../src/mesh/read-stl.ts';
import { weldTriangles } from '../../src/mesh/weld.ts';
import type { Solid } from './solid.ts';

const HEADER_BYTES = 84;
const TRIANGLE_BYTES = 50;

/**
 * Measures a binary STL straight from its bytes, with nothing of this package: the volume is the sum of the
 * signed tetrahedra between the triangles and a corner of the box, in float64.
 *
 * @throws RangeError for a file that is cut short.
 */
export function measureStlBytes(bytes: Uint8Array): Solid {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(80, true);
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  forEachTriangle(view, count, (...coordinates) => {
    coordinates.forEach((value, at) => {
      min[at % 3] = Math.min(min[at % 3], value);
      max[at % 3] = Math.max(max[at % 3], value);
    });
  });
  let sixVolumes = 0;
  let twoAreas = 0;
  forEachTriangle(view, count, (ax, ay, az, bx, by, bz, cx, cy, cz) => {
    const nx = (by - ay) * (cz - az) - (bz - az) * (cy - ay);
    const ny = (bz - az) * (cx - ax) - (bx - ax) * (cz - az);
    const nz = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    sixVolumes += (ax - min[0]) * nx + (ay - min[1]) * ny + (az - min[2]) * nz;
    twoAreas += Math.hypot(nx, ny, nz);
  });
  return { box: [...min, ...max], volume_mm3: sixVolumes / 6, area_mm2: twoAreas / 2 };
}

/** Nine coordinates, three of each corner. */
type TriangleVisitor = (
  ...coordinates: [number, number, number, number, number, number, number, number, number]
) => void;

function forEachTriangle(view: DataView, count: number, visit: TriangleVisitor): void {
  for (let triangle = 0; triangle < count; triangle++) {
    // The normal comes first.
    const start = HEADER_BYTES + triangle * TRIANGLE_BYTES + 12;
    const read = (index: number) => view.getFloat32(start + index * 4, true);
    visit(read(0), read(1), read(2), read(3), read(4), read(5), read(6), read(7), read(8));
  }
}

/** Measures a binary STL with this package: read, welded, and measured as `measure_model` does. */
export function measureByReader(bytes: Uint8Array): Solid {
  const { positions, indices } = weldTriangles(readBinaryStl(bytes));
  const { min, max } = measureBounds(positions);
  const { volume_mm3, area_mm2 } = measureMass({ positions, indices, faceColors: null });
  return { box: [...min, ...max], volume_mm3, area_mm2 };
}
