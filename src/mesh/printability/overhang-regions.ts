import { NO_MATE } from '../measure/half-edges.ts';
import { createForest, findRoot, joinItems } from '../union-find.ts';
import type { PrintScene } from './print-scene.ts';

/** Faces that look down more than a printer can lay over the air, and hang together. */
export interface OverhangRegion {
  /** Ascending. */
  readonly triangles: Uint32Array;
  /** The angle of the most level of them, measured from the vertical. */
  readonly angle_deg: number;
  /** Their mean angle, by area. */
  readonly mean_deg: number;
}

/** A chamfer of just the limit passes, whatever rounding made of it. */
const ANGLE_SLACK_DEG = 0.5;

const DEG = 180 / Math.PI;

/** The sine from which on a face is an overhang: the part of its normal that looks down. */
export function overhangSine(max_overhang_deg: number): number {
  return Math.sin(Math.min(90, max_overhang_deg + ANGLE_SLACK_DEG) / DEG);
}

/**
 * Finds the overhangs of a model. Faces lower than one layer above the bed rest on it. Triangles narrower than
 * rounding have no angle; they are left out.
 */
export function findOverhangRegions(scene: PrintScene): readonly OverhangRegion[] {
  const { structure } = scene;
  const isOverhang = markOverhangs(scene);
  const { mates } = structure.halfEdges;
  const forest = createForest(isOverhang.length);
  for (let half = 0; half < mates.length; half++) {
    if (mates[half] === NO_MATE || mates[half] < half) continue;
    const a = Math.floor(half / 3);
    const b = Math.floor(mates[half] / 3);
    if (isOverhang[a] + isOverhang[b] === 2) joinItems(forest, a, b);
  }
  const members = new Map<number, number[]>();
  for (let triangle = 0; triangle < isOverhang.length; triangle++) {
    if (isOverhang[triangle] === 0) continue;
    const root = findRoot(forest, triangle);
    const list = members.get(root);
    if (list === undefined) members.set(root, [triangle]);
    else list.push(triangle);
  }
  return [...members.values()].map(triangles => describeRegion(scene, triangles));
}

function describeRegion({ normals, twiceAreas }: PrintScene, triangles: readonly number[]): OverhangRegion {
  let greatest = 0;
  let weighted = 0;
  let weight = 0;
  for (const triangle of triangles) {
    const angle = Math.asin(Math.min(1, -normals[triangle * 3 + 2])) * DEG;
    greatest = Math.max(greatest, angle);
    weighted += angle * twiceAreas[triangle];
    weight += twiceAreas[triangle];
  }
  return { triangles: Uint32Array.from(triangles), angle_deg: greatest, mean_deg: weighted / weight };
}

/** 1 for each triangle that is an overhang. */
function markOverhangs({
  structure,
  printer,
  bed_z,
  normals,
  twiceAreas,
  tolerance_mm,
}: PrintScene): Uint8Array {
  const { positions, indices } = structure.mesh;
  const sine = overhangSine(printer.max_overhang_deg);
  const lowest = bed_z + printer.layer_mm + tolerance_mm;
  const isOverhang = new Uint8Array(twiceAreas.length);
  for (let triangle = 0; triangle < isOverhang.length; triangle++) {
    if (-normals[triangle * 3 + 2] <= sine) continue;
    const a = indices[triangle * 3] * 3;
    const b = indices[triangle * 3 + 1] * 3;
    const c = indices[triangle * 3 + 2] * 3;
    if (Math.max(positions[a + 2], positions[b + 2], positions[c + 2]) <= lowest) continue;
    const width = Math.max(
      spread(positions[a], positions[b], positions[c]),
      spread(positions[a + 1], positions[b + 1], positions[c + 1]),
    );
    if (twiceAreas[triangle] > 2 * tolerance_mm * width) isOverhang[triangle] = 1;
  }
  return isOverhang;
}

function spread(a: number, b: number, c: number): number {
  return Math.max(a, b, c) - Math.min(a, b, c);
}
