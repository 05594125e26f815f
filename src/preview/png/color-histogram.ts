/** Bits kept of red, green and blue: one more of green, in which the eye sees the finest steps. */
const [RED_BITS, GREEN_BITS, BLUE_BITS] = [5, 6, 5];

/** How many bins a histogram has. */
const BIN_COUNT = 1 << (RED_BITS + GREEN_BITS + BLUE_BITS);

/** The colours of an opaque picture, similar ones gathered in bins. Only bins in use are listed. */
export interface ColorHistogram {
  /** Entry of each bin in the lists below, by bin number; valid for bins in use. */
  readonly entryOfBin: Uint32Array;
  /** Pixels per entry. */
  readonly counts: Float64Array;
  /** Mean red, green and blue per entry. */
  readonly means: readonly [Float64Array, Float64Array, Float64Array];
}

/** The bin of a packed colour (red in the lowest byte). */
export function binOf(color: number): number {
  const red = (color & 0xff) >>> (8 - RED_BITS);
  const green = ((color >>> 8) & 0xff) >>> (8 - GREEN_BITS);
  const blue = ((color >>> 16) & 0xff) >>> (8 - BLUE_BITS);
  return (red << (GREEN_BITS + BLUE_BITS)) | (green << BLUE_BITS) | blue;
}

/** Gathers all pixels except those of exactly the color `except`. */
export function countColors(colors: Uint32Array, except: number): ColorHistogram {
  // Entry numbers are stored plus one while counting, so that 0 marks a bin without an entry.
  const entryOfBin = new Uint32Array(BIN_COUNT);
  const counts: number[] = [];
  const sums: [number[], number[], number[]] = [[], [], []];
  for (let start = 0; start < colors.length; ) {
    const color = colors[start];
    let end = start + 1;
    while (end < colors.length && colors[end] === color) end++;
    const run = end - start;
    start = end;
    if (color === except) continue;
    const bin = binOf(color);
    if (entryOfBin[bin] === 0) {
      entryOfBin[bin] = counts.push(0);
      for (const sum of sums) sum.push(0);
    }
    const entry = entryOfBin[bin] - 1;
    counts[entry] += run;
    for (let channel = 0; channel < 3; channel++) {
      sums[channel][entry] += run * ((color >>> (8 * channel)) & 0xff);
    }
  }
  for (let bin = 0; bin < BIN_COUNT; bin++) entryOfBin[bin]--;
  const mean = (sum: readonly number[]): Float64Array =>
    Float64Array.from(sum, (value, entry) => value / counts[entry]);
  return {
    entryOfBin,
    counts: Float64Array.from(counts),
    means: [mean(sums[0]), mean(sums[1]), mean(sums[2])],
  };
}
