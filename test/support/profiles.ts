import type { Vec2, Vec3 } from '../../src/contracts/mesh.ts';
import { regularPolygon } from './solids.ts';

/** Area of a regular polygon with its corners on a circle. */
export function polygonArea(radius: number, segments: number): number {
  return (segments / 2) * radius ** 2 * Math.sin((2 * Math.PI) / segments);
}

/** Length of such a polygon. */
export function polygonLength(radius: number, segments: number): number {
  return 2 * segments * radius * Math.sin(Math.PI / segments);
}

/** A half circle from the lower pole to the upper one. */
export function halfCircle(radius: number, rings: number): Vec2[] {
  return Array.from({ length: rings + 1 }, (_, ring) => {
    const polar = (Math.PI * ring) / rings;
    const isPole = ring === 0 || ring === rings;
    return [isPole ? 0 : radius * Math.sin(polar), -radius * Math.cos(polar)];
  });
}

/** A circle around (distance, 0). */
export function circleAt(distance: number, radius: number, segments: number): Vec2[] {
  return regularPolygon(radius, segments).map(([x, z]) => [distance + x, z]);
}

/** All cells of a block for which `isFilled`. */
export function cellsOf(size: Vec3, isFilled: (x: number, y: number, z: number) => boolean): Vec3[] {
  const cells: Vec3[] = [];
  for (let x = 0; x < size[0]; x++) {
    for (let y = 0; y < size[1]; y++) {
      for (let z = 0; z < size[2]; z++) if (isFilled(x, y, z)) cells.push([x, y, z]);
    }
  }
  return cells;
}
