import { nextCorner } from '../edge-table.ts';
import { facetNormals } from './facet-normals.ts';
import { NO_MATE } from './half-edges.ts';
import type { MeshStructure } from './mesh-structure.ts';
import { roundingTolerance } from './rounding.ts';

/**
 * Two facets that bend by less than this may be pieces of one curved surface; 40.5° lets circles of nine
 * segments in and keeps hexagons and octagons out, which are mostly meant as such.
 */
const MAX_SMOOTH_BEND_RAD = (40.5 * Math.PI) / 180;

/** How much smaller than the other, at most, one of two bends of an arc is. */
const ALIKE = 0.8;

/** Sides of a facet lie opposite when the directions out of it have a product below this; −0.5 in a regular triangle. */
const OPPOSITE = -0.4;

/** A facet is rarely more triangles than this; a face that is gets no further search. */
const MAX_FACET_TRIANGLES = 16;

/** The bends at the edges of a mesh, per half-edge; positive where the surface is convex. */
interface Bends {
  readonly structure: MeshStructure;
  readonly normals: Float64Array;
  /** 0 where there is no mate, and at slivers, whose normals are rounding. */
  readonly angles: Float64Array;
}

/**
 * Finds the bends, in radians per half-edge, at which a mesh stands for a curved surface; 0 elsewhere.
 *
 * The facets of an arc bend alike on opposite sides. A corner of a polygonal profile bends as its maker
 * wanted, and its neighbours otherwise. Where an arc runs into a flat face, its last bend is half as large.
 */
export function findSmoothBends(structure: MeshStructure): Float64Array {
  const bends = measureBends(structure);
  const { mates } = structure.halfEdges;
  const { angles } = bends;
  const isChord = new Uint8Array(angles.length);
  const isCandidate = (half: number) =>
    isChord[half] === 0 && angles[half] !== 0 && Math.abs(angles[half]) <= MAX_SMOOTH_BEND_RAD;
  for (let half = 0; half < angles.length; half++) {
    const opposite = isCandidate(half) ? findOpposite(bends, half, 1) : -1;
    if (opposite < 0) continue;
    isChord[half] = 1;
    isChord[opposite] = 1;
  }
  const isInner = angles.map(
    (_, half) => isChord[half] | (mates[half] === NO_MATE ? 0 : isChord[mates[half]]),
  );
  for (let half = 0; half < angles.length; half++) {
    const opposite = isCandidate(half) && isInner[half] === 0 ? findOpposite(bends, half, 2) : -1;
    if (opposite >= 0 && isInner[opposite] === 1) isChord[half] = 1;
  }
  const isSmooth = (half: number) => mates[half] !== NO_MATE && (isChord[half] | isChord[mates[half]]) === 1;
  return angles.map((angle, half) => (isSmooth(half) ? angle : 0));
}

/** The side opposite a half-edge at which its facet bends by `ratio` times as much, give or take a little; or −1. */
function findOpposite({ structure, normals, angles }: Bends, half: number, ratio: number): number {
  const wanted = angles[half] * ratio;
  const { mates } = structure.halfEdges;
  const facet = [Math.floor(half / 3)];
  for (let at = 0; at < facet.length; at++) {
    for (let side = facet[at] * 3; side < facet[at] * 3 + 3; side++) {
      if (side === half || mates[side] === NO_MATE) continue;
      if (isAlike(angles[side], wanted) && areOpposite(structure, normals, half, side)) return side;
      // The diagonals of a facet bend little or, where it is flat, not at all.
      const beyond = Math.floor(mates[side] / 3);
      const isDiagonal = Math.abs(angles[side]) < Math.abs(angles[half]) / 2;
      if (isDiagonal && facet.length < MAX_FACET_TRIANGLES && !facet.includes(beyond)) facet.push(beyond);
    }
  }
  return -1;
}

function areOpposite(structure: MeshStructure, normals: Float64Array, a: number, b: number): boolean {
  const [ax, ay, az] = outwardOf(structure, normals, a);
  const [bx, by, bz] = outwardOf(structure, normals, b);
  return ax * bx + ay * by + az * bz < OPPOSITE;
}

function isAlike(a: number, b: number): boolean {
  return a * b > 0 && Math.min(Math.abs(a), Math.abs(b)) >= ALIKE * Math.max(Math.abs(a), Math.abs(b));
}

/** The unit vector that leaves the triangle of a half-edge square to that edge. */
function outwardOf({ mesh }: MeshStructure, normals: Float64Array, half: number): [number, number, number] {
  const { positions, indices } = mesh;
  const a = indices[half] * 3;
  const b = indices[nextCorner(half)] * 3;
  const ex = positions[b] - positions[a];
  const ey = positions[b + 1] - positions[a + 1];
  const ez = positions[b + 2] - positions[a + 2];
  const length = Math.sqrt(ex * ex + ey * ey + ez * ez) || 1;
  const triangle = Math.floor(half / 3) * 3;
  const [nx, ny, nz] = [normals[triangle], normals[triangle + 1], normals[triangle + 2]];
  return [(ey * nz - ez * ny) / length, (ez * nx - ex * nz) / length, (ex * ny - ey * nx) / length];
}

function measureBends(structure: MeshStructure): Bends {
  const { mesh, halfEdges } = structure;
  const { positions, indices } = mesh;
  const { normals, twiceAreas } = facetNormals(mesh);
  const tolerance = roundingTolerance(positions);
  const angles = new Float64Array(indices.length);
  for (let half = 0; half < angles.length; half++) {
    const mate = halfEdges.mates[half];
    if (mate < half) continue;
    const a = indices[half] * 3;
    const b = indices[nextCorner(half)] * 3;
    const ex = positions[b] - positions[a];
    const ey = positions[b + 1] - positions[a + 1];
    const ez = positions[b + 2] - positions[a + 2];
    const length = Math.sqrt(ex * ex + ey * ey + ez * ez);
    const [from, to] = [Math.floor(half / 3), Math.floor(mate / 3)];
    if (!(Math.min(twiceAreas[from], twiceAreas[to]) / length > tolerance)) continue;
    angles[half] = signedBend(normals, from, to, ex / length, ey / length, ez / length);
    angles[mate] = angles[half];
  }
  return { structure, normals, angles };
}

/** The angle by which the surface bends at an edge along the unit vector e; positive where it is convex. */
function signedBend(
  normals: Float64Array,
  from: number,
  to: number,
  ex: number,
  ey: number,
  ez: number,
): number {
  const ax = normals[from * 3];
  const ay = normals[from * 3 + 1];
  const az = normals[from * 3 + 2];
  const bx = normals[to * 3];
  const by = normals[to * 3 + 1];
  const bz = normals[to * 3 + 2];
  const sine = (ay * bz - az * by) * ex + (az * bx - ax * bz) * ey + (ax * by - ay * bx) * ez;
  return Math.atan2(sine, ax * bx + ay * by + az * bz);
}
