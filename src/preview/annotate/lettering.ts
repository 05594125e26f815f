import { cssColor, type Theme } from '../theme.ts';

/** How words are set. */
export interface Lettering {
  readonly font_px: number;
  readonly theme: Theme;
}

/** Which point of a word its place is given for: x of its start, middle or end; y of the baseline. */
export type Anchor = 'start' | 'middle' | 'end';

/** Height of capitals and digits in the bundled font (Liberation Sans) as a part of its size. */
const CAP_HEIGHT = 0.73;

/** Width of a rim in the background's colour: it keeps words readable over lines and faces. */
const RIM_PX = 3;

/** Advance widths of Liberation Sans by character, as a part of its size; others are about as wide as `n`. */
const NARROW: Readonly<Record<string, number>> = {
  ...{ ' ': 0.278, '.': 0.278, ',': 0.278, ':': 0.278, '-': 0.333, '²': 0.333, '³': 0.333, '°': 0.4 },
  ...{ i: 0.222, j: 0.222, l: 0.222, f: 0.278, t: 0.278, r: 0.333, c: 0.5, k: 0.5, s: 0.5, v: 0.5, y: 0.5 },
};
const WIDE: Readonly<Record<string, number>> = {
  ...{ m: 0.833, w: 0.722, M: 0.833, O: 0.778, W: 0.944 },
  ...{ '=': 0.584, '+': 0.584, '>': 0.584, '×': 0.584 },
};
const USUAL = 0.556;

/** The width that a word takes, in pixels; exact for numbers. */
export function textWidth_px(text: string, font_px: number): number {
  let width = 0;
  for (const letter of text) width += NARROW[letter] ?? WIDE[letter] ?? USUAL;
  return width * font_px;
}

/** The height of capitals and digits, in pixels. */
export function capHeight_px(font_px: number): number {
  return CAP_HEIGHT * font_px;
}

/** A word as an SVG element. */
export function drawText(
  text: string,
  x: number,
  baseline: number,
  anchor: Anchor,
  { font_px, theme }: Lettering,
  color = theme.ink,
): string {
  const place = `x="${x.toFixed(1)}" y="${baseline.toFixed(1)}" text-anchor="${anchor}" font-size="${font_px.toFixed(1)}"`;
  const rim = `stroke="${cssColor(theme.background)}" stroke-width="${RIM_PX}" stroke-linejoin="round" paint-order="stroke"`;
  return `<text ${place} fill="${cssColor(color)}" ${rim}>${escapeXml(text)}</text>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
