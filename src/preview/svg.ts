import { Resvg } from '@resvg/resvg-js';

/** What resvg draws: rows from the top, colours already multiplied by alpha. */
export interface SvgPixels {
  readonly width_px: number;
  readonly height_px: number;
  readonly premultiplied: Uint8Array;
}

/**
 * Draws an SVG at its own size. Text appears in the given font only: fonts of the system are never looked
 * for, since that takes longer than the drawing and makes pictures differ between machines.
 */
export function drawSvg(svg: string, fontFile?: string): SvgPixels {
  const fontFiles = fontFile === undefined ? [] : [fontFile];
  const image = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles } }).render();
  return { width_px: image.width, height_px: image.height, premultiplied: image.pixels };
}
