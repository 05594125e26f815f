import type { PictureRequest } from '../contracts/picture.ts';
import { aboveStrip, legendOf, NO_ROOM_FOR_LEGEND } from './annotate/legend-room.ts';
import { drawOverlay, placeOverlay } from './annotate/overlay.ts';
import { type Caption, captionSize_px, drawCaptions } from './caption.ts';
import { drawShot, hiddenFindingNote, type Shot } from './draw-shot.ts';
import type { Drawing, DrawResources } from './drawing.ts';
import { copyInto, createImage, fillRectangle } from './rgba-image.ts';
import type { Solid } from './solid.ts';

/** Width of the lines between cells. */
const SEPARATOR_PX = 1;

/** One cell of a sheet, without the lines around it. */
export interface Cell {
  readonly left_px: number;
  readonly top_px: number;
  readonly width_px: number;
  readonly height_px: number;
}

/** Divides a sheet into the most even grid with room for `count` cells, row by row from the top left. */
export function layOutCells(count: number, width_px: number, height_px: number): Cell[] {
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  return Array.from({ length: count }, (_, index) => {
    const [left_px, cellWidth_px] = layOutAxis(index % columns, columns, width_px);
    const [top_px, cellHeight_px] = layOutAxis(Math.floor(index / columns), rows, height_px);
    return { left_px, top_px, width_px: cellWidth_px, height_px: cellHeight_px };
  });
}

/** Start and length of one of `count` parts, the line before it excluded. */
function layOutAxis(index: number, count: number, length_px: number): [number, number] {
  const start = Math.round((index * length_px) / count) + (index > 0 ? SEPARATOR_PX : 0);
  const end = Math.round(((index + 1) * length_px) / count);
  return [start, Math.max(1, end - start)];
}

/** Draws several views of a model into one picture, each with its name in the corner. */
export function drawSheet(
  solid: Solid,
  shots: readonly Shot[],
  request: PictureRequest,
  { captionFontFile }: DrawResources,
): Drawing {
  const { width_px } = request;
  const { theme } = solid.model;
  const sheet = createImage(width_px, request.height_px, theme.background);
  const legend = captionFontFile === undefined ? null : legendOf(solid, request);
  const { height_px } = legend === null ? request : aboveStrip(request, legend.strip);
  const cells = layOutCells(shots.length, width_px, height_px);
  const notes: string[] = [];
  let hidesFinding = true;
  const overlay: string[] = [];
  const captions: Caption[] = [];
  cells.forEach(({ left_px, top_px, ...size }, index) => {
    const drawing = drawShot(solid, shots[index], request, size.width_px, size.height_px);
    copyInto(sheet, drawing, left_px, top_px);
    notes.push(...drawing.notes);
    hidesFinding &&= drawing.hidesFinding;
    captions.push({ text: drawing.view, left_px, top_px });
    overlay.push(...placeOverlay(drawing.overlay, left_px, top_px, size.width_px, size.height_px));
    if (left_px > 0) fillRectangle(sheet, left_px - 1, 0, SEPARATOR_PX, height_px, theme.separator);
    if (top_px > 0) fillRectangle(sheet, 0, top_px - 1, width_px, SEPARATOR_PX, theme.separator);
  });
  if (legend !== null) overlay.push(...legend.strip.drawAt({ x: 0, y: height_px }));
  else if (solid.shown !== undefined) notes.push(NO_ROOM_FOR_LEGEND);
  drawOverlay(sheet, overlay, captionFontFile);
  if (captionFontFile !== undefined) {
    drawCaptions(sheet, captions, captionSize_px(cells[0].height_px), captionFontFile, theme);
  }
  const view = shots.map(shot => shot.name).join('+');
  if (hidesFinding) notes.push(hiddenFindingNote(view, solid, request));
  return { view, ...sheet, notes: [...new Set(notes)] };
}
