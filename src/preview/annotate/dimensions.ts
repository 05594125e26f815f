import type { Vec3 } from '../../contracts/mesh.ts';
import type { ModelBox } from '../scene/model-box.ts';
import { type BoxedPoints, type Contacts, type End, findContacts, gapTo } from './contacts.ts';
import type { Detail } from './detail.ts';
import { type DimensionMark, layOutDimension, type MeasuredEdge } from './dimension-mark.ts';
import { formatNumber } from './format-number.ts';
import { directionTo, type Point } from './strokes.ts';
import { AXES, type AxisIndex, type View } from './view.ts';

/** An edge seen shorter than this tells nothing. */
const SHORTEST_PX = 6;

/** Moving an edge must move it across itself on the screen by at least this part of the way. */
const LEAST_ACROSS = 0.25;

/** How much better it is to move an edge along the ground than as far vertically. */
const GROUND_PREFERENCE = 1.3;

/** How far an edge is moved, as a part of the box's diagonal, to find out where that leads on the screen. */
const PROBE = 0.01;

/** A gap between part and dimension that is no reason to look for another place, in diagonals of the box. */
const SMALL_GAP = 0.25;

/** How much a larger gap counts against the edge's place, which is measured in sizes of the box on the screen. */
const GAP_WEIGHT = 8;

/** A gap that is none, in diagonals of the box. */
const NO_GAP = 1e-3;

/** An edge of the box: along an axis, at one end of each of the two others. */
interface BoxEdge {
  readonly axis: AxisIndex;
  readonly others: readonly [AxisIndex, AxisIndex];
  readonly ends: readonly [End, End];
}

/** The way out from an edge to its dimension: along one of its other axes. */
type Side = 0 | 1;

/** A place for a dimension; the higher the rank, the better. */
interface Candidate {
  readonly edge: MeasuredEdge;
  readonly rank: number;
}

/**
 * Lays out the dimensions of a model's box: for each axis that is not seen end on, outside of the box's
 * silhouette along one of its edges, where the part comes close to that: x and y preferably below, z
 * preferably at the left.
 */
export function layOutBoxDimensions(model: BoxedPoints, view: View, detail: Detail): DimensionMark[] {
  const contacts = findContacts(model);
  const size_px = sizeInPicture(model.box, view);
  return AXES.flatMap(axis => {
    const candidates = edgesAlong(axis)
      .filter(edge => isSilhouette(edge, view))
      .flatMap(edge => measureEdge(edge, model.box, contacts, view, size_px) ?? []);
    // The first one of equals, so that the last bit of a number does not decide.
    const best = candidates.reduce<Candidate | null>(
      (leader, candidate) => (leader === null || candidate.rank > leader.rank + 1e-3 ? candidate : leader),
      null,
    );
    return (best && layOutDimension(best.edge, detail)) ?? [];
  });
}

/** The longer side of the rectangle around the box in the picture, in pixels. */
function sizeInPicture(box: ModelBox, view: View): number {
  const corners = Array.from({ length: 8 }, (_, number) => view.project(cornerOf(box, number)));
  const seen = corners.filter(corner => corner !== null);
  const xs = seen.map(({ x }) => x);
  const ys = seen.map(({ y }) => y);
  return Math.max(1, Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
}

function edgesAlong(axis: AxisIndex): BoxEdge[] {
  const [first, second] = AXES.filter(other => other !== axis);
  const ends: readonly (readonly [End, End])[] = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ];
  return ends.map(pair => ({ axis, others: [first, second], ends: pair }));
}

/** A corner of the box by its number: 1 for the upper end of x, 2 for that of y, 4 for that of z, added. */
function cornerOf({ min, max }: ModelBox, number: number): Vec3 {
  return [number & 1 ? max.x : min.x, number & 2 ? max.y : min.y, number & 4 ? max.z : min.z];
}

/** An edge is part of the silhouette when just one of its two sides is turned to the eye. */
function isSilhouette({ others, ends }: BoxEdge, view: View): boolean {
  return view.shows(others[0], ends[0]) !== view.shows(others[1], ends[1]);
}

/** Finds the better way out from an edge and how good its place is; null when it has no way out. */
function measureEdge(
  edge: BoxEdge,
  box: ModelBox,
  contacts: Contacts,
  view: View,
  size_px: number,
): Candidate | null {
  const first = (edge.ends[0] << edge.others[0]) | (edge.ends[1] << edge.others[1]);
  const ends = [cornerOf(box, first), cornerOf(box, first | (1 << edge.axis))] as const;
  const way = findWayOut(edge, ends, box, view);
  if (way === null) return null;
  const { from, to, side, shifts } = way;
  const starts = ends.map((corner, end) => {
    const gaps = [0, 1].map(other =>
      gapTo(contacts[edge.axis][end], box, edge.others[other], edge.ends[other]),
    );
    // What lies along the direction of view is not seen.
    if (view.along === edge.others[1 - side]) gaps[1 - side] = 0;
    const inwards_mm = gaps[1 - side] < NO_GAP * box.diagonal_mm ? gaps[side] : 0;
    const start = shifted(corner, edge.others[side], edge.ends[side] === 0 ? inwards_mm : -inwards_mm);
    return { gap: Math.hypot(...gaps) / box.diagonal_mm, corner, start };
  });
  // Seen along an axis nothing is before the line from the part to its box; otherwise the part may be.
  const isClear = view.along !== null;
  const gap = Math.max(0, starts[0].gap + starts[1].gap - SMALL_GAP);
  const length_mm = box.max.getComponent(edge.axis) - box.min.getComponent(edge.axis);
  return {
    edge: {
      from,
      to,
      fromStart: (isClear && view.project(starts[0].start)) || from,
      toStart: (isClear && view.project(starts[1].start)) || to,
      fromShift: shifts[0],
      toShift: shifts[1],
      hideable: isClear ? [] : starts.map(({ corner, start }) => ({ from: start, to: corner })),
      label: formatNumber(length_mm),
    },
    rank: placeRank(edge.axis, from, to) / size_px - GAP_WEIGHT * gap,
  };
}

/** Higher for places where a dimension is looked for first. */
function placeRank(axis: AxisIndex, from: Point, to: Point): number {
  const below = (from.y + to.y) / 2;
  const left = -(from.x + to.x) / 2;
  // The smaller part decides where both edges are equally low, as those of y in the top view.
  return axis === 2 ? left + below * 0.01 : below + left * 0.01;
}

/** An edge on the screen, the side to which its dimension moves, and how its ends move per pixel across. */
interface WayOut {
  readonly from: Point;
  readonly to: Point;
  readonly side: Side;
  readonly shifts: readonly [Point, Point];
}

function findWayOut(
  { others, ends: boxEnds }: BoxEdge,
  ends: readonly [Vec3, Vec3],
  box: ModelBox,
  view: View,
): WayOut | null {
  const from = view.project(ends[0]);
  const to = view.project(ends[1]);
  const along = from && to && directionTo(from, to);
  if (!along || along.distance < SHORTEST_PX) return null;
  let best: WayOut | null = null;
  let furthest_px = 0;
  for (const side of [0, 1] as const) {
    const outwards_mm = (boxEnds[side] === 0 ? -PROBE : PROBE) * box.diagonal_mm;
    const fromMoved = view.project(shifted(ends[0], others[side], outwards_mm));
    const toMoved = view.project(shifted(ends[1], others[side], outwards_mm));
    if (fromMoved === null || toMoved === null) continue;
    const wayX = (fromMoved.x + toMoved.x - from.x - to.x) / 2;
    const wayY = (fromMoved.y + toMoved.y - from.y - to.y) / 2;
    const across_px = Math.abs(wayX * along.direction.y - wayY * along.direction.x);
    // Dimensions that lie on the ground look like drawn on it, others seem to hang in the air.
    const preferred_px = across_px * (others[side] === 2 ? 1 : GROUND_PREFERENCE);
    if (across_px < LEAST_ACROSS * Math.hypot(wayX, wayY) || !(preferred_px > furthest_px)) continue;
    furthest_px = preferred_px;
    const shifts = [perPixel(from, fromMoved, across_px), perPixel(to, toMoved, across_px)] as const;
    best = { from, to, side, shifts };
  }
  return best;
}

function perPixel(from: Point, to: Point, pixels: number): Point {
  return { x: (to.x - from.x) / pixels, y: (to.y - from.y) / pixels };
}

function shifted(point: Vec3, axis: AxisIndex, by_mm: number): Vec3 {
  const [x, y, z] = point;
  return [axis === 0 ? x + by_mm : x, axis === 1 ? y + by_mm : y, axis === 2 ? z + by_mm : z];
}
