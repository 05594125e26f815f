import { Quaternion } from 'three';
import type { PictureRequest } from '../../contracts/picture.ts';
import type { Margin } from '../camera/fit.ts';
import { type FlatModel, type OutlinePlacement, placeOutline, toPicture } from '../outline-placement.ts';
import type { ModelBox } from '../scene/model-box.ts';
import type { Theme } from '../theme.ts';
import { type Detail, detailFor } from './detail.ts';
import { drawDimension } from './dimension-mark.ts';
import { layOutBoxDimensions } from './dimensions.ts';
import { drawFooter } from './footer.ts';
import { gridLineNumbers, gridSpacing_mm, longestSide_mm, majorEvery } from './ground-grid.ts';
import { AXIS_LOOK, GRID_LOOK } from './look.ts';
import { marginAround } from './margin.ts';
import type { Overlay } from './overlay.ts';
import { drawScaleBar, layOutScaleBar } from './scale-bar.ts';
import { drawStrokes, type Point } from './strokes.ts';
import { axisColors, drawTriad } from './triad.ts';
import { outlineView } from './view.ts';

/** What stands behind and before a 2D model. */
export interface OutlineAnnotations {
  readonly behind: Overlay;
  readonly before: Overlay;
}

/** The margin around a 2D model that has room for what is asked to stand there. */
export function outlineMargin(request: PictureRequest, model: FlatModel): Margin {
  const { width_px, height_px } = request;
  // At the scale without annotations, which is close enough to the final one.
  const view = outlineView(placeOutline(model.box, width_px, height_px));
  const detail = detailFor(request, width_px, height_px);
  return marginAround(model, view, { request, detail, width_px, height_px });
}

/** Draws what a request asks for around a 2D model. */
export function annotateOutline(
  request: PictureRequest,
  model: FlatModel,
  placement: OutlinePlacement,
  theme: Theme,
): OutlineAnnotations {
  const { width_px, height_px } = request;
  const detail = detailFor(request, width_px, height_px);
  const lettering = { font_px: detail.font_px, theme };
  const spacing_mm = gridSpacing_mm(longestSide_mm(model.box));
  const marks =
    request.dimensions && detail.dimensions ? layOutBoxDimensions(model, outlineView(placement), detail) : [];
  const before: string[] = request.axes ? drawPlaneAxes(model.box, placement, detail, theme) : [];
  before.push(...marks.flatMap(mark => drawDimension(mark, detail, lettering)));
  if (request.axes) before.push(...drawTriad(new Quaternion(), height_px, detail, theme, 2));

  const gridded = request.grid ? spacing_mm : null;
  const dimensioned = marks.length > 0;
  const scaled = detail.words && (request.grid || request.dimensions);
  const bar = layOutScaleBar(width_px, height_px, placement.mm_per_px, detail);
  if (scaled) before.push(...drawScaleBar(bar, height_px, detail, theme));
  const facts = { gridSpacing_mm: gridded, dimensioned, scaled, right_px: scaled ? bar.left_px : width_px };
  before.push(...drawFooter(facts, height_px, detail, theme));
  return { behind: request.grid ? drawPlaneGrid(spacing_mm, placement, detail, theme) : [], before };
}

/** A grid over the whole picture, through the origin. */
function drawPlaneGrid(
  spacing_mm: number,
  placement: OutlinePlacement,
  detail: Detail,
  theme: Theme,
): Overlay {
  const { width_px, height_px, mm_per_px, centerX, centerY } = placement;
  const halfWidth_mm = (width_px / 2) * mm_per_px;
  const halfHeight_mm = (height_px / 2) * mm_per_px;
  const every = majorEvery(spacing_mm);
  const minor: [Point, Point][] = [];
  const major: [Point, Point][] = [];
  for (const number of gridLineNumbers(centerX - halfWidth_mm, centerX + halfWidth_mm, spacing_mm)) {
    const { x } = toPicture(number * spacing_mm, 0, placement);
    (number % every === 0 ? major : minor).push([
      { x, y: 0 },
      { x, y: height_px },
    ]);
  }
  for (const number of gridLineNumbers(centerY - halfHeight_mm, centerY + halfHeight_mm, spacing_mm)) {
    const { y } = toPicture(0, number * spacing_mm, placement);
    (number % every === 0 ? major : minor).push([
      { x: 0, y },
      { x: width_px, y },
    ]);
  }
  const gridWidth_px = GRID_LOOK.width_px * Math.max(1, detail.unit);
  return [
    drawStrokes(minor, gridWidth_px, theme.ink, GRID_LOOK.minorOpacity),
    drawStrokes(major, gridWidth_px, theme.ink, GRID_LOOK.majorOpacity),
  ];
}

/** The positive axes from the origin to beyond the model, as in 3D, as far as the picture reaches. */
function drawPlaneAxes(
  { max, diagonal_mm }: ModelBox,
  placement: OutlinePlacement,
  { unit }: Detail,
  theme: Theme,
): string[] {
  const beyond_mm = AXIS_LOOK.beyond * diagonal_mm;
  const origin = toPicture(0, 0, placement);
  const xEnd = toPicture(Math.max(0, max.x) + beyond_mm, 0, placement);
  const yEnd = toPicture(0, Math.max(0, max.y) + beyond_mm, placement);
  const [red, green] = axisColors(theme);
  const axisWidth_px = AXIS_LOOK.width_px * Math.max(AXIS_LOOK.leastUnit, unit);
  return [
    drawStrokes([[origin, xEnd]], axisWidth_px, red, AXIS_LOOK.opacity),
    drawStrokes([[origin, yEnd]], axisWidth_px, green, AXIS_LOOK.opacity),
  ];
}
