import { cssColor, type Rgb } from '../theme.ts';
import type { Point } from './strokes.ts';

/** Around rings, on light and on dark: they may lie on faces of any colour. */
const RIM: Rgb = [255, 255, 255];

/** The ring that marks a place, with a dot in it and a white rim, as an SVG element. */
export function drawRing({ x, y }: Point, radius_px: number, color: Rgb): string {
  const middle = `cx="${x.toFixed(1)}" cy="${y.toFixed(1)}"`;
  const ring = (paint: Rgb, width_px: number) =>
    `<circle ${middle} r="${radius_px.toFixed(1)}" fill="none" stroke="${cssColor(paint)}" stroke-width="${width_px.toFixed(1)}"/>`;
  const dot = (paint: Rgb, share: number) =>
    `<circle ${middle} r="${(radius_px * share).toFixed(1)}" fill="${cssColor(paint)}"/>`;
  return [ring(RIM, radius_px * 0.75), dot(RIM, 0.55), ring(color, radius_px * 0.38), dot(color, 0.3)].join(
    '',
  );
}
