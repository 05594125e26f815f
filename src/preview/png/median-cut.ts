import { ALPHA_CHANNEL, binOf, type ColorHistogram, countColors, isOpaque } from './color-histogram.ts';
import { alphaOf, type PaletteImage } from './palette-image.ts';

/** Entries of a histogram that will share one palette colour. */
interface ColorBox {
  readonly entries: readonly number[];
  /** The channel in which the entries differ most, and where to divide them. */
  readonly channel: number;
  readonly middle: number;
  /** How badly one colour would stand for all of them. */
  readonly error: number;
}

/** All that is fully transparent; its red, green and blue mean nothing. */
const TRANSPARENT = 0;

/**
 * Reduces a picture to `maxColors` (2–256) without dithering, by dividing again and again the group of
 * colours that one colour represents worst. The background stays exactly as it is, what is fully
 * transparent stays so, and from four colours on nothing opaque becomes translucent.
 */
export function quantizeColors(given: Uint32Array, width_px: number, maxColors: number): PaletteImage {
  const opaque = isOpaque(given);
  const colors = opaque ? given : uniteTransparent(given);
  const exact = exactColors(colors, width_px, opaque).slice(0, maxColors - 1);
  const histogram = countColors(colors, exact, opaque);
  const boxes = divideColors(histogram, maxColors - exact.length);
  const paletteEntry = new Uint8Array(histogram.counts.length);
  const palette = [...exact];
  for (const { entries } of boxes) {
    for (const entry of entries) paletteEntry[entry] = palette.length;
    palette.push(meanColor(histogram, entries));
  }
  const indices = new Uint8Array(colors.length);
  let last = -1;
  let lastIndex = 0;
  for (let pixel = 0; pixel < colors.length; pixel++) {
    const color = colors[pixel];
    // Neighbours mostly have the same colour; see findExactPalette.
    if (color !== last) {
      last = color;
      const kept = exact.indexOf(color);
      lastIndex = kept >= 0 ? kept : paletteEntry[histogram.entryOfBin[binOf(color)]];
    }
    indices[pixel] = lastIndex;
  }
  return { palette, indices };
}

/** The picture with one colour for all that is fully transparent. */
function uniteTransparent(colors: Uint32Array): Uint32Array {
  const united = new Uint32Array(colors.length);
  for (let pixel = 0; pixel < colors.length; pixel++) {
    if (alphaOf(colors[pixel]) > 0) united[pixel] = colors[pixel];
  }
  return united;
}

/** The colours that get an entry of their own: the background's, and full transparency where it occurs. */
function exactColors(colors: Uint32Array, width_px: number, opaque: boolean): number[] {
  const background = findBackground(colors, width_px);
  const separate = background !== TRANSPARENT && !opaque && colors.includes(TRANSPARENT);
  return separate ? [background, TRANSPARENT] : [background];
}

/** Divides the entries of a histogram into at most `count` boxes, none of them empty. */
function divideColors(histogram: ColorHistogram, count: number): ColorBox[] {
  const alphas = histogram.means[ALPHA_CHANNEL];
  const all = Array.from(histogram.counts.keys());
  const opaque = all.filter(entry => alphas[entry] === 255);
  const translucent = all.filter(entry => alphas[entry] < 255);
  const groups = count > 1 ? [opaque, translucent] : [all];
  const boxes = groups.filter(group => group.length > 0).map(group => measureBox(histogram, group));
  while (boxes.length < count && boxes.length > 0) {
    const worst = indexOfWorst(boxes);
    if (boxes[worst].error === 0) break;
    const [low, high] = divideBox(histogram, boxes[worst]);
    boxes[worst] = low;
    boxes.push(high);
  }
  return boxes;
}

/** The colour that most of the picture's border has. */
function findBackground(colors: Uint32Array, width_px: number): number {
  const counts = new Map<number, number>();
  let background = colors[0];
  const count = (color: number): void => {
    const seen = (counts.get(color) ?? 0) + 1;
    counts.set(color, seen);
    if (seen > (counts.get(background) ?? 0)) background = color;
  };
  const lastRow = colors.length - width_px;
  for (let x = 0; x < width_px; x++) {
    count(colors[x]);
    count(colors[lastRow + x]);
  }
  for (let row = 0; row <= lastRow; row += width_px) {
    count(colors[row]);
    count(colors[row + width_px - 1]);
  }
  return background;
}

function measureBox(histogram: ColorHistogram, entries: readonly number[]): ColorBox {
  const { weights, means } = histogram;
  let weight = 0;
  for (const entry of entries) weight += weights[entry];
  let error = 0;
  let widest = { channel: 0, middle: 0, spread: -1 };
  for (let channel = 0; channel < means.length; channel++) {
    const values = means[channel];
    let sum = 0;
    for (const entry of entries) sum += weights[entry] * values[entry];
    const middle = sum / weight;
    let spread = 0;
    for (const entry of entries) spread += weights[entry] * (values[entry] - middle) ** 2;
    error += spread;
    if (spread > widest.spread) widest = { channel, middle, spread };
  }
  return {
    entries,
    channel: widest.channel,
    middle: widest.middle,
    error: entries.length > 1 ? error : 0,
  };
}

/** Divides at the mean, where both sides have entries as long as the box has an error. */
function divideBox(histogram: ColorHistogram, box: ColorBox): [ColorBox, ColorBox] {
  const means = histogram.means[box.channel];
  const low = box.entries.filter(entry => means[entry] <= box.middle);
  const high = box.entries.filter(entry => means[entry] > box.middle);
  return [measureBox(histogram, low), measureBox(histogram, high)];
}

function indexOfWorst(boxes: readonly ColorBox[]): number {
  let worst = 0;
  for (let box = 1; box < boxes.length; box++) {
    if (boxes[box].error > boxes[worst].error) worst = box;
  }
  return worst;
}

/** The mean colour of all pixels in the entries, packed. */
function meanColor({ counts, means }: ColorHistogram, entries: readonly number[]): number {
  let pixels = 0;
  for (const entry of entries) pixels += counts[entry];
  const [red, green, blue, alpha] = means.map(mean => {
    let sum = 0;
    for (const entry of entries) sum += counts[entry] * mean[entry];
    return sum / pixels;
  });
  // Undoes the multiplication by alpha.
  const scale = alpha > 0 ? 255 / alpha : 0;
  const [r, g, b, a] = [red * scale, green * scale, blue * scale, alpha].map(Math.round);
  return (r | (g << 8) | (b << 16) | (a << 24)) >>> 0;
}
