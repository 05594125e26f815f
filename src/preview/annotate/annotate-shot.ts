import type { Viewpoint } from '../camera/viewpoint.ts';
import type { ShotRequest } from '../drawing.ts';
import { drawLines, type Line, type LineStyle } from '../raster/draw-lines.ts';
import type { Rendering } from '../raster/render-scene.ts';
import type { RgbaImage } from '../rgba-image.ts';
import type { Solid } from '../solid.ts';
import { type Detail, detailFor } from './detail.ts';
import { dimensionWidth_px, drawDimension, isInside } from './dimension-mark.ts';
import { layOutBoxDimensions } from './dimensions.ts';
import { nameFaces } from './face-names.ts';
import { drawFooter } from './footer.ts';
import { groundGrid, groundLine, isGroundEdgeOn } from './ground-grid.ts';
import { drawFindingLines, markFindingPoints } from './highlight-marks.ts';
import { AXIS_LOOK, GRID_LOOK } from './look.ts';
import { originAxes } from './origin-axes.ts';
import type { Overlay } from './overlay.ts';
import { drawScaleBar, layOutScaleBar } from './scale-bar.ts';
import { drawSectionLabel } from './section-label.ts';
import { axisColors, drawTriad } from './triad.ts';
import { axisAlong, viewOfShot } from './view.ts';

/** What is known about a finished view when it is annotated. */
export interface ShotContext {
  readonly request: ShotRequest;
  readonly solid: Solid;
  readonly viewpoint: Viewpoint;
  readonly rendering: Rendering;
}

/**
 * Adds what a request asks for to a finished view: what the model can hide, grid and axes, into its image.
 *
 * @returns what stands over the picture: dimensions, triad, scale and words, to be drawn with those of the
 *   other views of the same picture.
 */
export function annotateShot(image: RgbaImage, context: ShotContext): Overlay {
  const { request, viewpoint } = context;
  const { width_px, height_px } = image;
  const { theme } = context.solid.model;
  const detail = detailFor(request, width_px, height_px);
  const gridSpacing_mm = request.grid ? drawGround(image, context, detail) : null;
  if (request.axes) drawOriginAxes(image, context, detail);
  const finding = drawFinding(image, context, detail);

  const dimensions = request.dimensions && detail.dimensions ? drawDimensions(image, context, detail) : [];
  const triad = request.axes ? drawTriad(viewpoint.orientation, height_px, detail, theme) : [];
  const footer = drawFooterRow(image, context, detail, gridSpacing_mm, dimensions.length > 0);
  const label = request.section ? drawSectionLabel(request.section, height_px, detail, theme) : [];
  return [...finding, ...dimensions, ...triad, ...footer, ...label];
}

/** Draws what a finding has besides coloured faces. */
function drawFinding(image: RgbaImage, { solid, rendering }: ShotContext, detail: Detail): Overlay {
  if (solid.shown === undefined) return [];
  const { highlight } = solid.shown;
  const { theme } = solid.model;
  drawFindingLines(image, highlight, rendering, detail, theme);
  const { names } = highlight;
  const words = names === undefined ? [] : nameFaces(names, solid.model, rendering, detail, theme);
  return [...markFindingPoints(highlight, rendering, detail), ...words];
}

/** Draws the grid, or the ground as a line; returns the grid's spacing if it is to be seen. */
function drawGround(image: RgbaImage, context: ShotContext, detail: Detail): number | null {
  const { request, solid, viewpoint } = context;
  if (isGroundEdgeOn(solid.box, viewpoint, request.projection)) {
    drawGridLines(image, [groundLine(solid.box, viewpoint)], GRID_LOOK.majorOpacity, context, detail);
    return null;
  }
  const { spacing_mm, minor, major } = groundGrid(solid.box);
  drawGridLines(image, minor, GRID_LOOK.minorOpacity, context, detail);
  drawGridLines(image, major, GRID_LOOK.majorOpacity, context, detail);
  return spacing_mm;
}

function drawGridLines(
  image: RgbaImage,
  lines: readonly Line[],
  opacity: number,
  context: ShotContext,
  detail: Detail,
): void {
  const width_px = GRID_LOOK.width_px * Math.max(1, detail.unit);
  const color = context.solid.model.theme.ink;
  // Nothing of the model is below its ground, so a grid that no face is behind hides nothing from any side.
  const style: LineStyle = { width_px, color, opacity, hiddenBy: 'all faces' };
  drawLines(image, lines, style, context.rendering);
}

function drawOriginAxes(image: RgbaImage, { solid, rendering }: ShotContext, { unit }: Detail): void {
  const colors = axisColors(solid.model.theme);
  originAxes(solid.box).forEach((line, axis) => {
    const width_px = AXIS_LOOK.width_px * Math.max(AXIS_LOOK.leastUnit, unit);
    drawLines(
      image,
      [line],
      { width_px, color: colors[axis], opacity: AXIS_LOOK.opacity, hiddenBy: 'nearer faces' },
      rendering,
    );
  });
}

function drawDimensions(image: RgbaImage, context: ShotContext, detail: Detail): Overlay {
  const { request, solid, viewpoint, rendering } = context;
  const lettering = { font_px: detail.font_px, theme: solid.model.theme };
  const view = viewOfShot(rendering, viewpoint, request.projection, solid.box);
  const model = { points: solid.model.data.positions, box: solid.box };
  const marks = layOutBoxDimensions(model, view, detail).filter(mark => isInside(mark, detail, image));
  const style: LineStyle = {
    width_px: dimensionWidth_px(detail),
    color: solid.model.theme.ink,
    opacity: 1,
    hiddenBy: 'nearer faces',
  };
  const hideable = marks.flatMap(mark => mark.hideable);
  if (hideable.length > 0) drawLines(image, hideable, style, rendering);
  return marks.flatMap(mark => drawDimension(mark, detail, lettering));
}

/** The scale bar and the words at the lower right. */
function drawFooterRow(
  image: RgbaImage,
  { request, solid, viewpoint }: ShotContext,
  detail: Detail,
  gridSpacing_mm: number | null,
  dimensioned: boolean,
): Overlay {
  const { width_px, height_px } = image;
  const { theme } = solid.model;
  // Seen at an angle, most lengths are shorter than at the scale of the picture, and a bar would mislead.
  const scaled =
    request.projection === 'orthographic' &&
    detail.words &&
    (request.grid || request.dimensions) &&
    axisAlong(viewpoint.orientation) !== null;
  const bar = layOutScaleBar(width_px, height_px, (2 * viewpoint.halfHeight_mm) / height_px, detail);
  const facts = { gridSpacing_mm, dimensioned, scaled, right_px: scaled ? bar.left_px : width_px };
  const words = drawFooter(facts, height_px, detail, theme);
  return scaled ? [...words, ...drawScaleBar(bar, height_px, detail, theme)] : words;
}
