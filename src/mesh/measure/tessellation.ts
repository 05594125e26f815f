import { nextCorner } from '../edge-table.ts';
import { facetNormals } from './facet-normals.ts';
import { NO_MATE } from './half-edges.ts';
import type { MeshStructure } from './mesh-structure.ts';
import { roundingTolerance } from './rounding.ts';

/**
 * Two facets that bend by less than this pass for pieces of one curved surface; 40.5° lets circles of nine
 * segments in and keeps hexagons and octagons out, which are mostly meant as such. A chamfer that bends
 * less is taken for a curve, too, so the estimates are rather too large.
 */
const MAX_SMOOTH_BEND_RAD = (40.5 * Math.PI) / 180;

/**
 * How far a regular polygon of n segments stays inside its circle: r (1 − cos(π/n)). OpenSCAD puts the
 * corners on the circle, so outer surfaces come out too small and holes too narrow by at most this.
 */
export function circleDeviation_mm(radius_mm: number, segments: number): number {
  return radius_mm * (1 - Math.cos(Math.PI / segments));
}

/** What share of a circle's area its regular polygon of n segments lacks: 1 − n/(2π) sin(2π/n). */
export function circleAreaDeficit(segments: number): number {
  return 1 - (segments / (2 * Math.PI)) * Math.sin((2 * Math.PI) / segments);
}

/** What share of a circle's length its regular polygon of n segments lacks: 1 − n/π sin(π/n). */
export function circleLengthDeficit(segments: number): number {
  return 1 - (segments / Math.PI) * Math.sin(Math.PI / segments);
}

/** How much a mesh differs from the curved body it stands for. All zero for a body with flat faces only. */
export interface TessellationError {
  /** The largest distance between the facets and the curved surface. */
  readonly deviation_mm: number;
  /** What the volume of the curved body has more than the mesh (negative: less). */
  readonly volume_error_mm3: number;
  /** What the curved surface has more than the mesh. */
  readonly area_error_mm2: number;
}

/**
 * Estimates the error of tessellation from the bends between facets, for a mesh whose vertices lie on the
 * curved surface.
 *
 * Over a side at which facets bend by θ, a facet of height h is a chord of an arc with sagitta
 * s = h/2 · tan(θ/4). On average the arc lies ⅔ s above the chord; added up over a facet's smooth sides
 * this is δ, its mean distance to the surface, and δ times its area is the volume it cuts off. Moving a
 * facet of mean curvature H outwards by δ makes it larger by 2 H δ, of which the slope of the arc takes
 * θ²/24 per side. Volume and area are exact to second order for cylinders and spheres.
 */
export function estimateTessellation(structure: MeshStructure): TessellationError {
  const { mesh, halfEdges } = structure;
  const { positions, indices } = mesh;
  const { normals, twiceAreas } = facetNormals(mesh);
  const tolerance = roundingTolerance(positions);
  let deviation_mm = 0;
  let volume_error_mm3 = 0;
  let area_error_mm2 = 0;
  for (let triangle = 0; triangle < twiceAreas.length; triangle++) {
    let raised_mm3 = 0;
    let bentLength = 0;
    for (let half = triangle * 3; half < triangle * 3 + 3; half++) {
      const mate = halfEdges.mates[half];
      if (mate === NO_MATE) continue;
      const a = indices[half] * 3;
      const b = indices[nextCorner(half)] * 3;
      const ex = positions[b] - positions[a];
      const ey = positions[b + 1] - positions[a + 1];
      const ez = positions[b + 2] - positions[a + 2];
      const length = Math.sqrt(ex * ex + ey * ey + ez * ez);
      const other = Math.floor(mate / 3);
      // A flat face beside a fillet is no chord of it; its neighbour shows how wide chords are.
      const height = Math.min(twiceAreas[triangle], twiceAreas[other]) / length;
      // The normals of slivers are rounding; they bend at random.
      if (!(height > tolerance)) continue;
      const bend = signedBend(normals, triangle, other, ex / length, ey / length, ez / length);
      if (Math.abs(bend) > MAX_SMOOTH_BEND_RAD) continue;
      const sagitta = (height / 2) * Math.tan(bend / 4);
      const area = (length * height) / 2;
      deviation_mm = Math.max(deviation_mm, Math.abs(sagitta));
      raised_mm3 += (2 / 3) * sagitta * area;
      bentLength += length * bend;
      area_error_mm2 -= (area * bend * bend) / 24;
    }
    volume_error_mm3 += raised_mm3;
    // Half of each bent side belongs to this facet: 2 H · area = ½ ∑ length · bend.
    if (raised_mm3 !== 0) area_error_mm2 += (bentLength * raised_mm3) / twiceAreas[triangle];
  }
  return { deviation_mm, volume_error_mm3, area_error_mm2 };
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
