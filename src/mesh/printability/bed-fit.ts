import type { Vec2, Vec3 } from '../../contracts/mesh.ts';
import { convexHull } from './convex-hull.ts';
import { type Finding, formatNumber, type LocatedFinding } from './finding.ts';
import type { PrintScene } from './print-scene.ts';

/** Turns about the vertical are tried in steps of this many degrees. */
const STEP_DEG = 1;

/** The first two angles of the rotation that brings an axis up; as modelled first, then lying on a side. */
const POSES = [
  [0, 0],
  [90, 0],
  [0, -90],
] as const;

/**
 * Checks whether the model fits the printer. `TOO_LARGE` is an error when it does not fit as it lies, and a warning
 * when it has only to be turned about the vertical, as slicers do by themselves. Tried are each axis up, turned by
 * any whole number of degrees. `value` and `limit` are the size of the model and of the printer, in millimetres,
 * along the axis where it is too large by most.
 */
export function checkBedFit(scene: PrintScene): readonly LocatedFinding[] {
  const { bounds, printer, tolerance_mm } = scene;
  const excesses = bounds.size.map((length, along) => length - printer.bed_mm[along]);
  const excess = Math.max(...excesses);
  if (excess <= tolerance_mm) return [];
  const axis = excesses.indexOf(excess);
  const size = bounds.size.map(formatNumber).join(' × ');
  const bed = printer.bed_mm.map(formatNumber).join(' × ');
  const rotation = findFittingRotation(scene);
  const shared = {
    code: 'TOO_LARGE',
    value: bounds.size[axis],
    limit: printer.bed_mm[axis],
    region: bounds,
  } as const;
  const finding: Finding =
    rotation === null
      ? {
          ...shared,
          severity: 'error',
          message: `The model is ${size} mm and does not fit into the printer's ${bed} mm, however it is turned.`,
          hint: 'Scale it down, or cut it into parts that are joined after printing.',
        }
      : {
          ...shared,
          severity: rotation[0] === 0 && rotation[1] === 0 ? 'warning' : 'error',
          message: `The model is ${size} mm and fits into the printer's ${bed} mm only when it is turned.`,
          hint: `Put rotate([${rotation.join(', ')}]) in front of it.`,
        };
  return [{ finding, triangles: new Uint32Array() }];
}

/** The first of the rotations tried, as OpenSCAD's `rotate` takes it, with which the model fits; or null. */
function findFittingRotation({ structure, bounds, printer, tolerance_mm }: PrintScene): Vec3 | null {
  const { positions } = structure.mesh;
  for (const [x, y] of POSES) {
    const up = x === 90 ? 1 : y === -90 ? 0 : 2;
    if (bounds.size[up] > printer.bed_mm[2] + tolerance_mm) continue;
    const shadow: Vec2[] = [];
    for (let at = 0; at < positions.length; at += 3) {
      // What the first two angles make of x and y: (x, y), (x, −z) or (−z, y).
      const u = up === 0 ? -positions[at + 2] : positions[at];
      const v = up === 1 ? -positions[at + 2] : positions[at + 1];
      shadow.push([u, v]);
    }
    const z = findFittingTurn_deg(shadow, printer.bed_mm, tolerance_mm);
    if (z !== null) return [x, y, z];
  }
  return null;
}

/** By how many whole degrees points are to be turned, counter-clockwise, to lie within a bed; null when by none. */
export function findFittingTurn_deg(
  shadow: readonly Vec2[],
  [bedX, bedY]: Vec3,
  slack_mm: number,
): number | null {
  const hull = convexHull(shadow);
  for (let turn_deg = 0; turn_deg < 180; turn_deg += STEP_DEG) {
    const cosine = Math.cos((turn_deg * Math.PI) / 180);
    const sine = Math.sin((turn_deg * Math.PI) / 180);
    let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [u, v] of hull) {
      const x = u * cosine - v * sine;
      const y = u * sine + v * cosine;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    if (maxX - minX <= bedX + slack_mm && maxY - minY <= bedY + slack_mm) return turn_deg;
  }
  return null;
}
