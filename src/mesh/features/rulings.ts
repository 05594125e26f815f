import type { Mesh } from '../../contracts/mesh.ts';
import { nextCorner } from '../edge-table.ts';
import type { Facets } from './facets.ts';
import type { Strips } from './strips.ts';

/** The straight lines on a curved surface that a group of strips has for sides, and the vertices on them. */
export interface Rulings {
  readonly count: number;
  /**
   * x, y, z of a point on each ruling; rulings `2 s` and `2 s + 1` are the sides of the group's strip number
   * `s`.
   */
  readonly points: Float64Array;
  /** x, y, z of their unit vectors, all pointing the same way. */
  readonly directions: Float64Array;
  /** The length of the edges on each. */
  readonly lengths: Float64Array;
  /** Vertices on the rulings, each at least once. */
  readonly vertices: readonly number[];
  /** All strips taper: the rulings point towards the tip of a cone. */
  readonly areTapered: boolean;
}

/** Gathers the rulings of strips. */
export function gatherRulings(mesh: Mesh, facets: Facets, strips: Strips, group: Uint32Array): Rulings {
  const count = group.length * 2;
  const vertices: number[] = [];
  const rulings = {
    count,
    points: new Float64Array(count * 3),
    directions: new Float64Array(count * 3),
    lengths: new Float64Array(count),
    vertices,
    areTapered: group.every(strip => strips.tapers[strip] > 0),
  };
  for (let member = 0; member < group.length; member++) {
    const strip = group[member];
    gatherLine(mesh, facets, strips, strip, strips.lines[strip * 2], rulings, member * 2);
    gatherLine(mesh, facets, strips, strip, strips.lines[strip * 2 + 1], rulings, member * 2 + 1);
    const runsAgainst = rulings.areTapered
      ? !convergesAhead(facets.normals, strips.facetOf[strip] * 3, rulings.directions, member * 6)
      : runsOppositely(rulings.directions, member * 6);
    // The two sides of a facet run opposite ways.
    turn(rulings.directions, runsAgainst ? member * 6 : member * 6 + 3);
  }
  return rulings;
}

function gatherLine(
  { positions, indices }: Mesh,
  { triangles, starts }: Facets,
  { lineOf, facetOf }: Strips,
  strip: number,
  line: number,
  rulings: { points: Float64Array; directions: Float64Array; lengths: Float64Array; vertices: number[] },
  ruling: number,
): void {
  const facet = facetOf[strip];
  let dx = 0;
  let dy = 0;
  let dz = 0;
  for (let at = starts[facet]; at < starts[facet + 1]; at++) {
    for (let half = triangles[at] * 3; half < triangles[at] * 3 + 3; half++) {
      if (lineOf[half] !== line) continue;
      const from = indices[half];
      const to = indices[nextCorner(half)];
      rulings.vertices.push(from, to);
      for (let axis = 0; axis < 3; axis++) rulings.points[ruling * 3 + axis] = positions[from * 3 + axis];
      dx += positions[to * 3] - positions[from * 3];
      dy += positions[to * 3 + 1] - positions[from * 3 + 1];
      dz += positions[to * 3 + 2] - positions[from * 3 + 2];
    }
  }
  const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
  rulings.lengths[ruling] = length;
  rulings.directions[ruling * 3] = dx / length;
  rulings.directions[ruling * 3 + 1] = dy / length;
  rulings.directions[ruling * 3 + 2] = dz / length;
}

/** Whether the vector at `at` runs against the first one of all. */
function runsOppositely(directions: Float64Array, at: number): boolean {
  return (
    directions[at] * directions[0] + directions[at + 1] * directions[1] + directions[at + 2] * directions[2] <
    0
  );
}

/**
 * Whether the lines at `at` and after it meet ahead of the first: the facet lies left of both, so then the
 * second turns left from the first.
 */
function convergesAhead(
  normals: Float64Array,
  normal: number,
  directions: Float64Array,
  at: number,
): boolean {
  const ux = directions[at];
  const uy = directions[at + 1];
  const uz = directions[at + 2];
  const vx = directions[at + 3];
  const vy = directions[at + 4];
  const vz = directions[at + 5];
  const turn =
    (uy * vz - uz * vy) * normals[normal] +
    (uz * vx - ux * vz) * normals[normal + 1] +
    (ux * vy - uy * vx) * normals[normal + 2];
  return turn > 0;
}

function turn(directions: Float64Array, at: number): void {
  directions[at] *= -1;
  directions[at + 1] *= -1;
  directions[at + 2] *= -1;
}
