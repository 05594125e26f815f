import type { PictureRequest } from '../contracts/picture.ts';
import { aboveStrip, legendOf, NO_ROOM_FOR_LEGEND } from './annotate/legend-room.ts';
import { drawOverlay, type Overlay, placeOverlay } from './annotate/overlay.ts';
import { findFreeCorner } from './annotate/place-legend.ts';
import { type DrawnShot, drawShot, hiddenFindingNote, type Shot } from './draw-shot.ts';
import type { Drawing, DrawResources } from './drawing.ts';
import { copyInto, createImage } from './rgba-image.ts';
import type { Solid } from './solid.ts';

/**
 * Draws one view as a picture of its own, without its name. The legend of a finding stands in a corner if one
 * is free; else below the view, which is drawn that much lower.
 */
export function drawSingle(
  solid: Solid,
  shot: Shot,
  request: PictureRequest,
  { captionFontFile }: DrawResources,
): Drawing {
  const legend = captionFontFile === undefined ? null : legendOf(solid, request);
  const drawn = drawShot(solid, shot, request, request.width_px, request.height_px);
  // Finding that corner takes the rendering, which drawing another view ends.
  const corner = legend && drawn.rendering && findFreeCorner(drawn.rendering, drawn.request, legend.box);
  const hidden = drawn.hidesFinding ? [hiddenFindingNote(drawn.view, solid, request)] : [];
  if (legend === null) {
    const notes = solid.shown === undefined ? [] : [NO_ROOM_FOR_LEGEND];
    return finish(drawn, drawn.overlay, [...notes, ...hidden], captionFontFile);
  }
  if (corner !== null) {
    return finish(drawn, [...drawn.overlay, ...legend.box.drawAt(corner)], hidden, captionFontFile);
  }
  const above = aboveStrip(request, legend.strip);
  const lower = drawShot(solid, shot, above, above.width_px, above.height_px);
  const { theme } = solid.model;
  const { width_px, height_px } = request;
  const image = createImage(
    width_px,
    height_px,
    request.background === 'transparent' ? null : theme.background,
  );
  copyInto(image, lower, 0, 0);
  const overlay = [
    ...placeOverlay(lower.overlay, 0, 0, above.width_px, above.height_px),
    ...legend.strip.drawAt({ x: 0, y: above.height_px }),
  ];
  return finish({ ...lower, ...image }, overlay, hidden, captionFontFile);
}

/** Draws what stands over a view, and leaves out what was needed for drawing only. */
function finish(
  { rendering: _, request: __, hidesFinding: ___, overlay: ____, ...drawing }: DrawnShot,
  overlay: Overlay,
  notes: readonly string[],
  fontFile: string | undefined,
): Drawing {
  drawOverlay(drawing, overlay, fontFile);
  return { ...drawing, notes: [...drawing.notes, ...notes] };
}
