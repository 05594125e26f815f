import type { Outline } from '../contracts/mesh.ts';
import type { PictureRequest } from '../contracts/picture.ts';
import type { Drawing } from './drawing.ts';
import { drawSvg } from './svg.ts';
import { cssColor, THEME } from './theme.ts';

/** The part of half the picture that stays free on each side, the same as around a 3D model. */
const MARGIN = 0.06;

/** Width of the line around the filled area. */
const STROKE_PX = 1.25;

/** How the plane lies on the picture. */
interface Placement {
  readonly mm_per_px: number;
  /** The point in the middle of the picture, in mm. */
  readonly centerX: number;
  readonly centerY: number;
}

/** Draws a 2D model from above: filled by the even-odd rule, with a darker line around it. */
export function drawOutline(outline: Outline, request: PictureRequest): Drawing {
  const { width_px, height_px } = request;
  const notes: string[] = [];
  if (request.camera !== undefined || request.views.some(view => view !== 'top')) {
    notes.push('A 2D model has only the top view.');
  }
  const contours = outline.contours.filter(contour => contour.length > 0 && contour.every(Number.isFinite));
  if (contours.length < outline.contours.length) {
    notes.push('Contours with coordinates that are not finite numbers were left out of the picture.');
  }
  if (contours.length === 0) notes.push('There is nothing to see: the model has no contours.');
  const placement = placeOutline(contours, width_px, height_px);
  const path = contours.map(contour => pathOf(contour, placement, width_px, height_px)).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width_px}" height="${height_px}" viewBox="0 0 ${width_px} ${height_px}"><rect width="${width_px}" height="${height_px}" fill="${cssColor(THEME.background)}"/><path d="${path}" fill="${cssColor(THEME.outlineFill)}" fill-rule="evenodd" stroke="${cssColor(THEME.outlineStroke)}" stroke-width="${STROKE_PX}" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  // The background is opaque, so premultiplied and straight alpha are the same.
  const { premultiplied } = drawSvg(svg);
  const rgba = Uint8ClampedArray.from(premultiplied);
  return { view: 'top', width_px, height_px, rgba, mm_per_px: placement.mm_per_px, notes };
}

/** Puts the outline into the middle of the picture, as large as the margin allows. */
function placeOutline(contours: readonly Float64Array[], width_px: number, height_px: number): Placement {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const contour of contours) {
    for (let i = 0; i + 1 < contour.length; i += 2) {
      minX = Math.min(minX, contour[i]);
      maxX = Math.max(maxX, contour[i]);
      minY = Math.min(minY, contour[i + 1]);
      maxY = Math.max(maxY, contour[i + 1]);
    }
  }
  if (minX > maxX) return { mm_per_px: 1, centerX: 0, centerY: 0 };
  const share = 1 - MARGIN;
  const mm_per_px = Math.max((maxX - minX) / (width_px * share), (maxY - minY) / (height_px * share));
  return {
    // A single point is shown as a dot at any scale.
    mm_per_px: mm_per_px > 0 ? mm_per_px : 1,
    centerX: minX + (maxX - minX) / 2,
    centerY: minY + (maxY - minY) / 2,
  };
}

/** The contour as SVG path data in pixels. Three decimals are finer than any antialiasing shows. */
function pathOf(contour: Float64Array, placement: Placement, width_px: number, height_px: number): string {
  const { mm_per_px, centerX, centerY } = placement;
  const points: string[] = [];
  for (let i = 0; i + 1 < contour.length; i += 2) {
    const x = width_px / 2 + (contour[i] - centerX) / mm_per_px;
    const y = height_px / 2 - (contour[i + 1] - centerY) / mm_per_px;
    points.push(`${x.toFixed(3)} ${y.toFixed(3)}`);
  }
  return `M${points.join('L')}Z`;
}
