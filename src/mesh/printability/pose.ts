import type { Vec2, Vec3 } from '../../contracts/mesh.ts';
import { dot } from '../measure/vectors.ts';
import { findFittingTurn_deg } from './bed-fit.ts';
import { convexHull, depthInHull } from './convex-hull.ts';
import { overhangSine } from './overhang-regions.ts';
import type { PrintScene } from './print-scene.ts';
import { rotationRows, rotationToDown } from './rotation.ts';

/** What it means for a model to be printed lying in some way. */
export interface Pose {
  readonly down: Vec3;
  readonly rotation_deg: Vec3;
  readonly overhang_mm2: number;
  readonly contact_mm2: number;
  readonly height_mm: number;
  readonly tip_deg: number;
  /** Turned about the vertical as may be. */
  readonly fits_bed: boolean;
}

/** Faces this near to level lie on the bed, when they are low enough: cosine of 1°. */
const LEVEL_COSINE = Math.cos(Math.PI / 180);

/** Measures the pose in which a direction of the model points down. `centre` is its centre of mass. */
export function measurePose(scene: PrintScene, down: Vec3, centre: Vec3): Pose {
  const rotation_deg = rotationToDown(down);
  const rows = rotationRows(rotation_deg);
  const turned = turnPositions(scene.structure.mesh.positions, rows);
  const { min, max } = turned;
  const size = [0, 1, 2].map(axis => max[axis] - min[axis]);
  const bed_mm = scene.printer.bed_mm;
  const slack = scene.tolerance_mm;
  const fitsAsItLies = size[0] <= bed_mm[0] + slack && size[1] <= bed_mm[1] + slack;
  const fitsFlat = () =>
    fitsAsItLies || findFittingTurn_deg(listFoot(turned, Infinity), bed_mm, slack) !== null;
  const foot = convexHull(listFoot(turned, min[2] + scene.printer.layer_mm / 2));
  const margin = depthInHull(foot, [dot(rows[0], centre), dot(rows[1], centre)]);
  return {
    down,
    rotation_deg,
    ...sumFaces(scene, down, turned),
    height_mm: size[2],
    tip_deg: (Math.atan2(margin, dot(rows[2], centre) - min[2]) * 180) / Math.PI,
    fits_bed: size[2] <= bed_mm[2] + slack && fitsFlat(),
  };
}

interface Turned {
  /** x, y, z per vertex after the rotation. */
  readonly positions: Float64Array;
  readonly min: Vec3;
  readonly max: Vec3;
}

function turnPositions(positions: Float32Array, rows: readonly [Vec3, Vec3, Vec3]): Turned {
  const turned = new Float64Array(positions.length);
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let axis = 0; axis < 3; axis++) {
    const [rx, ry, rz] = rows[axis];
    for (let at = 0; at < positions.length; at += 3) {
      const value = rx * positions[at] + ry * positions[at + 1] + rz * positions[at + 2];
      turned[at + axis] = value;
      if (value < min[axis]) min[axis] = value;
      if (value > max[axis]) max[axis] = value;
    }
  }
  return { positions: turned, min, max };
}

/** Where the vertices up to a height are, seen from above. */
function listFoot({ positions }: Turned, highest: number): Vec2[] {
  const foot: Vec2[] = [];
  for (let at = 0; at < positions.length; at += 3) {
    if (positions[at + 2] <= highest) foot.push([positions[at], positions[at + 1]]);
  }
  return foot;
}

/** Adds up the areas that overhang and that lie on the bed. */
function sumFaces(
  { structure, normals, twiceAreas, printer, tolerance_mm }: PrintScene,
  down: Vec3,
  turned: Turned,
) {
  const { indices } = structure.mesh;
  const { positions, min } = turned;
  const sine = overhangSine(printer.max_overhang_deg);
  const firstLayer = min[2] + printer.layer_mm + tolerance_mm;
  let overhang = 0;
  let contact = 0;
  for (let triangle = 0; triangle < twiceAreas.length; triangle++) {
    const at = triangle * 3;
    const facing = normals[at] * down[0] + normals[at + 1] * down[1] + normals[at + 2] * down[2];
    if (facing <= sine) continue;
    const highest = Math.max(
      positions[indices[at] * 3 + 2],
      positions[indices[at + 1] * 3 + 2],
      positions[indices[at + 2] * 3 + 2],
    );
    if (highest > firstLayer) overhang += twiceAreas[triangle] / 2;
    else if (facing >= LEVEL_COSINE) contact += twiceAreas[triangle] / 2;
  }
  return { overhang_mm2: overhang, contact_mm2: contact };
}
