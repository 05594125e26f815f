import type { Mesh, Vec3 } from '../../contracts/mesh.ts';
import { findPrincipalAxes } from '../measure/principal-axes.ts';
import { along, cross, dot, lengthOf, normalize, pointAt, subtract } from '../measure/vectors.ts';
import type { Facets } from './facets.ts';
import { fitCircle } from './fit-circle.ts';
import { gatherRulings, type Rulings } from './rulings.ts';
import type { Strips } from './strips.ts';

/** Part of a cylinder or cone, as a mesh approximates it by flat facets side by side. */
export interface RoundSurface {
  readonly kind: 'cylinder' | 'cone';
  /** Material is inside, as in a pin; outside it is a hole. */
  readonly isConvex: boolean;
  /** Unit vector; of a cone towards the tip. */
  readonly axis: Vec3;
  /** A point on the axis. */
  readonly origin: Vec3;
  /** The radius, at the origin, of the circle that the corners of the facets lie on. */
  readonly radius_mm: number;
  /** By how much the radius grows per millimetre along the axis: 0 for a cylinder, negative for a cone. */
  readonly slope: number;
  /** The angle about the axis that one facet takes. */
  readonly step_rad: number;
  /** Facets that a full turn has or would have; a whole number when it is closed. */
  readonly sides: number;
  /** How many facets there are side by side. */
  readonly covered: number;
  /** The facets form a full turn. */
  readonly isClosed: boolean;
  readonly facets: readonly number[];
  /** The strip that each of the facets is. */
  readonly strips: Uint32Array;
}

/** Vertices may be this many times the rounding tolerance away from the surface that is fitted. */
const FIT_SLACK = 4;

/** Sides per turn count as a whole number when they differ from one by less than this share. */
const WHOLE_TURN = 2e-3;

/**
 * Fits a cylinder or cone to a group of strips. Null when their corners do not lie on one, as those of a
 * sphere's or of an elliptic surface, which may look alike to begin with.
 */
export function fitRoundSurface(
  mesh: Mesh,
  facets: Facets,
  strips: Strips,
  group: Uint32Array,
  tolerance_mm: number,
): RoundSurface | null {
  const rulings = gatherRulings(mesh, facets, strips, group);
  const slack_mm = FIT_SLACK * tolerance_mm;
  // The sides of short strips seem parallel even where they belong to a slender cone.
  const axis = rulings.areTapered ? coneAxis(rulings) : normalize(sumDirections(rulings));
  const fit =
    (rulings.areTapered ? null : fitAbout(mesh, rulings, axis, 'cylinder', slack_mm)) ??
    fitAbout(mesh, rulings, axis, 'cone', slack_mm);
  if (fit === null) return null;
  const isConvex = strips.bends[group[0]] > 0;
  const members = Array.from(group, strip => strips.facetOf[strip]);
  if (looksOutward(mesh, facets, members[0], fit) !== isConvex) return null;
  return { isConvex, ...fit, ...countSides(facets, members, fit), facets: members, strips: group };
}

type Fit = Pick<RoundSurface, 'kind' | 'axis' | 'origin' | 'radius_mm' | 'slope' | 'step_rad'>;

/** Fits a surface about an axis whose direction is known; null when vertices are further away than the slack. */
function fitAbout(mesh: Mesh, rulings: Rulings, axis: Vec3, kind: Fit['kind'], slack_mm: number): Fit | null {
  if (lengthOf(axis) === 0) return null;
  const [u, v] = frameAround(axis);
  const level = meanLevel(mesh, rulings, axis);
  const crossings = crossLevel(rulings, [u, v], level);
  const circle = fitCircle(crossings);
  if (circle === null) return null;
  const origin = along(along(along([0, 0, 0], u, circle.u), v, circle.v), axis, level);
  const radius_mm = circle.radius;
  const slope = kind === 'cone' ? fitSlope(mesh, rulings, { axis, origin, radius_mm }) : 0;
  if (!liesOn(mesh, rulings, { axis, origin, radius_mm, slope }, slack_mm)) return null;
  const towardsTip = slope > 0 ? along([0, 0, 0], axis, -1) : axis;
  const step_rad = stepAngle(crossings, radius_mm);
  return { kind, axis: towardsTip, origin, radius_mm, slope: -Math.abs(slope) + 0, step_rad };
}

/** How far a point is along the axis, from the origin, and how far from the axis. */
export function locate(
  { axis, origin }: Pick<RoundSurface, 'axis' | 'origin'>,
  x: number,
  y: number,
  z: number,
): { readonly level: number; readonly distance: number } {
  const dx = x - origin[0];
  const dy = y - origin[1];
  const dz = z - origin[2];
  const level = dx * axis[0] + dy * axis[1] + dz * axis[2];
  const square = dx * dx + dy * dy + dz * dz - level * level;
  return { level, distance: Math.sqrt(Math.max(0, square)) };
}

/** Two unit vectors square to an axis and to each other. */
type Frame = readonly [Vec3, Vec3];

function frameAround(axis: Vec3): Frame {
  const [x, y, z] = axis.map(Math.abs);
  const other: Vec3 = x <= y && x <= z ? [1, 0, 0] : y <= z ? [0, 1, 0] : [0, 0, 1];
  const u = normalize(cross(other, axis));
  return [u, cross(axis, u)];
}

/** Longer rulings count for more, since rounding turns them less. */
function sumDirections({ count, directions, lengths }: Rulings): Vec3 {
  const sum: [number, number, number] = [0, 0, 0];
  for (let ruling = 0; ruling < count; ruling++) {
    for (let axis = 0; axis < 3; axis++) sum[axis] += directions[ruling * 3 + axis] * lengths[ruling];
  }
  return sum;
}

/** All rulings of a cone make the same angle with its axis: as unit vectors they end in a plane square to it. */
function coneAxis({ count, directions }: Rulings): Vec3 {
  const mean: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < directions.length; at++) mean[at % 3] += directions[at] / count;
  const spread = new Float64Array(6);
  for (let at = 0; at < directions.length; at += 3) {
    const x = directions[at] - mean[0];
    const y = directions[at + 1] - mean[1];
    const z = directions[at + 2] - mean[2];
    spread[0] += x * x;
    spread[1] += y * y;
    spread[2] += z * z;
    spread[3] += x * y;
    spread[4] += y * z;
    spread[5] += z * x;
  }
  const [xx, yy, zz, xy, yz, zx] = spread;
  const [normal] = findPrincipalAxes([
    [xx, xy, zx],
    [xy, yy, yz],
    [zx, yz, zz],
  ]).principal_axes;
  return dot(normal, mean) < 0 ? along([0, 0, 0], normal, -1) : normal;
}

/** By how much the vertices' distance from the axis grows along it, by least squares. */
function fitSlope(
  { positions }: Mesh,
  { vertices }: Rulings,
  fit: Pick<Fit, 'axis' | 'origin' | 'radius_mm'>,
): number {
  let products = 0;
  let squares = 0;
  for (const vertex of vertices) {
    const { level, distance } = locate(fit, ...pointAt(positions, vertex));
    products += level * (distance - fit.radius_mm);
    squares += level * level;
  }
  return squares > 0 ? products / squares : 0;
}

function meanLevel({ positions }: Mesh, { vertices }: Rulings, [x, y, z]: Vec3): number {
  let sum = 0;
  for (const vertex of vertices) {
    sum += positions[vertex * 3] * x + positions[vertex * 3 + 1] * y + positions[vertex * 3 + 2] * z;
  }
  return sum / vertices.length;
}

/** Where the rulings go through the plane square to the axis at a level, as u, v pairs in the frame. */
function crossLevel({ count, points, directions }: Rulings, [u, v]: Frame, level: number): Float64Array {
  const axis = cross(u, v);
  const crossings = new Float64Array(count * 2);
  for (let ruling = 0; ruling < count; ruling++) {
    const point = pointAt(points, ruling);
    const direction = pointAt(directions, ruling);
    const crossing = along(point, direction, (level - dot(point, axis)) / dot(direction, axis));
    crossings[ruling * 2] = dot(crossing, u);
    crossings[ruling * 2 + 1] = dot(crossing, v);
  }
  return crossings;
}

function liesOn(
  { positions }: Mesh,
  { vertices }: Rulings,
  fit: Pick<Fit, 'axis' | 'origin' | 'radius_mm' | 'slope'>,
  slack_mm: number,
): boolean {
  // Distances are measured square to the surface: along a flat cone's radius rounding is magnified.
  const radialSlack = slack_mm * Math.hypot(1, fit.slope);
  return vertices.every(vertex => {
    const { level, distance } = locate(fit, ...pointAt(positions, vertex));
    return Math.abs(distance - fit.radius_mm - fit.slope * level) <= radialSlack;
  });
}

function looksOutward({ positions, indices }: Mesh, facets: Facets, facet: number, fit: Fit): boolean {
  const corner = pointAt(positions, indices[facets.triangles[facets.starts[facet]] * 3]);
  const foot = along(fit.origin, fit.axis, locate(fit, ...corner).level);
  return dot(pointAt(facets.normals, facet), subtract(corner, foot)) > 0;
}

/** The mean angle between the two sides of a strip, seen from the axis. */
function stepAngle(crossings: Float64Array, radius: number): number {
  let sum = 0;
  for (let at = 0; at < crossings.length; at += 4) {
    const chord = Math.hypot(crossings[at + 2] - crossings[at], crossings[at + 3] - crossings[at + 1]);
    sum += 2 * Math.asin(Math.min(1, chord / (2 * radius)));
  }
  return (sum * 4) / crossings.length;
}

function countSides(facets: Facets, members: readonly number[], { axis, step_rad }: Fit) {
  const [u, v] = frameAround(axis);
  const sides = (2 * Math.PI) / step_rad;
  const whole = Math.round(sides);
  const isWhole = Math.abs(sides - whole) <= WHOLE_TURN * whole;
  const azimuthOf = (facet: number) => {
    const normal = pointAt(facets.normals, facet);
    return Math.atan2(dot(normal, v), dot(normal, u));
  };
  const first = azimuthOf(members[0]);
  const isTaken = new Uint8Array(whole);
  let covered = 0;
  for (const facet of members) {
    const slot = (Math.round((azimuthOf(facet) - first) / step_rad) + whole) % whole;
    covered += 1 - isTaken[slot];
    isTaken[slot] = 1;
  }
  return { sides: isWhole ? whole : sides, covered, isClosed: isWhole && covered === whole };
}
