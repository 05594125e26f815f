import type { Outline } from '../contracts/mesh.ts';
import type { PictureRequest, Style } from '../contracts/picture.ts';
import { annotateOutline, type OutlineAnnotations, outlineMargin } from './annotate/annotate-outline.ts';
import { svgDocument } from './annotate/overlay.ts';
import type { Drawing, DrawResources } from './drawing.ts';
import { measureOutline, type OutlinePlacement, placeOutline, toPicture } from './outline-placement.ts';
import { boxOf, type ModelBox } from './scene/model-box.ts';
import { drawSvg } from './svg.ts';
import { cssColor, type Theme, themeOf } from './theme.ts';

/** Width of the line around the filled area. */
const STROKE_PX = 1.25;

/** What the styles make of the filled area. */
const FILL_OPACITY: Readonly<Record<Style, number>> = { shaded: 1, flat: 1, xray: 0.35, wireframe: 0 };

/** Draws a 2D model from above: filled by the even-odd rule, with a darker line around it. */
export function drawOutline(
  outline: Outline,
  request: PictureRequest,
  { captionFontFile }: DrawResources,
): Drawing {
  const { width_px, height_px } = request;
  const notes: string[] = [];
  if (request.camera !== undefined || request.views.some(view => view !== 'top')) {
    notes.push('A 2D model has only the top view.');
  }
  if (request.section !== undefined) notes.push('section was ignored: a 2D model has nothing to cut.');
  const contours = outline.contours.filter(contour => contour.length > 0 && contour.every(Number.isFinite));
  if (contours.length < outline.contours.length) {
    notes.push('Contours with coordinates that are not finite numbers were left out of the picture.');
  }
  const measured = measureOutline(contours);
  const model = measured === null ? null : { ...measured, box: boxToFit(request) ?? measured.box };
  if (model === null) notes.push('There is nothing to see: the model has no contours.');
  const theme = themeOf(request.colorScheme);
  const margin = model === null ? undefined : outlineMargin(request, model);
  const placement = placeOutline(model?.box ?? null, width_px, height_px, margin);
  const around =
    model === null ? { behind: [], before: [] } : annotateOutline(request, model, placement, theme);
  const svg = composeSvg(contours, request, placement, around, theme);
  const rgba = straightAlpha(drawSvg(svg, captionFontFile).premultiplied);
  return { view: 'top', width_px, height_px, rgba, mm_per_px: placement.mm_per_px, notes };
}

/** The box that was given to be fitted, in the model's plane. */
function boxToFit({ fitBox }: PictureRequest): ModelBox | null {
  if (fitBox === undefined) return null;
  const { min, max } = fitBox;
  return boxOf({ min: [min[0], min[1], 0], max: [max[0], max[1], 0] });
}

function composeSvg(
  contours: readonly Float64Array[],
  { width_px, height_px, background, style }: PictureRequest,
  placement: OutlinePlacement,
  { behind, before }: OutlineAnnotations,
  theme: Theme,
): string {
  const ground =
    background === 'scheme'
      ? `<rect width="${width_px}" height="${height_px}" fill="${cssColor(theme.background)}"/>`
      : '';
  const opacity = FILL_OPACITY[style] < 1 ? ` fill-opacity="${FILL_OPACITY[style]}"` : '';
  const fill = `fill="${cssColor(theme.outlineFill)}" fill-rule="evenodd"${opacity}`;
  // A line without an area has to stand out from the background, not from the area.
  const lineColor = style === 'wireframe' ? theme.ink : theme.outlineStroke;
  const stroke = `stroke="${cssColor(lineColor)}" stroke-width="${STROKE_PX}" stroke-linecap="round" stroke-linejoin="round"`;
  const path = contours.map(contour => pathOf(contour, placement)).join('');
  return svgDocument(
    width_px,
    height_px,
    [ground, ...behind, `<path d="${path}" ${fill} ${stroke}/>`, ...before].join(''),
  );
}

/** The contour as SVG path data in pixels. Three decimals are finer than any antialiasing shows. */
function pathOf(contour: Float64Array, placement: OutlinePlacement): string {
  const points: string[] = [];
  for (let i = 0; i + 1 < contour.length; i += 2) {
    const { x, y } = toPicture(contour[i], contour[i + 1], placement);
    points.push(`${x.toFixed(3)} ${y.toFixed(3)}`);
  }
  return `M${points.join('L')}Z`;
}

/** Undoes the multiplication of the colours by alpha; opaque pixels stay as they are. */
function straightAlpha(premultiplied: Uint8Array): Uint8ClampedArray {
  const rgba = Uint8ClampedArray.from(premultiplied);
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3];
    if (alpha === 0 || alpha === 255) continue;
    for (let channel = 0; channel < 3; channel++) rgba[at + channel] = (rgba[at + channel] * 255) / alpha;
  }
  return rgba;
}
