import { nextCorner } from '../edge-table.ts';
import { NO_MATE } from '../measure/half-edges.ts';
import type { PrintScene } from './print-scene.ts';

/** The edges around an overhang, seen from above. */
export interface OverhangRim {
  /** x, y of the start, then of the end of each edge; the overhang lies to the right, for it looks down. */
  readonly segments: Float64Array;
  /** 1 for an edge that holds the overhang: the surface goes on downwards there, or there is material below. */
  readonly isHeld: Uint8Array;
  readonly count: number;
}

/** A surface that goes down more gently than this, as a sine, holds nothing. */
const MIN_DOWNWARD_SINE = 0.02;

/** Bends less than 25° are on curved surfaces, where the rim is wherever triangles happen to end. */
const SMOOTH_COSINE = Math.cos((25 * Math.PI) / 180);

/** Edges to each side that are looked at together where the rim zigzags across a curved surface. */
const WINDOW = 4;

/** Follows the rim of an overhang, given its triangles. */
export function traceRim(scene: PrintScene, triangles: Uint32Array): OverhangRim {
  const { mesh, halfEdges } = scene.structure;
  const { positions, indices } = mesh;
  const members = new Set(triangles);
  const halves: number[] = [];
  for (const triangle of triangles) {
    for (let half = triangle * 3; half < triangle * 3 + 3; half++) {
      const mate = halfEdges.mates[half];
      if (mate === NO_MATE || !members.has(Math.floor(mate / 3))) halves.push(half);
    }
  }
  const segments = new Float64Array(halves.length * 4);
  for (let at = 0; at < halves.length; at++) {
    const from = indices[halves[at]] * 3;
    const to = indices[nextCorner(halves[at])] * 3;
    segments.set([positions[from], positions[from + 1], positions[to], positions[to + 1]], at * 4);
  }
  return { segments, isHeld: markHeld(scene, halves), count: halves.length };
}

/** How the surface goes on beyond one edge of the rim. */
interface Beyond {
  /** The edge's length times the sine of the slope beyond it, positive upwards. */
  readonly rise_mm: number;
  readonly length_mm: number;
  /** The surface bends so little that the rim might as well be elsewhere. */
  readonly isSmooth: boolean;
}

/**
 * Tells the edges that hold. Along a sharp edge that is plain. On a curved surface the rim zigzags with the
 * triangles and single edges tell nothing, so the neighbours along the rim are looked at together.
 */
function markHeld(scene: PrintScene, halves: readonly number[]): Uint8Array {
  const { indices } = scene.structure.mesh;
  const beyond = halves.map(half => lookBeyond(scene, half));
  const startingAt = new Map(halves.map((half, at) => [indices[half], at]));
  const endingAt = new Map(halves.map((half, at) => [indices[nextCorner(half)], at]));
  const after = (at: number) => startingAt.get(indices[nextCorner(halves[at])]);
  const before = (at: number) => endingAt.get(indices[halves[at]]);
  return Uint8Array.from(beyond, (own, at) => {
    let { rise_mm, length_mm } = own;
    // All the way around a small overhang, what goes up and what goes down would cancel.
    const window = own.isSmooth ? Math.min(WINDOW, Math.floor(loopLength(at, after) / 4)) : 0;
    for (const step of [after, before]) {
      let next = step(at);
      for (let count = 0; count < window && next !== undefined && beyond[next].isSmooth; count++) {
        rise_mm += beyond[next].rise_mm;
        length_mm += beyond[next].length_mm;
        next = step(next);
      }
    }
    return rise_mm < -MIN_DOWNWARD_SINE * length_mm ? 1 : 0;
  });
}

/** How many edges there are from one edge of the rim around to it again, as far as the window asks. */
function loopLength(start: number, after: (at: number) => number | undefined): number {
  let length = 1;
  let next = after(start);
  while (next !== undefined && next !== start && length < 4 * WINDOW) {
    length++;
    next = after(next);
  }
  return length;
}

function lookBeyond({ structure, normals, ...scene }: PrintScene, half: number): Beyond {
  const { positions, indices } = structure.mesh;
  const mate = structure.halfEdges.mates[half];
  const from = indices[half] * 3;
  const to = indices[nextCorner(half)] * 3;
  const ex = positions[to] - positions[from];
  const ey = positions[to + 1] - positions[from + 1];
  const length_mm = Math.hypot(ex, ey, positions[to + 2] - positions[from + 2]);
  if (mate === NO_MATE) return { rise_mm: length_mm, length_mm, isSmooth: false };
  const other = Math.floor(mate / 3) * 3;
  const lowest = scene.bed_z + scene.printer.layer_mm + scene.tolerance_mm;
  const isOnBed = [0, 1, 2].every(corner => positions[indices[other + corner] * 3 + 2] <= lowest);
  if (isOnBed) return { rise_mm: -length_mm, length_mm, isSmooth: false };
  const own = Math.floor(half / 3) * 3;
  const cosine =
    normals[own] * normals[other] +
    normals[own + 1] * normals[other + 1] +
    normals[own + 2] * normals[other + 2];
  // Into the face beyond, square to the edge, is edge × normal, the edge running as on this side.
  const ez = positions[to + 2] - positions[from + 2];
  const rise_mm = ex * normals[other + 1] - ey * normals[other];
  const isSmooth = cosine >= SMOOTH_COSINE;
  const inwards =
    (ey * normals[other + 2] - ez * normals[other + 1]) * normals[own] +
    (ez * normals[other] - ex * normals[other + 2]) * normals[own + 1] +
    rise_mm * normals[own + 2];
  // In a valley, what looks up beyond is the top of the material that the overhang grows out of.
  const isValley = !isSmooth && inwards > 0 && normals[other + 2] > MIN_DOWNWARD_SINE;
  return { rise_mm: isValley ? -length_mm : rise_mm, length_mm, isSmooth };
}
