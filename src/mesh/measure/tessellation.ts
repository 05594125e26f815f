import { nextCorner } from '../edge-table.ts';
import { facetNormals } from './facet-normals.ts';
import type { MeshStructure } from './mesh-structure.ts';
import { findSmoothBends } from './smooth-bends.ts';

/**
 * Triangles on both sides of an edge of an arc are rarely more unlike than this: a conical facet consists of
 * a wide one and a narrow one.
 */
const MAX_CHORD_RATIO = 3;

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
  const { twiceAreas } = facetNormals(mesh);
  const bends = findSmoothBends(structure);
  let deviation_mm = 0;
  let volume_error_mm3 = 0;
  let area_error_mm2 = 0;
  for (let triangle = 0; triangle < twiceAreas.length; triangle++) {
    let raised_mm3 = 0;
    let bentLength = 0;
    for (let half = triangle * 3; half < triangle * 3 + 3; half++) {
      const bend = bends[half];
      if (bend === 0) continue;
      const a = indices[half] * 3;
      const b = indices[nextCorner(half)] * 3;
      const length = Math.hypot(
        positions[b] - positions[a],
        positions[b + 1] - positions[a + 1],
        positions[b + 2] - positions[a + 2],
      );
      const own = twiceAreas[triangle] / length;
      const others = twiceAreas[Math.floor(halfEdges.mates[half] / 3)] / length;
      // A flat face beside a fillet is no chord of it; its neighbour shows how wide chords are.
      const height = own > MAX_CHORD_RATIO * others ? others : own;
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
