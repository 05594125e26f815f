import type { OverhangRim } from './overhang-rim.ts';

/** How an overhang is held. */
export interface OverhangSpan {
  /** Every line of plastic across it, in the best direction, starts and ends on something. */
  readonly isBridge: boolean;
  /** Of a bridge the longest such line, otherwise how far the overhang reaches from what holds it. */
  readonly length_mm: number;
  /** Nothing holds it anywhere; `length_mm` is then its width. */
  readonly isFree: boolean;
}

/** Directions tried over half a turn, besides those that the rim suggests. */
const DIRECTIONS = 8;

/** How many of the longest free edges, and of the longest held ones, suggest a direction. */
const SUGGESTIONS = 3;

/** Lines across an overhang per direction. */
const LINES = 24;

/** Points of an overhang whose distance from the rim's held edges is taken. */
const MAX_PROBES = 256;

/**
 * Finds out how an overhang is held, seen from above. Lines up to `max_reach_mm` long need to be held at one end
 * only.
 */
export function spanOverhang(rim: OverhangRim, max_reach_mm: number): OverhangSpan {
  const { xSize, ySize } = measureRim(rim);
  if (!rim.isHeld.includes(1)) {
    return { isBridge: false, length_mm: Math.max(xSize, ySize), isFree: true };
  }
  const shortest = listDirections(rim).reduce(
    (best, angle) => Math.min(best, longestLine(rim, angle, max_reach_mm)),
    Infinity,
  );
  if (shortest < Infinity) return { isBridge: true, length_mm: shortest, isFree: false };
  return { isBridge: false, length_mm: farthestFromHold(rim), isFree: false };
}

/** Slicers lay a bridge along its free sides or across its ends; these and a few more directions, in radians. */
function listDirections({ segments, isHeld, count }: OverhangRim): number[] {
  const edges = Array.from({ length: count }, (_, segment) => {
    const [x, y, toX, toY] = segments.subarray(segment * 4, segment * 4 + 4);
    const angle = Math.atan2(toY - y, toX - x);
    return { length: Math.hypot(toX - x, toY - y), angle, isHeld: isHeld[segment] === 1 };
  }).sort((a, b) => b.length - a.length);
  const free = edges.filter(edge => !edge.isHeld).slice(0, SUGGESTIONS);
  const held = edges.filter(edge => edge.isHeld).slice(0, SUGGESTIONS);
  return [
    ...free.map(({ angle }) => angle),
    ...held.map(({ angle }) => angle + Math.PI / 2),
    ...Array.from({ length: DIRECTIONS }, (_, step) => (Math.PI * step) / DIRECTIONS),
  ];
}

function measureRim({ segments }: OverhangRim): { readonly xSize: number; readonly ySize: number } {
  let [minX, minY] = segments;
  let [maxX, maxY] = segments;
  for (let at = 0; at < segments.length; at += 2) {
    minX = Math.min(minX, segments[at]);
    maxX = Math.max(maxX, segments[at]);
    minY = Math.min(minY, segments[at + 1]);
    maxY = Math.max(maxY, segments[at + 1]);
  }
  return { xSize: maxX - minX, ySize: maxY - minY };
}

/** Where the rim crosses a line: how far along, whether the overhang begins there, whether it is held there. */
interface Crossing {
  readonly along: number;
  readonly begins: boolean;
  readonly isHeld: boolean;
}

/** The longest line across an overhang in one direction; Infinity when some line is not held as it has to be. */
function longestLine(rim: OverhangRim, angle: number, max_reach_mm: number): number {
  let longest = 0;
  for (const crossings of crossLines(rim, Math.cos(angle), Math.sin(angle))) {
    crossings.sort((a, b) => a.along - b.along);
    let depth = 0;
    let start = crossings[0];
    for (const crossing of crossings) {
      if (depth === 0) start = crossing;
      depth += crossing.begins ? 1 : -1;
      if (depth > 0) continue;
      const length = crossing.along - start.along;
      const heldEnds = Number(start.isHeld) + Number(crossing.isHeld);
      if (heldEnds < (length > max_reach_mm ? 2 : 1)) return Infinity;
      longest = Math.max(longest, length);
    }
  }
  return longest;
}

/** Crosses the rim with evenly spaced lines in the direction (ux, uy). */
function crossLines({ segments, isHeld, count }: OverhangRim, ux: number, uy: number): Crossing[][] {
  let least = Infinity;
  let greatest = -Infinity;
  for (let at = 0; at < segments.length; at += 2) {
    const across = segments[at + 1] * ux - segments[at] * uy;
    least = Math.min(least, across);
    greatest = Math.max(greatest, across);
  }
  const spacing = (greatest - least) / LINES;
  const lines: Crossing[][] = Array.from({ length: LINES }, () => []);
  if (!(spacing > 0)) return [];
  for (let segment = 0; segment < count; segment++) {
    const [x, y, toX, toY] = segments.subarray(segment * 4, segment * 4 + 4);
    const from = (y * ux - x * uy - least) / spacing - 0.5;
    const to = (toY * ux - toX * uy - least) / spacing - 0.5;
    // Lines lie at whole numbers. Counting one end of an edge only makes each crossing count once.
    for (let line = Math.ceil(Math.min(from, to)); line < Math.max(from, to); line++) {
      if (line < 0 || line >= LINES) continue;
      const share = (line - from) / (to - from);
      const along = (x + (toX - x) * share) * ux + (y + (toY - y) * share) * uy;
      // The overhang lies right of the edge: an edge that runs leftwards of the line's direction begins it.
      lines[line].push({ along, begins: to > from, isHeld: isHeld[segment] === 1 });
    }
  }
  return lines;
}

/** The greatest distance from the held edges of a corner or the middle of a free edge. */
function farthestFromHold({ segments, isHeld, count }: OverhangRim): number {
  let farthest = 0;
  const stride = Math.max(1, Math.ceil(count / MAX_PROBES));
  for (let probe = 0; probe < count; probe += stride) {
    if (isHeld[probe] === 1) continue;
    const [x, y, toX, toY] = segments.subarray(probe * 4, probe * 4 + 4);
    const corner = squareToHold(segments, isHeld, x, y);
    const middle = squareToHold(segments, isHeld, (x + toX) / 2, (y + toY) / 2);
    farthest = Math.max(farthest, corner, middle);
  }
  return Math.sqrt(farthest);
}

function squareToHold(segments: Float64Array, isHeld: Uint8Array, x: number, y: number): number {
  let nearest = Infinity;
  for (let segment = 0; segment < isHeld.length; segment++) {
    if (isHeld[segment] === 1) nearest = Math.min(nearest, squareTo(segments, segment * 4, x, y));
  }
  return nearest;
}

/** The squared distance of a point from the segment that starts at `at`. */
function squareTo(segments: Float64Array, at: number, x: number, y: number): number {
  const dx = segments[at + 2] - segments[at];
  const dy = segments[at + 3] - segments[at + 1];
  const px = x - segments[at];
  const py = y - segments[at + 1];
  const square = dx * dx + dy * dy;
  const share = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0;
  return (px - share * dx) ** 2 + (py - share * dy) ** 2;
}
