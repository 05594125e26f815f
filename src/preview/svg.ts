import { Resvg } from '@resvg/resvg-js';

/** What resvg draws: rows from the top, colours already multiplied by alpha. */
export interface SvgPixels {
  readonly width_px: number;
  readonly height_px: number;
  readonly premultiplied: Uint8Array;
}

/** A part of what resvg draws, and where it lies. */
export interface SvgPart extends SvgPixels {
  readonly left_px: number;
  readonly top_px: number;
}

/**
 * Draws an SVG at its own size. Text appears in the given font only: fonts of the system are never looked
 * for, since that takes longer than the drawing and makes pictures differ between machines.
 */
export function drawSvg(svg: string, fontFile?: string): SvgPixels {
  return pixelsOf(readSvg(svg, fontFile));
}

/**
 * Draws the part of an SVG that has anything in it; null when nothing has. A few marks in the corner of a picture are
 * drawn about twenty times as fast as by {@link drawSvg}, for which the size counts. The pixels are the same.
 */
export function drawSvgPart(svg: string, fontFile?: string): SvgPart | null {
  const drawing = readSvg(svg, fontFile);
  const box = drawing.getBBox();
  if (box === undefined) return null;
  const left_px = Math.max(0, Math.floor(box.x) - 1);
  const top_px = Math.max(0, Math.floor(box.y) - 1);
  const right_px = Math.min(drawing.width, Math.ceil(box.x + box.width) + 1);
  const bottom_px = Math.min(drawing.height, Math.ceil(box.y + box.height) + 1);
  if (!(right_px > left_px && bottom_px > top_px)) return null;
  Object.assign(box, { x: left_px, y: top_px, width: right_px - left_px, height: bottom_px - top_px });
  drawing.cropByBBox(box);
  return { left_px, top_px, ...pixelsOf(drawing) };
}

function readSvg(svg: string, fontFile: string | undefined): Resvg {
  const fontFiles = fontFile === undefined ? [] : [fontFile];
  return new Resvg(svg, { font: { loadSystemFonts: false, fontFiles } });
}

function pixelsOf(drawing: Resvg): SvgPixels {
  const image = drawing.render();
  return { width_px: image.width, height_px: image.height, premultiplied: image.pixels };
}
