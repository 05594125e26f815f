import type { Vec3 } from '../../contracts/mesh.ts';
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
function findFittingRotation(scene: PrintScene): Vec3 | null {
  for (const [x, y] of POSES) {
    for (let z = 0; z < 180; z += STEP_DEG) {
      if (fitsTurned(scene, x, y, z)) return [x, y, z];
    }
  }
  return null;
}

function fitsTurned(
  { structure, bounds, printer, tolerance_mm }: PrintScene,
  x: number,
  y: number,
  z: number,
) {
  const up = x === 90 ? 1 : y === -90 ? 0 : 2;
  if (bounds.size[up] > printer.bed_mm[2] + tolerance_mm) return false;
  const { positions } = structure.mesh;
  const cosine = Math.cos((z * Math.PI) / 180);
  const sine = Math.sin((z * Math.PI) / 180);
  let [minU, maxU, minV, maxV] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < positions.length; at += 3) {
    // What the first two angles make of x and y: (x, y), (x, −z) or (−z, y).
    const u = up === 0 ? -positions[at + 2] : positions[at];
    const v = up === 1 ? -positions[at + 2] : positions[at + 1];
    const turnedU = u * cosine - v * sine;
    const turnedV = u * sine + v * cosine;
    if (turnedU < minU) minU = turnedU;
    if (turnedU > maxU) maxU = turnedU;
    if (turnedV < minV) minV = turnedV;
    if (turnedV > maxV) maxV = turnedV;
  }
  return maxU - minU <= printer.bed_mm[0] + tolerance_mm && maxV - minV <= printer.bed_mm[1] + tolerance_mm;
}
