import { alphaOf } from './palette-image.ts';

/** Bits kept of red, green and blue: one more of green, in which the eye sees the finest steps. */
const [RED_BITS, GREEN_BITS, BLUE_BITS] = [5, 6, 5];

/** Bits kept of the alpha of pixels that are not opaque. */
const ALPHA_BITS = 4;

/** Bins of the opaque colours; as many follow for each level of translucency. */
const OPAQUE_BINS = 1 << (RED_BITS + GREEN_BITS + BLUE_BITS);

/** Red, green, blue, alpha. */
const CHANNELS = 4;

/** The position of alpha among the channels. */
export const ALPHA_CHANNEL = 3;

/** The colours of a picture, similar ones gathered in bins. Only bins in use are listed. */
export interface ColorHistogram {
  /** Entry of each bin in the lists below, by bin number; valid for bins in use. */
  readonly entryOfBin: Uint32Array;
  /** Pixels per entry. */
  readonly counts: Float64Array;
  /** How much an entry matters. Rare colours do for more than their share: small parts are looked at too. */
  readonly weights: Float64Array;
  /**
   * Mean red, green, blue and alpha per entry, 0–255. Colours are multiplied by their alpha: differences
   * then are what one sees, since nobody sees the colour of what is almost transparent.
   */
  readonly means: readonly Float64Array[];
}

/** The bin of a packed colour. Opaque colours never share a bin with others. */
export function binOf(color: number): number {
  const red = (color & 0xff) >>> (8 - RED_BITS);
  const green = ((color >>> 8) & 0xff) >>> (8 - GREEN_BITS);
  const blue = ((color >>> 16) & 0xff) >>> (8 - BLUE_BITS);
  const alpha = alphaOf(color);
  const level = alpha === 255 ? 0 : 1 + (alpha >>> (8 - ALPHA_BITS));
  return level * OPAQUE_BINS + ((red << (GREEN_BITS + BLUE_BITS)) | (green << BLUE_BITS) | blue);
}

/** Gathers all pixels except those of exactly the colours `except`; `opaque` says what {@link isOpaque} would. */
export function countColors(colors: Uint32Array, except: readonly number[], opaque: boolean): ColorHistogram {
  // Entry numbers are stored plus one while counting, so that 0 marks a bin without an entry.
  const entryOfBin = new Uint32Array(OPAQUE_BINS * (opaque ? 1 : 1 + (1 << ALPHA_BITS)));
  const counts: number[] = [];
  const sums: number[] = [];
  for (let start = 0; start < colors.length; ) {
    const color = colors[start];
    let end = start + 1;
    while (end < colors.length && colors[end] === color) end++;
    const run = end - start;
    start = end;
    if (except.includes(color)) continue;
    const bin = binOf(color);
    if (entryOfBin[bin] === 0) {
      entryOfBin[bin] = counts.push(0);
      sums.push(0, 0, 0, 0);
    }
    const entry = entryOfBin[bin] - 1;
    counts[entry] += run;
    const alpha = alphaOf(color);
    const weight = (run * alpha) / 255;
    sums[entry * CHANNELS] += weight * (color & 0xff);
    sums[entry * CHANNELS + 1] += weight * ((color >>> 8) & 0xff);
    sums[entry * CHANNELS + 2] += weight * ((color >>> 16) & 0xff);
    sums[entry * CHANNELS + ALPHA_CHANNEL] += run * alpha;
  }
  for (let bin = 0; bin < entryOfBin.length; bin++) entryOfBin[bin]--;
  const meansOf = (channel: number): Float64Array =>
    Float64Array.from(counts, (count, entry) => sums[entry * CHANNELS + channel] / count);
  return {
    entryOfBin,
    counts: Float64Array.from(counts),
    weights: Float64Array.from(counts, Math.sqrt),
    means: [meansOf(0), meansOf(1), meansOf(2), meansOf(ALPHA_CHANNEL)],
  };
}

/** Whether a picture lets nothing through. */
export function isOpaque(colors: Uint32Array): boolean {
  let alphas = 0xffffffff;
  for (let pixel = 0; pixel < colors.length; pixel++) alphas &= colors[pixel];
  return alphaOf(alphas) === 255;
}
