import { compositeOver, type RgbaImage } from '../rgba-image.ts';
import { drawSvgPart } from '../svg.ts';

/**
 * Lines and words over a picture: SVG elements in its pixels, the later over the earlier. They are gathered
 * for a whole picture and drawn at once.
 */
export type Overlay = readonly string[];

/** Moves an overlay to where its picture lies in a larger one, and cuts it off at the picture's border. */
export function placeOverlay(
  overlay: Overlay,
  left_px: number,
  top_px: number,
  width_px: number,
  height_px: number,
): Overlay {
  if (overlay.length === 0) return [];
  const place = `x="${left_px}" y="${top_px}" width="${width_px}" height="${height_px}"`;
  return [`<svg ${place}>${overlay.join('')}</svg>`];
}

/** A whole SVG document of the given size. */
export function svgDocument(width_px: number, height_px: number, content: string): string {
  const size = `width="${width_px}" height="${height_px}" viewBox="0 0 ${width_px} ${height_px}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${content}</svg>`;
}

/** Draws an overlay over a picture, whose alpha grows where it was transparent. No font, no letters. */
export function drawOverlay(image: RgbaImage, overlay: Overlay, fontFile?: string): void {
  if (overlay.length === 0) return;
  const svg = svgDocument(image.width_px, image.height_px, overlay.join(''));
  const part = drawSvgPart(svg, fontFile);
  if (part !== null) compositeOver(image, part, part.left_px, part.top_px);
}
