import { orient3d } from 'robust-predicates';
import type { Vec3 } from '../../contracts/mesh.ts';
import { cross, dot, lengthOf, normalize, subtract } from './vectors.ts';

/** Three corners. */
export type Triangle = readonly [Vec3, Vec3, Vec3];

/**
 * Tells whether two triangles pass through each other by more than `tolerance`, and if so at which point.
 *
 * They cross when each has corners on both sides of the other's plane and the stretches in which they meet
 * the planes' common line overlap. On which side a corner lies comes from an exact predicate; a corner
 * nearer to the plane than the tolerance is taken to be in it, for rounding alone puts it on one side or
 * the other. So triangles that touch do not cross. Triangles in one plane that face the same way cross
 * where they overlap; facing each other, they are two solids that touch.
 */
export function findCrossing(a: Triangle, b: Triangle, tolerance: number): Vec3 | null {
  const normalA = normalOf(a);
  const sidesB = sidesOf(a, lengthOf(normalA), b, tolerance);
  if (staysOnOneSide(sidesB)) return null;
  const normalB = normalOf(b);
  if (sidesB.every(side => side === 0)) {
    return dot(normalA, normalB) > 0 ? findOverlap(a, b, normalA, tolerance) : null;
  }
  const sidesA = sidesOf(b, lengthOf(normalB), a, tolerance);
  if (staysOnOneSide(sidesA) || sidesA.every(side => side === 0)) return null;
  const line = normalize(cross(normalA, normalB));
  const stretchA = stretchOn(line, a, sidesA);
  const stretchB = stretchOn(line, b, sidesB);
  const from = stretchA.from.at > stretchB.from.at ? stretchA.from : stretchB.from;
  const to = stretchA.to.at < stretchB.to.at ? stretchA.to : stretchB.to;
  return to.at - from.at > tolerance ? middleOf(from.point, to.point) : null;
}

/** Square to a triangle and twice its area long. */
function normalOf([a, b, c]: Triangle): Vec3 {
  return cross(subtract(b, a), subtract(c, a));
}

/**
 * The error of a determinant computed in float64, as a share of the sum of its terms' sizes (Shewchuk, Adaptive
 * Precision Floating-Point Arithmetic, 1997: (7 + 56 ε) ε with ε = 2⁻⁵³).
 */
const DETERMINANT_ERROR = 7.8e-16;

/** Distances of the corners of `other` from the plane of `plane`; 0 for what cannot be told from it. */
function sidesOf(plane: Triangle, twiceArea: number, other: Triangle, tolerance: number): number[] {
  const least = tolerance * twiceArea;
  const sideOf = (point: Vec3) => {
    const volume = sixVolumes(plane, point, least);
    return Math.abs(volume) <= least ? 0 : volume / twiceArea;
  };
  return [sideOf(other[0]), sideOf(other[1]), sideOf(other[2])];
}

/**
 * Six volumes of a tetrahedron, with the right sign. Plain arithmetic does unless its error could be larger than
 * both the volume and what counts as none.
 */
function sixVolumes([a, b, c]: Triangle, [x, y, z]: Vec3, least: number): number {
  const adx = a[0] - x;
  const ady = a[1] - y;
  const adz = a[2] - z;
  const bdx = b[0] - x;
  const bdy = b[1] - y;
  const bdz = b[2] - z;
  const cdx = c[0] - x;
  const cdy = c[1] - y;
  const cdz = c[2] - z;
  const volume =
    adz * (bdx * cdy - cdx * bdy) + bdz * (cdx * ady - adx * cdy) + cdz * (adx * bdy - bdx * ady);
  const size =
    Math.abs(adz) * (Math.abs(bdx * cdy) + Math.abs(cdx * bdy)) +
    Math.abs(bdz) * (Math.abs(cdx * ady) + Math.abs(adx * cdy)) +
    Math.abs(cdz) * (Math.abs(adx * bdy) + Math.abs(bdx * ady));
  const error = DETERMINANT_ERROR * size;
  if (error < Math.max(Math.abs(volume), least / 2)) return volume;
  return orient3d(a[0], a[1], a[2], b[0], b[1], b[2], c[0], c[1], c[2], x, y, z);
}

/** Whether the triangle is not cut by the plane, though it may touch it. All in the plane does not count. */
function staysOnOneSide([a, b, c]: readonly number[]): boolean {
  if (a === 0 && b === 0 && c === 0) return false;
  return (a >= 0 && b >= 0 && c >= 0) || (a <= 0 && b <= 0 && c <= 0);
}

/** A point on the line where two planes meet, and where along it. */
interface Mark {
  readonly at: number;
  readonly point: Vec3;
}

/** The stretch of the line that lies in a triangle, which the other's plane cuts. */
function stretchOn(line: Vec3, corners: Triangle, sides: readonly number[]): { from: Mark; to: Mark } {
  const marks: Mark[] = [];
  for (let corner = 0; corner < 3; corner++) {
    const next = (corner + 1) % 3;
    if (sides[corner] === 0) marks.push({ at: dot(corners[corner], line), point: corners[corner] });
    if (sides[corner] * sides[next] >= 0) continue;
    const share = sides[corner] / (sides[corner] - sides[next]);
    const [a, b] = [corners[corner], corners[next]];
    const point: Vec3 = [
      a[0] + (b[0] - a[0]) * share,
      a[1] + (b[1] - a[1]) * share,
      a[2] + (b[2] - a[2]) * share,
    ];
    marks.push({ at: dot(point, line), point });
  }
  marks.sort((a, b) => a.at - b.at);
  return { from: marks[0], to: marks[marks.length - 1] };
}

/**
 * Where two triangles in one plane overlap, or null: no side of either has the whole other triangle beyond
 * it (separating axis theorem).
 */
function findOverlap(a: Triangle, b: Triangle, normal: Vec3, tolerance: number): Vec3 | null {
  const isApart = (from: Triangle, to: Triangle) =>
    [0, 1, 2].some(corner => {
      const start = from[corner];
      const outwards = normalize(cross(subtract(from[(corner + 1) % 3], start), normal));
      return to.every(point => dot(subtract(point, start), outwards) >= -tolerance);
    });
  if (isApart(a, b) || isApart(b, a)) return null;
  return middleOf(centroidOf(a), centroidOf(b));
}

function centroidOf([a, b, c]: Triangle): Vec3 {
  return [(a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3, (a[2] + b[2] + c[2]) / 3];
}

function middleOf(a: Vec3, b: Vec3): Vec3 {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
}
