import type { Vec2, Vec3 } from '../../contracts/mesh.ts';
import { measureMass } from '../measure/mass.ts';
import { measureSection } from '../measure/section.ts';
import { convexHull, depthInHull, hullWidth } from './convex-hull.ts';
import { isolatePart, type PrintPart } from './print-parts.ts';
import type { PrintScene } from './print-scene.ts';

/** How a part stands on the bed, judged by the middle of its first layer. */
export interface Stand {
  /** Area of the first layer. */
  readonly contact_mm2: number;
  /** The middle of its hull, on the bed. */
  readonly at: Vec3;
  /** How far inside that hull the centre of mass is, seen from above; negative outside. */
  readonly margin_mm: number;
  /** The height of the centre of mass above the bed. */
  readonly centre_mm: number;
  /** The width of the hull where it is narrowest. */
  readonly foot_mm: number;
}

/** Measures how a part, given with its triangles, stands. It must be closed and reach down to the bed. */
export function measureStand(scene: PrintScene, part: PrintPart, triangles: Uint32Array): Stand {
  const structure = isolatePart(scene.structure, triangles);
  const section = measureSection(structure, 'z', scene.bed_z + scene.printer.layer_mm / 2);
  const hull = convexHull(section.contours.flatMap(({ points_mm }) => points_mm));
  const { center_mm } = measureMass(structure.mesh);
  return {
    contact_mm2: section.area_mm2,
    at: [...middleOf(hull, part), scene.bed_z],
    margin_mm: depthInHull(hull, [center_mm[0], center_mm[1]]),
    centre_mm: center_mm[2] - scene.bed_z,
    foot_mm: hullWidth(hull),
  };
}

/** The middle of the box around points, or around the part when there are none. */
function middleOf(hull: readonly Vec2[], { bounds }: PrintPart): [number, number] {
  if (hull.length === 0) return [(bounds.min[0] + bounds.max[0]) / 2, (bounds.min[1] + bounds.max[1]) / 2];
  const xs = hull.map(([x]) => x);
  const ys = hull.map(([, y]) => y);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}
