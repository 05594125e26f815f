import type { Mesh } from '../../contracts/mesh.ts';
import { nextCorner } from '../edge-table.ts';
import { isWithoutArea } from './degenerate-facets.ts';
import type { FacetNormals } from './facet-normals.ts';
import { NO_MATE } from './half-edges.ts';

/** Up to this many facets each gets a sample of its own, however small it is. */
const MAX_FACETS_WITH_OWN = 30_000;

/** Samples on inner edges at most, and on inner corners; of more, every so many are taken. */
const MAX_INNER_SAMPLES = 3_000;

/** A bend that is no rounding, as a sine: about one degree. */
const BENT = 0.02;

/** Points of a surface. */
export interface SurfaceSamples {
  readonly count: number;
  /** x, y, z each. */
  readonly points: Float64Array;
  /** Outward unit normals. */
  readonly normals: Float64Array;
  /** The area in mm² that each stands for; 0 for points on edges and corners. */
  readonly areas: Float64Array;
  /** The usual distance between neighbouring samples. */
  readonly spacing_mm: number;
}

/** Collects samples while their number is not known. */
class SampleList {
  readonly points: number[] = [];
  readonly normals: number[] = [];
  readonly areas: number[] = [];

  add(x: number, y: number, z: number, nx: number, ny: number, nz: number, area: number): void {
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    if (length === 0) return;
    this.points.push(x, y, z);
    this.normals.push(nx / length, ny / length, nz / length);
    this.areas.push(area);
  }
}

/**
 * Spreads points over a surface: about as many as `wanted` by area, one at least per facet where there are
 * not too many of them, and on inner (concave) edges and corners, for there walls are often thinnest.
 * Facets whose area is rounding have none. Which points these are depends on the mesh alone, not on chance.
 */
export function sampleSurface(
  mesh: Mesh,
  facets: FacetNormals,
  mates: Int32Array,
  wanted: number,
  tolerance_mm: number,
): SurfaceSamples {
  const list = new SampleList();
  const area = facets.twiceAreas.reduce((sum, twice) => sum + twice, 0) / 2;
  const cell = area / wanted;
  const hasOwn = facets.twiceAreas.length <= MAX_FACETS_WITH_OWN;
  let covered = 0;
  for (let triangle = 0; triangle < facets.twiceAreas.length; triangle++) {
    const own = facets.twiceAreas[triangle] / 2;
    const before = Math.floor(covered / cell + 0.5);
    covered += own;
    const count = hasOwn ? Math.max(1, Math.round(own / cell)) : Math.floor(covered / cell + 0.5) - before;
    if (count === 0 || isWithoutArea(mesh, triangle, tolerance_mm)) continue;
    sampleFacet(mesh, facets.normals, triangle, count, hasOwn ? own / count : cell, list);
  }
  sampleInnerEdges(mesh, facets.normals, mates, list);
  return {
    count: list.areas.length,
    points: Float64Array.from(list.points),
    normals: Float64Array.from(list.normals),
    areas: Float64Array.from(list.areas),
    spacing_mm: Math.sqrt(cell),
  };
}

/** Multipliers of the R2 sequence (Roberts, 2018), whose points fill a square evenly. */
const R2 = [0.7548776662466927, 0.5698402909980532] as const;

function sampleFacet(
  { positions, indices }: Mesh,
  normals: Float64Array,
  triangle: number,
  count: number,
  area: number,
  list: SampleList,
): void {
  const a = indices[triangle * 3] * 3;
  const b = indices[triangle * 3 + 1] * 3;
  const c = indices[triangle * 3 + 2] * 3;
  for (let sample = 0; sample < count; sample++) {
    // The first point is the middle; the others fill a parallelogram whose far half is folded back.
    let s = count === 1 ? 1 / 3 : ((sample + 1) * R2[0]) % 1;
    let t = count === 1 ? 1 / 3 : ((sample + 1) * R2[1]) % 1;
    if (s + t > 1) [s, t] = [1 - s, 1 - t];
    const r = 1 - s - t;
    list.add(
      r * positions[a] + s * positions[b] + t * positions[c],
      r * positions[a + 1] + s * positions[b + 1] + t * positions[c + 1],
      r * positions[a + 2] + s * positions[b + 2] + t * positions[c + 2],
      normals[triangle * 3],
      normals[triangle * 3 + 1],
      normals[triangle * 3 + 2],
      area,
    );
  }
}

/** Samples the middles of concave edges, and vertices where edges are concave and none is convex. */
function sampleInnerEdges(mesh: Mesh, normals: Float64Array, mates: Int32Array, list: SampleList): void {
  const { positions, indices } = mesh;
  const isConcave = new Uint8Array(positions.length / 3);
  const isConvex = new Uint8Array(positions.length / 3);
  const sums = new Float64Array(positions.length);
  const innerEdges: number[] = [];
  for (let half = 0; half < mates.length; half++) {
    const one = Math.floor(half / 3) * 3;
    const a = indices[half];
    for (let axis = 0; axis < 3; axis++) sums[a * 3 + axis] += normals[one + axis];
    if (mates[half] === NO_MATE || mates[half] < half) continue;
    const b = indices[nextCorner(half)];
    const other = Math.floor(mates[half] / 3) * 3;
    const bend = bendAcross(positions, normals, a * 3, b * 3, one, other);
    if (bend > BENT) isConvex[a] = isConvex[b] = 1;
    if (bend >= -BENT) continue;
    isConcave[a] = isConcave[b] = 1;
    innerEdges.push(half);
  }
  for (const half of takeEvenly(innerEdges)) {
    const a = indices[half] * 3;
    const b = indices[nextCorner(half)] * 3;
    const one = Math.floor(half / 3) * 3;
    const other = Math.floor(mates[half] / 3) * 3;
    list.add(
      (positions[a] + positions[b]) / 2,
      (positions[a + 1] + positions[b + 1]) / 2,
      (positions[a + 2] + positions[b + 2]) / 2,
      normals[one] + normals[other],
      normals[one + 1] + normals[other + 1],
      normals[one + 2] + normals[other + 2],
      0,
    );
  }
  const innerCorners: number[] = [];
  for (let vertex = 0; vertex < isConcave.length; vertex++) {
    if (isConcave[vertex] === 1 && isConvex[vertex] === 0) innerCorners.push(vertex);
  }
  for (const vertex of takeEvenly(innerCorners)) {
    const at = vertex * 3;
    list.add(positions[at], positions[at + 1], positions[at + 2], sums[at], sums[at + 1], sums[at + 2], 0);
  }
}

function takeEvenly(items: readonly number[]): number[] {
  const stride = Math.ceil(items.length / MAX_INNER_SAMPLES);
  return items.filter((_, at) => at % stride === 0);
}

/** The sine of the angle between two facets at the edge from a to b; positive where it is convex. */
function bendAcross(
  positions: Float32Array,
  normals: Float64Array,
  a: number,
  b: number,
  one: number,
  other: number,
): number {
  const ex = positions[b] - positions[a];
  const ey = positions[b + 1] - positions[a + 1];
  const ez = positions[b + 2] - positions[a + 2];
  const cx = normals[one + 1] * normals[other + 2] - normals[one + 2] * normals[other + 1];
  const cy = normals[one + 2] * normals[other] - normals[one] * normals[other + 2];
  const cz = normals[one] * normals[other + 1] - normals[one + 1] * normals[other];
  return (cx * ex + cy * ey + cz * ez) / Math.sqrt(ex * ex + ey * ey + ez * ez);
}
