import type { Manifold } from 'manifold-3d';
import type { Mesh } from '../../contracts/mesh.ts';
import { cross, dot, lengthOf, pointAt, subtract } from '../measure/vectors.ts';
import { settle } from './solid.ts';

/** Sums of one vertex: xx, yy, zz, xy, yz, zx of the normals around it and x, y, z of them, by their angles. */
const WIDTH = 9;

/** Keeps the equations solvable where all facets lie in one plane; the way becomes as much shorter. */
const DAMPING = 1e-5;

/** A sharp edge would be moved far beyond its facets; it stops at so many times their distance. */
const LONGEST_SHIFT = 4;

/** The normal of a facet that is not this many distances high is made of rounding. */
const LEAST_HEIGHT = 4;

/** The solid with its surface moved outward by `distance`, which is to be tiny beside what it is made of. */
export function growSolid(solid: Manifold, distance: number): Manifold {
  const { vertProperties, triVerts } = solid.getMesh();
  const mesh = { positions: vertProperties, indices: triVerts, faceColors: null };
  const shifts = shiftVertices(mesh, distance);
  // In the library coordinates are float64, where a shift far below the rounding of float32 is not lost.
  const grown = solid.warpBatch(coordinates => {
    for (let at = 0; at < coordinates.length; at++) coordinates[at] += shifts[at];
  });
  return settle(grown).asOriginal();
}

/**
 * How far, along x, y, z, each vertex has to go so that every facet around it moves outward by `distance`: the
 * d that minimises Σ angle · (normal · d − distance)². Around a corner of three planes that holds exactly.
 */
export function shiftVertices(mesh: Mesh, distance: number): Float64Array {
  const sums = new Float64Array((mesh.positions.length / 3) * WIDTH);
  for (let corner = 0; corner < mesh.indices.length; corner += 3) {
    addFacet(mesh, corner, LEAST_HEIGHT * distance, sums);
  }
  const shifts = new Float64Array(mesh.positions.length);
  for (let vertex = 0; vertex * 3 < shifts.length; vertex++) {
    shifts.set(solveShift(sums, vertex * WIDTH, distance), vertex * 3);
  }
  return shifts;
}

function addFacet({ positions, indices }: Mesh, first: number, leastHeight: number, sums: Float64Array) {
  const points = [0, 1, 2].map(corner => pointAt(positions, indices[first + corner]));
  const sides = points.map((point, at) => subtract(points[(at + 1) % 3], point));
  const product = cross(sides[0], sides[1]);
  const twiceArea = lengthOf(product);
  if (twiceArea <= leastHeight * Math.max(...sides.map(lengthOf))) return;
  const [x, y, z] = product.map(value => value / twiceArea);
  for (let corner = 0; corner < 3; corner++) {
    const angle = Math.atan2(twiceArea, -dot(sides[corner], sides[(corner + 2) % 3]));
    const at = indices[first + corner] * WIDTH;
    const terms = [x * x, y * y, z * z, x * y, y * z, z * x, x, y, z];
    for (let term = 0; term < WIDTH; term++) sums[at + term] += angle * terms[term];
  }
}

/** Solves the damped normal equations of one vertex by its adjugate matrix. */
function solveShift(sums: Float64Array, at: number, distance: number): readonly number[] {
  const [xx, yy, zz, xy, yz, zx, x, y, z] = sums.subarray(at, at + WIDTH);
  const damping = DAMPING * (xx + yy + zz);
  if (damping === 0) return [0, 0, 0];
  const [a, b, c] = [xx + damping, yy + damping, zz + damping];
  const adjugate = [
    [b * c - yz * yz, yz * zx - xy * c, xy * yz - b * zx],
    [yz * zx - xy * c, a * c - zx * zx, xy * zx - a * yz],
    [xy * yz - b * zx, xy * zx - a * yz, a * b - xy * xy],
  ];
  const determinant = a * adjugate[0][0] + xy * adjugate[0][1] + zx * adjugate[0][2];
  const shift = adjugate.map(row => (row[0] * x + row[1] * y + row[2] * z) / determinant);
  const length = Math.hypot(...shift);
  const share = distance * Math.min(1, LONGEST_SHIFT / length);
  return shift.map(value => value * share);
}
