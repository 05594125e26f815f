import type { Vec3 } from '../../contracts/mesh.ts';

const DEG = 180 / Math.PI;

/** Angles are given to this many per degree: finer than any use of them. */
const ANGLE_STEPS = 1e4;

/**
 * The angles for OpenSCAD's `rotate([x, y, z])` that make a direction of the model point down. OpenSCAD turns
 * about x first, which brings the direction below the x axis, then about y, which brings it down.
 */
export function rotationToDown([x, y, z]: Vec3): Vec3 {
  const fromX = Math.hypot(y, z);
  // Of a direction along x the first angle does not matter.
  const aboutX = fromX < 1e-9 ? 0 : Math.atan2(-y, -z) * DEG;
  const aboutY = Math.atan2(x, fromX) * DEG;
  return [tidyAngle(aboutX), tidyAngle(aboutY), 0];
}

/** The rows of the matrix of `rotate([x, y, 0])`: what of a point becomes its x, y and z. */
export function rotationRows([aboutX, aboutY]: Vec3): readonly [Vec3, Vec3, Vec3] {
  const [cosX, sinX] = [Math.cos(aboutX / DEG), Math.sin(aboutX / DEG)];
  const [cosY, sinY] = [Math.cos(aboutY / DEG), Math.sin(aboutY / DEG)];
  return [
    [cosY, sinX * sinY, cosX * sinY],
    [0, cosX, -sinX],
    [-sinY, sinX * cosY, cosX * cosY],
  ];
}

/** Rounds an angle, and turns −180 into 180 and −0 into 0. */
function tidyAngle(angle_deg: number): number {
  const rounded = Math.round(angle_deg * ANGLE_STEPS) / ANGLE_STEPS + 0;
  return rounded === -180 ? 180 : rounded;
}
