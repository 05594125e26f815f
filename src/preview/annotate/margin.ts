import type { PictureRequest } from '../../contracts/picture.ts';
import { EVEN_MARGIN, type Framing, type Margin } from '../camera/fit.ts';
import { boxCorners } from '../scene/model-box.ts';
import type { Solid } from '../solid.ts';
import type { BoxedPoints } from './contacts.ts';
import { type Detail, detailFor } from './detail.ts';
import { dimensionBounds } from './dimension-mark.ts';
import { layOutBoxDimensions } from './dimensions.ts';
import { footerWordsHeight_px } from './footer.ts';
import { headerHeight_px } from './section-label.ts';
import { boundsOf, type Rectangle } from './strokes.ts';
import { triadSize_px } from './triad.ts';
import { orthographicView, type View } from './view.ts';

/** The width of the room that the triad needs at its corner, in heights of it. */
const CORNER_ROOM = 1.3;

const NOTHING: Rectangle = { left: 0, right: 0, top: 0, bottom: 0 };

/** No picture gives more than this part of its width or height away. */
const MOST_TAKEN = 0.5;

/** A picture or a cell with room for annotations. */
export interface Frame {
  readonly request: PictureRequest;
  readonly detail: Detail;
  readonly width_px: number;
  readonly height_px: number;
}

/**
 * The points that a picture of a solid has to show, and the margin that its annotations need around them,
 * for fitting the view.
 */
export function roomForAnnotations(
  request: PictureRequest,
  { box, model }: Solid,
  width_px: number,
  height_px: number,
): Required<Pick<Framing, 'points' | 'marginFor'>> {
  const frame = { request, detail: detailFor(request, width_px, height_px), width_px, height_px };
  const points = model.data.positions;
  const mm_per_px = box.diagonal_mm / Math.min(width_px, height_px);
  return {
    // Dimensions stand at the box, which may reach further than the model, as may a box that was given.
    points:
      isDimensioned(frame) || request.fitBox !== undefined
        ? Float32Array.from(boxCorners(box).flatMap(corner => corner.toArray()))
        : points,
    // In perspective the room is about the same.
    marginFor: orientation =>
      marginAround({ points, box }, orthographicView(orientation, mm_per_px, box), frame),
  };
}

/**
 * The margin that annotations need around a model, measured with a view of it at about the final scale:
 * most of their lengths are in pixels at any scale.
 */
export function marginAround(model: BoxedPoints, view: View, frame: Frame): Margin {
  const { request, detail } = frame;
  const corners = boxCorners(model.box).flatMap(corner => view.project(corner.toArray()) ?? []);
  const part = boundsOf(corners);
  const needed = isDimensioned(frame) ? measureDimensions(model, view, detail, part) : NOTHING;
  const top = needed.top + (hasWords(frame) ? headerHeight_px(request.section, frame.height_px, detail) : 0);
  const words_px = footerWordsHeight_px(request, detail);
  const margin = marginOf({ ...needed, top, bottom: needed.bottom + words_px }, frame);
  if (!request.axes || leavesCorner(margin, part, frame)) return margin;
  const corner_px = Math.max(words_px, triadSize_px(detail));
  return marginOf({ ...needed, top, bottom: needed.bottom + corner_px }, frame);
}

/** Tells whether words stand around the model; without any the picture is framed as OpenSCAD's own. */
function hasWords({ request: { axes, grid, dimensions, section }, detail }: Frame): boolean {
  return detail.words && (axes || grid || dimensions || section !== undefined);
}

/** Tells whether dimensions are asked for and have room. */
function isDimensioned({ request, detail }: Frame): boolean {
  return request.dimensions && detail.dimensions;
}

/** How far dimensions reach beyond the model's box in the picture, on each side. */
function measureDimensions(model: BoxedPoints, view: View, detail: Detail, part: Rectangle): Rectangle {
  const needed = { left: 0, right: 0, top: 0, bottom: 0 };
  for (const mark of layOutBoxDimensions(model, view, detail)) {
    const bounds = dimensionBounds(mark, detail);
    needed.left = Math.max(needed.left, part.left - bounds.left);
    needed.right = Math.max(needed.right, bounds.right - part.right);
    needed.top = Math.max(needed.top, part.top - bounds.top);
    needed.bottom = Math.max(needed.bottom, bounds.bottom - part.bottom);
  }
  return needed;
}

/** The even margin, made larger on sides that need pixels for more than empty room. */
function marginOf(needed: Rectangle, { width_px, height_px }: Frame): Margin {
  const part = (length_px: number, size_px: number) =>
    Math.max(EVEN_MARGIN, EVEN_MARGIN / 2 + (2 * length_px) / size_px);
  const [left, right] = limitPair(part(needed.left, width_px), part(needed.right, width_px));
  const [top, bottom] = limitPair(part(needed.top, height_px), part(needed.bottom, height_px));
  return { left, right, top, bottom };
}

/** Two opposite margins, given as parts of half the picture, no larger together than allowed. */
function limitPair(before: number, after: number): readonly [number, number] {
  const shrink = Math.min(1, (2 * MOST_TAKEN) / (before + after));
  return [before * shrink, after * shrink];
}

/** Tells whether a model fitted with the margin is so narrow that the triad has room at its left. */
function leavesCorner({ left, right, top, bottom }: Margin, part: Rectangle, frame: Frame): boolean {
  const freeWidth_px = frame.width_px * (1 - (left + right) / 2);
  const freeHeight_px = frame.height_px * (1 - (top + bottom) / 2);
  const narrowness = (part.right - part.left) / (part.bottom - part.top);
  const besides_px = (freeWidth_px - freeHeight_px * narrowness) / 2;
  return besides_px + (frame.width_px * left) / 2 >= CORNER_ROOM * triadSize_px(frame.detail);
}
