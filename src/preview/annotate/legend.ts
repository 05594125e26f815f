import type { ColorScale, HighlightSign, Legend, LegendEntry } from '../../contracts/highlight.ts';
import { cssColor, mix, type Rgb, type Theme } from '../theme.ts';
import { capHeight_px, drawText, type Lettering, textWidth_px } from './lettering.ts';
import type { Overlay } from './overlay.ts';
import { drawRing } from './ring.ts';
import type { Point } from './strokes.ts';

/** Lengths as multiples of the font's size. */
const SIZES = {
  row: 1.5,
  padding: 0.7,
  swatch: 0.95,
  swatchGap: 0.55,
  itemGap: 1.5,
  scaleBar: 12,
  scaleHeight: 0.9,
};

/** How much of what is behind a legend's box it covers. */
const BOX_OPACITY = 0.9;

/** How a legend's corners are rounded, as a multiple of the font's size. */
const ROUNDING = 0.3;

/** A laid out legend, which can be drawn anywhere. */
export interface LegendBlock {
  readonly width_px: number;
  readonly height_px: number;
  /** Draws it with its upper left corner at a point. */
  drawAt(corner: Point): Overlay;
}

/** A part of a legend that is not broken. */
interface Item {
  readonly width_px: number;
  readonly height_px: number;
  drawAt(corner: Point): string[];
}

/** A legend as a box, for the corner of a picture: one item below the other. */
export function layOutBox(legend: Legend, lettering: Lettering): LegendBlock {
  const { font_px, theme } = lettering;
  const items = layOutItems(legend, lettering);
  const padding = SIZES.padding * font_px;
  const width_px = Math.max(...items.map(item => item.width_px)) + 2 * padding;
  const height_px = sum(items.map(item => item.height_px)) + 1.4 * padding;
  return {
    width_px,
    height_px,
    drawAt({ x, y }) {
      const box = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width_px.toFixed(1)}" height="${height_px.toFixed(1)}"`;
      const look = `rx="${(ROUNDING * font_px).toFixed(1)}" fill="${cssColor(theme.background)}" fill-opacity="${BOX_OPACITY}" stroke="${cssColor(theme.separator)}"`;
      let top = y + 0.7 * padding;
      const drawn = items.flatMap(item => {
        const at = { x: x + padding, y: top };
        top += item.height_px;
        return item.drawAt(at);
      });
      return [`<rect ${box} ${look}/>`, ...drawn];
    },
  };
}

/** A legend as a strip as wide as a picture, for its lower border: items side by side, in as many rows as need be. */
export function layOutStrip(legend: Legend, width_px: number, lettering: Lettering): LegendBlock {
  const { font_px, theme } = lettering;
  const padding = SIZES.padding * font_px;
  const rows: Item[][] = [];
  let free = 0;
  for (const item of layOutItems(legend, lettering)) {
    if (item.width_px > free) {
      rows.push([]);
      free = width_px - 2 * padding;
    }
    rows[rows.length - 1].push(item);
    free -= item.width_px + SIZES.itemGap * font_px;
  }
  const heights = rows.map(row => Math.max(...row.map(item => item.height_px)));
  const height_px = Math.ceil(sum(heights) + padding);
  return {
    width_px,
    height_px,
    drawAt({ x, y }) {
      const ground = `<rect x="${x}" y="${y}" width="${width_px}" height="${height_px}" fill="${cssColor(theme.background)}"/>`;
      const border = `<rect x="${x}" y="${y}" width="${width_px}" height="1" fill="${cssColor(theme.separator)}"/>`;
      let top = y + padding / 2;
      const drawn = rows.flatMap((row, index) => {
        let left = x + padding;
        const items = row.flatMap(item => {
          const at = { x: left, y: top };
          left += item.width_px + SIZES.itemGap * font_px;
          return item.drawAt(at);
        });
        top += heights[index];
        return items;
      });
      return [ground, border, ...drawn];
    },
  };
}

function layOutItems({ title, scale, entries }: Legend, lettering: Lettering): Item[] {
  return [
    layOutText(title, lettering),
    ...(scale === undefined ? [] : [layOutScale(scale, lettering)]),
    ...entries.map(entry => layOutEntry(entry, lettering)),
  ];
}

function layOutText(text: string, lettering: Lettering): Item {
  const { font_px } = lettering;
  return {
    width_px: textWidth_px(text, font_px),
    height_px: SIZES.row * font_px,
    drawAt: ({ x, y }) => [drawText(text, x, baselineIn(y, font_px), 'start', lettering)],
  };
}

function layOutEntry({ text, key }: LegendEntry, lettering: Lettering): Item {
  const words = layOutText(text, lettering);
  if (key === null) return words;
  const { font_px, theme } = lettering;
  const indent = (SIZES.swatch + SIZES.swatchGap) * font_px;
  return {
    ...words,
    width_px: indent + words.width_px,
    drawAt: ({ x, y }) => [
      drawKey(key.sign, key.color, { x, y: y + (SIZES.row * font_px) / 2 }, SIZES.swatch * font_px, theme),
      ...words.drawAt({ x: x + indent, y }),
    ],
  };
}

/** The sign of an entry as it is in the picture, with the middle of its left side at a point. */
function drawKey(sign: HighlightSign, color: Rgb, { x, y }: Point, side_px: number, theme: Theme): string {
  if (sign === 'points') return drawRing({ x: x + side_px / 2, y }, side_px / 2.6, color);
  const height_px = sign === 'lines' ? side_px / 3 : side_px;
  const place = `x="${x.toFixed(1)}" y="${(y - height_px / 2).toFixed(1)}" width="${side_px.toFixed(1)}" height="${height_px.toFixed(1)}"`;
  const border = sign === 'lines' ? '' : ` stroke="${cssColor(mix(color, theme.ink, 0.4))}" stroke-width="1"`;
  return `<rect ${place} fill="${cssColor(color)}"${border}/>`;
}

/** A bar of colours with its numbers below. */
function layOutScale({ stops, ticks }: ColorScale, lettering: Lettering): Item {
  const { font_px, theme } = lettering;
  const bar = { width_px: SIZES.scaleBar * font_px, height_px: SIZES.scaleHeight * font_px };
  const { background, ink } = theme;
  // The first and the last number stand about the ends of the bar and reach beyond them.
  const overhang = (text: string) => textWidth_px(text, font_px) / 2;
  const before = overhang(ticks[0].text);
  const after = overhang(ticks[ticks.length - 1].text);
  return {
    width_px: before + bar.width_px + after,
    height_px: bar.height_px + (SIZES.row + 0.5) * font_px,
    drawAt({ x, y }) {
      const left = x + before;
      const top = y + 0.3 * font_px;
      const colors = stops.map(({ at, color }) => `<stop offset="${at}" stop-color="${cssColor(color)}"/>`);
      const gradient = `<linearGradient id="legend-scale">${colors.join('')}</linearGradient>`;
      const place = `x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${bar.width_px.toFixed(1)}" height="${bar.height_px.toFixed(1)}"`;
      const numbers = ticks.flatMap(({ at, text }) => {
        const middle = left + at * bar.width_px;
        const mark = `<rect x="${(middle - 0.5).toFixed(1)}" y="${(top + bar.height_px).toFixed(1)}" width="1" height="${(0.25 * font_px).toFixed(1)}" fill="${cssColor(ink)}"/>`;
        const baseline = top + bar.height_px + 0.4 * font_px + capHeight_px(font_px);
        return [mark, drawText(text, middle, baseline, 'middle', lettering)];
      });
      const frame = `stroke="${cssColor(mix(background, ink, 0.5))}" stroke-width="1"`;
      return [gradient, `<rect ${place} fill="url(#legend-scale)" ${frame}/>`, ...numbers];
    },
  };
}

/** The baseline of words in the middle of a row that begins at `top`. */
function baselineIn(top: number, font_px: number): number {
  return top + (SIZES.row * font_px + capHeight_px(font_px)) / 2;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
