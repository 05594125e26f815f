import type { Vec3 } from '../../contracts/mesh.ts';
import { NO_MATE } from '../measure/half-edges.ts';
import { dot, pointAt } from '../measure/vectors.ts';
import type { FaceAnalysis } from './analyze-faces.ts';
import type { PlaneFeature } from './feature-types.ts';

/** Faces that bend by less than this may be pieces of one curved surface; a 45° chamfer is a face. */
const MAX_SMOOTH_BEND_RAD = (40.5 * Math.PI) / 180;

/** A face among gentle bends is a face and no piece of a curve when it is so many times larger than its neighbours. */
const MIN_SIZE_RATIO = 4;

/** Vertices may be this many times the rounding tolerance out of a face that is called flat. */
const FLAT_SLACK = 4;

/** Lists the flat facets that are not pieces of curved surfaces, largest first. */
export function listPlaneFacets(analysis: FaceAnalysis, isRound: (facet: number) => boolean): number[] {
  const { facets } = analysis;
  const found: number[] = [];
  for (let facet = 0; facet < facets.count; facet++) {
    if (isRound(facet) || isPieceOfCurve(analysis, facet) || !isFlat(analysis, facet)) continue;
    found.push(facet);
  }
  return found.sort((a, b) => facets.areas_mm2[b] - facets.areas_mm2[a]);
}

/** Describes a flat facet. */
export function describePlane({ structure, facets }: FaceAnalysis, facet: number): PlaneFeature {
  const { positions, indices } = structure.mesh;
  const normal = pointAt(facets.normals, facet);
  const origin = pointAt(positions, indices[facets.triangles[facets.starts[facet]] * 3]);
  const sum = [0, 0, 0];
  let weight = 0;
  for (let at = facets.starts[facet]; at < facets.starts[facet + 1]; at++) {
    const [a, b, c] = [0, 1, 2].map(corner => pointAt(positions, indices[facets.triangles[at] * 3 + corner]));
    const twice = twiceAreaAlong(a, b, c, normal);
    weight += twice;
    for (let axis = 0; axis < 3; axis++) {
      sum[axis] += (twice * (a[axis] + b[axis] + c[axis] - 3 * origin[axis])) / 3;
    }
  }
  const at: Vec3 = [origin[0] + sum[0] / weight, origin[1] + sum[1] / weight, origin[2] + sum[2] / weight];
  return { area_mm2: facets.areas_mm2[facet], normal, offset_mm: dot(normal, at), at };
}

function twiceAreaAlong(a: Vec3, b: Vec3, c: Vec3, normal: Vec3): number {
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  return dot([uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx], normal);
}

/** Whether gentle bends surround most of a facet, towards others that are not much smaller. */
function isPieceOfCurve({ structure, facets, bends }: FaceAnalysis, facet: number): boolean {
  const { mates } = structure.halfEdges;
  let gentle = 0;
  let sharp = 0;
  let largestBeside = 0;
  for (let at = facets.starts[facet]; at < facets.starts[facet + 1]; at++) {
    for (let half = facets.triangles[at] * 3; half < facets.triangles[at] * 3 + 3; half++) {
      const beyond = mates[half] === NO_MATE ? facet : facets.facetOf[Math.floor(mates[half] / 3)];
      if (beyond === facet) continue;
      const length = lengthOfHalfEdge(structure.mesh.positions, structure.mesh.indices, half);
      if (Math.abs(bends[half]) > MAX_SMOOTH_BEND_RAD) sharp += length;
      else {
        gentle += length;
        largestBeside = Math.max(largestBeside, facets.areas_mm2[beyond]);
      }
    }
  }
  return gentle > sharp && facets.areas_mm2[facet] < MIN_SIZE_RATIO * largestBeside;
}

function lengthOfHalfEdge(positions: Float32Array, indices: Uint32Array, half: number): number {
  const from = indices[half] * 3;
  const to = indices[half % 3 === 2 ? half - 2 : half + 1] * 3;
  const dx = positions[to] - positions[from];
  const dy = positions[to + 1] - positions[from + 1];
  const dz = positions[to + 2] - positions[from + 2];
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

function isFlat({ structure, facets, tolerance_mm }: FaceAnalysis, facet: number): boolean {
  const { positions, indices } = structure.mesh;
  const nx = facets.normals[facet * 3];
  const ny = facets.normals[facet * 3 + 1];
  const nz = facets.normals[facet * 3 + 2];
  let least = Infinity;
  let greatest = -Infinity;
  for (let at = facets.starts[facet]; at < facets.starts[facet + 1]; at++) {
    for (let corner = facets.triangles[at] * 3; corner < facets.triangles[at] * 3 + 3; corner++) {
      const vertex = indices[corner] * 3;
      const value = positions[vertex] * nx + positions[vertex + 1] * ny + positions[vertex + 2] * nz;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  }
  return nx * nx + ny * ny + nz * nz > 0 && greatest - least <= FLAT_SLACK * tolerance_mm;
}
