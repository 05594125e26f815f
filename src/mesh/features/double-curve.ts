import { dot } from '../measure/vectors.ts';
import type { FaceAnalysis } from './analyze-faces.ts';
import type { RoundSurface } from './round-surface.ts';

/** Lengths and bends along a profile count as equal when they differ by less than this share. */
const EQUAL_SHARE = 0.03;

/** Axes that differ by less than this cosine, 2.6°, are one for surfaces that touch. */
const COAXIAL_COSINE = 0.999;

/**
 * Whether a round surface is a piece of a ball, a torus or another doubly curved body, rather than a cylinder
 * or cone that somebody meant: a cone that goes over into another one along the same axis, a cylinder like the
 * equator of a ball with the cones beside it, or an arc that goes over into an equally long one along
 * another axis.
 */
export function isPieceOfDoubleCurve(analysis: FaceAnalysis, number: number): boolean {
  const { surfaces } = analysis;
  const surface = surfaces[number];
  if (surface.kind === 'cylinder') return isEquator(analysis, number) || isBentOn(analysis, number);
  return (
    conesBeside(analysis, number).length > 0 ||
    analysis.ends[number].some(({ neighbour }) => neighbour >= 0 && isEquator(analysis, neighbour))
  );
}

/**
 * Whether a cylinder lies between two cones that are as long as it is and bend away from it equally, or is the
 * end of a row of cones of which the last is no shorter.
 */
function isEquator(analysis: FaceAnalysis, number: number): boolean {
  if (analysis.surfaces[number].kind === 'cone') return false;
  const length = profileLength(analysis, number);
  const cones = conesBeside(analysis, number);
  const endsRow = cones.some(
    ({ neighbour }) =>
      conesBeside(analysis, neighbour).length > 0 &&
      length <= (1 + EQUAL_SHARE) * profileLength(analysis, neighbour),
  );
  if (endsRow || cones.length < 2) return endsRow;
  const areAsLong = cones.every(({ neighbour }) => isAbout(profileLength(analysis, neighbour), length));
  return areAsLong && isAbout(cones[0].bend_rad, cones[1].bend_rad);
}

/** Whether an arc is followed by another one, like the next piece of a tube that is bent. */
function isBentOn(analysis: FaceAnalysis, number: number): boolean {
  const { surfaces, ends } = analysis;
  return ends[number].some(({ neighbour }) => {
    if (neighbour < 0 || surfaces[neighbour].kind === 'cone') return false;
    if (areCoaxial(surfaces[number], surfaces[neighbour])) return false;
    return profileLength(analysis, number) <= (1 + EQUAL_SHARE) * profileLength(analysis, neighbour);
  });
}

function conesBeside({ surfaces, ends }: FaceAnalysis, number: number) {
  return ends[number].filter(
    ({ neighbour }) =>
      neighbour >= 0 &&
      surfaces[neighbour].kind === 'cone' &&
      areCoaxial(surfaces[number], surfaces[neighbour]),
  );
}

function areCoaxial(a: RoundSurface, b: RoundSurface): boolean {
  return Math.abs(dot(a.axis, b.axis)) > COAXIAL_COSINE;
}

/** The length of the line whose turning makes the surface. */
function profileLength({ surfaces, ends }: FaceAnalysis, number: number): number {
  const [lower, upper] = ends[number];
  return (upper.level_mm - lower.level_mm) * Math.hypot(1, surfaces[number].slope);
}

function isAbout(a: number, b: number): boolean {
  return Math.abs(a - b) <= EQUAL_SHARE * Math.max(Math.abs(a), Math.abs(b));
}
