import type { Mesh, Vec3 } from '../../contracts/mesh.ts';
import { nextCorner } from '../edge-table.ts';
import { NO_MATE } from '../measure/half-edges.ts';
import { cross, dot, normalize, pointAt, subtract } from '../measure/vectors.ts';
import type { Facets } from './facets.ts';
import { locate, type RoundSurface } from './round-surface.ts';

/** One of the two ends of a round surface along its axis. */
export interface SurfaceEnd {
  /** Where the surface ends, in millimetres along the axis from the surface's origin. */
  readonly level_mm: number;
  /**
   * Which way the surface turns there, from −1 to 1: above 0 the faces beyond look out along the axis, as those
   * around a hole's mouth or on a pin's tip, below 0 they look back, as a hole's floor or what a pin stands on.
   */
  readonly turn: number;
  /** The round surface that continues it along most of this end, or −1. */
  readonly neighbour: number;
  /** The mean bend towards that neighbour, in radians. */
  readonly bend_rad: number;
}

/** An edge that runs along the rulings within 12° belongs to a side of a partial surface, not to an end. */
const ALONG_RULING = 0.2;

/** What the ends of surfaces are found from. */
export interface EndContext {
  readonly mesh: Mesh;
  readonly mates: Int32Array;
  readonly facets: Facets;
  readonly bends: Float64Array;
  /** The round surface of each facet, or −1. */
  readonly surfaceOf: Int32Array;
}

/** Finds the lower and the upper end of round surface number `number`. */
export function findEnds(
  context: EndContext,
  surface: RoundSurface,
  number: number,
): readonly [SurfaceEnd, SurfaceEnd] {
  const minOutwards = ALONG_RULING / Math.hypot(1, surface.slope);
  const lower = new EndTally(Infinity);
  const upper = new EndTally(-Infinity);
  const { mesh, mates, facets, surfaceOf } = context;
  const { positions, indices } = mesh;
  for (const facet of surface.facets) {
    const normal = pointAt(facets.normals, facet);
    for (let at = facets.starts[facet]; at < facets.starts[facet + 1]; at++) {
      for (let half = facets.triangles[at] * 3; half < facets.triangles[at] * 3 + 3; half++) {
        const vertex = indices[half] * 3;
        const { level } = locate(surface, positions[vertex], positions[vertex + 1], positions[vertex + 2]);
        lower.level = Math.min(lower.level, level);
        upper.level = Math.max(upper.level, level);
        if (mates[half] === NO_MATE) continue;
        const beyond = facets.facetOf[Math.floor(mates[half] / 3)];
        if (surfaceOf[beyond] === number || beyond === facet) continue;
        const edge = subtract(
          pointAt(positions, indices[nextCorner(half)]),
          pointAt(positions, indices[half]),
        );
        // Out of the facet, across the edge: facets lie left of their half-edges.
        const outwards = dot(normalize(cross(edge, normal)), surface.axis);
        if (Math.abs(outwards) < minOutwards) continue;
        const turn = dot(pointAt(facets.normals, beyond), surface.axis) * Math.sign(outwards);
        (outwards > 0 ? upper : lower).add(edge, turn, surfaceOf[beyond], context.bends[half]);
      }
    }
  }
  return [lower.finish(), upper.finish()];
}

/** Sums up the edges at one end. */
class EndTally {
  level: number;
  #length = 0;
  #turns = 0;
  readonly #lengthBeside = new Map<number, number>();
  readonly #bendBeside = new Map<number, number>();

  constructor(level: number) {
    this.level = level;
  }

  add(edge: Vec3, turn: number, neighbour: number, bend: number): void {
    const length = Math.sqrt(dot(edge, edge));
    this.#length += length;
    this.#turns += turn * length;
    this.#lengthBeside.set(neighbour, (this.#lengthBeside.get(neighbour) ?? 0) + length);
    this.#bendBeside.set(neighbour, (this.#bendBeside.get(neighbour) ?? 0) + bend * length);
  }

  finish(): SurfaceEnd {
    const main = [...this.#lengthBeside].find(([, length]) => length > this.#length / 2);
    const [neighbour, length] = main ?? [-1, 0];
    return {
      level_mm: this.level,
      // Without any edge it is the tip of a cone, which closes a hole.
      turn: this.#length > 0 ? this.#turns / this.#length : -1,
      neighbour,
      bend_rad: length > 0 ? (this.#bendBeside.get(neighbour) ?? 0) / length : 0,
    };
  }
}
