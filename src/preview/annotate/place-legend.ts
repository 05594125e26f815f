import type { ShotRequest } from '../drawing.ts';
import type { Rendering } from '../raster/render-scene.ts';
import { NO_FACE } from '../raster/visibility-buffer.ts';
import { detailFor } from './detail.ts';
import { footerWordsHeight_px, inset_px } from './footer.ts';
import type { LegendBlock } from './legend.ts';
import { headerHeight_px } from './section-label.ts';
import type { Point } from './strokes.ts';

/**
 * Finds a corner of a finished picture in which a legend covers nothing of the model and none of the words
 * there; null when there is none. The lower left corner has the triad.
 */
export function findFreeCorner(
  { image, opaque, samplesPerAxis }: Rendering,
  request: ShotRequest,
  block: LegendBlock,
): Point | null {
  const { width_px, height_px } = image;
  const detail = detailFor(request, width_px, height_px);
  // Dimensions stand around the model, where nobody knows of them here.
  if (request.dimensions && detail.dimensions) return null;
  const inset = inset_px(detail);
  const right = width_px - inset - block.width_px;
  const header = headerHeight_px(request.section, height_px, detail);
  const top = header === 0 ? inset : header + 1.5 * inset;
  const bottom = height_px - inset - footerWordsHeight_px(request, detail) - block.height_px;
  const corners: readonly Point[] = [
    { x: right, y: inset },
    { x: inset, y: top },
    { x: right, y: bottom },
  ];
  const isFree = ({ x, y }: Point): boolean => {
    if (x < inset || y < inset || y > bottom) return false;
    const firstRow = Math.floor((y - inset) * samplesPerAxis);
    const endRow = Math.min(opaque.height, Math.ceil((y + block.height_px + inset) * samplesPerAxis));
    const first = Math.floor((x - inset) * samplesPerAxis);
    const end = Math.min(opaque.width, Math.ceil((x + block.width_px + inset) * samplesPerAxis));
    for (let row = firstRow; row < endRow; row++) {
      for (let sample = row * opaque.width + first; sample < row * opaque.width + end; sample++) {
        if (opaque.faces[sample] !== NO_FACE) return false;
      }
    }
    return true;
  };
  return corners.find(isFree) ?? null;
}
