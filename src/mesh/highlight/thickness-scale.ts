import type { ColorScale, HighlightColor } from '../../contracts/highlight.ts';
import { formatAmount } from './format-amount.ts';

/**
 * From red over yellow to blue, after ColorBrewer's RdYlBu, which people with any kind of colour blindness can
 * read: its ends differ in hue and its middle is brighter than both. Yellow is kept strong, so that it is not
 * taken for the grey of faces without a thickness, and green lies only where it is bluish.
 */
const STOPS: ColorScale['stops'] = [
  { at: 0, color: [0xc0, 0x14, 0x2c] },
  { at: 0.25, color: [0xf4, 0x7d, 0x3c] },
  { at: 0.5, color: [0xff, 0xdd, 0x55] },
  { at: 0.75, color: [0x6c, 0xc5, 0xb6] },
  { at: 1, color: [0x2a, 0x63, 0xb0] },
];

/** The scale ends where the thickest walls are, but so many times above the limit for thin ones at least and most. */
const LEAST_END = 4;
const MOST_END = 10;

/** In a model of thick walls only it ends so many times above the thinnest. */
const LEAST_RANGE = 2;

/** Gives thicknesses colours. */
export interface ThicknessScale {
  readonly legend: ColorScale;
  colorOf(thickness_mm: number): HighlightColor;
}

/**
 * A logarithmic scale, as 1 mm more means much for a wall of 1 mm and nothing for one of 20. Red is the thinnest
 * wall or, when that is thicker, the limit below which walls are too thin: a sound model has no red, and in no
 * model walls are blue that are too thin.
 */
export function thicknessScale(
  thinnest_mm: number,
  thickest_mm: number,
  thinBelow_mm: number,
): ThicknessScale {
  const low = Math.min(thinnest_mm, thinBelow_mm);
  const end = Math.min(MOST_END * thinBelow_mm, Math.max(LEAST_END * thinBelow_mm, thickest_mm));
  const high = Math.max(LEAST_RANGE * thinnest_mm, end);
  const span = Math.log(high / low);
  const ticks = STOPS.map(({ at }) => {
    const number = formatAmount(Number((low * Math.exp(span * at)).toPrecision(2)));
    return {
      at,
      text: at === 1 ? `≥ ${number}` : at === 0 && thinnest_mm >= low * 1.005 ? `≤ ${number}` : number,
    };
  });
  return {
    legend: { stops: STOPS, ticks },
    colorOf: thickness_mm => colorAt(Math.log(thickness_mm / low) / span),
  };
}

function colorAt(given: number): HighlightColor {
  const at = Math.min(1, Math.max(0, given));
  const above = Math.max(
    1,
    STOPS.findIndex(stop => stop.at >= at),
  );
  const [low, high] = [STOPS[above - 1], STOPS[above]];
  const share = (at - low.at) / (high.at - low.at);
  const channel = (index: 0 | 1 | 2) =>
    Math.round(low.color[index] + (high.color[index] - low.color[index]) * share);
  return [channel(0), channel(1), channel(2)];
}
