import type { Vec3 } from '../../contracts/mesh.ts';
import type { FaceAnalysis } from '../features/analyze-faces.ts';
import { listPlaneFacets } from '../features/planes.ts';
import { measureMass } from '../measure/mass.ts';
import { dot, pointAt } from '../measure/vectors.ts';
import { formatNumber } from './finding.ts';
import { measurePose, type Pose } from './pose.ts';
import type { PrintScene } from './print-scene.ts';

/** A way to lay a model on the bed, compared with others. */
export interface Orientation {
  /** What to put into OpenSCAD's `rotate([x, y, z])`, in degrees. */
  readonly rotation_deg: Vec3;
  /** The direction of the model, as it is, that points down then. */
  readonly down: Vec3;
  /** The model lies like that already. */
  readonly is_current: boolean;
  /** 0 to 100, the best first. */
  readonly score: number;
  /** The area that overhangs more than the printer can print, bridges included. */
  readonly overhang_mm2: number;
  /** The area that lies flat on the bed. */
  readonly contact_mm2: number;
  readonly height_mm: number;
  /** By how much it may be tilted before it tips over; negative when it does so by itself. */
  readonly tip_deg: number;
  readonly fits_bed: boolean;
  /** What speaks for and against it, in words. */
  readonly reasons: readonly string[];
}

const AXES: readonly Vec3[] = [
  [0, 0, -1],
  [0, 0, 1],
  [0, -1, 0],
  [0, 1, 0],
  [-1, 0, 0],
  [1, 0, 0],
];

/** How many of the largest flat faces are tried as undersides. */
const MAX_FACES = 12;

/** Directions nearer to each other than this cosine, 0.8°, are one. */
const SAME_COSINE = 0.9999;

const DEFAULT_COUNT = 5;

/** What counts how much, of 100 points. Support costs most: plastic, time and the look of the face. */
const POINTS = { overhang: 45, contact: 25, height: 15, stability: 15 } as const;

/** Up to this tilt a part only balances, as on its tip or on an edge: rounding decides the sign of nothing. */
const BALANCED_TIP_DEG = 0.1;

/** With so many poses that stand there is no need of one that tips over by itself. */
const ENOUGH_STANDING = 2;

/** From this tilt on a part stands as firmly as need be. */
const FIRM_TIP_DEG = 20;

/**
 * Ranks ways to lay a model on the bed: on the largest of its flat faces, and as it is along each axis. Each gets
 * points for little overhang, much contact, little height and a firm stand, compared with the best and worst
 * of them; what does not fit the bed comes last. Poses that tip over by themselves, or only balance, are left out
 * where two others stand. The present one is always listed: as the last, in addition to `count`, when it is not among the best.
 */
export function rankOrientations(
  scene: PrintScene,
  analysis: FaceAnalysis,
  count = DEFAULT_COUNT,
): readonly Orientation[] {
  if (scene.structure.mesh.indices.length === 0) return [];
  const centre = measureMass(scene.structure.mesh).center_mm;
  const poses = listDirections(analysis).map(down => measurePose(scene, down, centre));
  const worst: Extremes = {
    overhang_mm2: Math.max(...poses.map(pose => pose.overhang_mm2)),
    contact_mm2: Math.max(...poses.map(pose => pose.contact_mm2)),
    height_mm: Math.max(...poses.map(pose => pose.height_mm)),
  };
  const ranked = poses
    .map(pose => ({
      ...pose,
      is_current: dot(pose.down, AXES[0]) > SAME_COSINE,
      score: scorePose(pose, worst),
      reasons: explain(pose, worst),
    }))
    .sort((a, b) => Number(b.fits_bed) - Number(a.fits_bed) || b.score - a.score);
  const standing = ranked.filter(({ tip_deg }) => tip_deg > BALANCED_TIP_DEG);
  const best = (standing.length >= ENOUGH_STANDING ? standing : ranked).slice(0, count);
  return [...best, ...ranked.filter(pose => pose.is_current && !best.includes(pose))];
}

/** Directions that may point down; the present one first, so that it wins among equals. */
function listDirections(analysis: FaceAnalysis): readonly Vec3[] {
  const faces = listPlaneFacets(analysis, () => false).slice(0, MAX_FACES);
  const directions: Vec3[] = [];
  for (const direction of [...AXES, ...faces.map(facet => pointAt(analysis.facets.normals, facet))]) {
    if (!directions.some(other => dot(other, direction) > SAME_COSINE)) directions.push(direction);
  }
  return directions;
}

type Extremes = Pick<Pose, 'overhang_mm2' | 'contact_mm2' | 'height_mm'>;

function scorePose(pose: Pose, { overhang_mm2, contact_mm2, height_mm }: Extremes): number {
  const overhang = overhang_mm2 > 0 ? 1 - pose.overhang_mm2 / overhang_mm2 : 1;
  const contact = contact_mm2 > 0 ? pose.contact_mm2 / contact_mm2 : 0;
  const height = height_mm > 0 ? 1 - pose.height_mm / height_mm : 1;
  const stability = Math.min(1, Math.max(0, pose.tip_deg / FIRM_TIP_DEG));
  const points =
    POINTS.overhang * overhang +
    POINTS.contact * contact +
    POINTS.height * height +
    POINTS.stability * stability;
  return Math.round(points * 10) / 10;
}

function explain(pose: Pose, { contact_mm2 }: Extremes): readonly string[] {
  const reasons = [
    pose.overhang_mm2 > 0
      ? `${formatNumber(pose.overhang_mm2)} mm² of overhang`
      : 'no overhang beyond the limit',
    pose.contact_mm2 > 0
      ? `lies on ${formatNumber(pose.contact_mm2)} mm²${pose.contact_mm2 === contact_mm2 ? ', the most of all' : ''}`
      : 'lies on no flat face',
    `${formatNumber(pose.height_mm)} mm high`,
  ];
  if (pose.tip_deg < 0) reasons.push('tips over');
  else if (pose.tip_deg < FIRM_TIP_DEG)
    reasons.push(`tips over when tilted by ${formatNumber(pose.tip_deg)}°`);
  if (!pose.fits_bed) reasons.push('does not fit the bed');
  return reasons;
}
