import { binOf, type ColorHistogram, countColors } from './color-histogram.ts';
import { MAX_PALETTE_SIZE, type PaletteImage } from './palette-image.ts';

/** Entries of a histogram that will share one palette colour. */
interface ColorBox {
  readonly entries: readonly number[];
  /** The channel in which the entries differ most, and where to divide them. */
  readonly channel: number;
  readonly middle: number;
  /** How badly one colour would stand for all of them. */
  readonly error: number;
}

/**
 * Reduces an opaque picture to 256 colours without dithering, by dividing again and again the group of
 * colours that one colour represents worst. The background is kept exactly.
 */
export function quantizeColors(colors: Uint32Array, width_px: number): PaletteImage {
  const background = findBackground(colors, width_px);
  const histogram = countColors(colors, background);
  const boxes = [measureBox(histogram, Array.from(histogram.counts.keys()))];
  while (boxes.length < MAX_PALETTE_SIZE - 1) {
    const worst = indexOfWorst(boxes);
    if (boxes[worst].error === 0) break;
    const [low, high] = divideBox(histogram, boxes[worst]);
    boxes[worst] = low;
    boxes.push(high);
  }
  const paletteEntry = new Uint8Array(histogram.counts.length);
  const palette = [background];
  for (const { entries } of boxes) {
    for (const entry of entries) paletteEntry[entry] = palette.length;
    palette.push(meanColor(histogram, entries));
  }
  const indices = new Uint8Array(colors.length);
  for (let pixel = 0; pixel < colors.length; pixel++) {
    const color = colors[pixel];
    if (color !== background) indices[pixel] = paletteEntry[histogram.entryOfBin[binOf(color)]];
  }
  return { palette, indices };
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

/** Rare colours count for more than their share: a small part of the picture is looked at too. */
function weightOf(histogram: ColorHistogram, entry: number): number {
  return Math.sqrt(histogram.counts[entry]);
}

function measureBox(histogram: ColorHistogram, entries: readonly number[]): ColorBox {
  let weight = 0;
  for (const entry of entries) weight += weightOf(histogram, entry);
  let error = 0;
  let widest = { channel: 0, middle: 0, spread: -1 };
  for (const [channel, means] of histogram.means.entries()) {
    let sum = 0;
    for (const entry of entries) sum += weightOf(histogram, entry) * means[entry];
    const middle = sum / weight;
    let spread = 0;
    for (const entry of entries) spread += weightOf(histogram, entry) * (means[entry] - middle) ** 2;
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

/** The mean colour of all pixels in the entries, packed and opaque. */
function meanColor({ counts, means }: ColorHistogram, entries: readonly number[]): number {
  let pixels = 0;
  for (const entry of entries) pixels += counts[entry];
  let color = 0xff000000;
  for (const [channel, mean] of means.entries()) {
    let sum = 0;
    for (const entry of entries) sum += counts[entry] * mean[entry];
    color |= Math.round(sum / pixels) << (8 * channel);
  }
  return color >>> 0;
}
