import { headerChunk, PALETTE_COLOR_TYPE, PNG_SIGNATURE, pngChunk } from './chunks.ts';
import { type BudgetedPng, encodeWithin } from './encode-png-within.ts';
import { type PaletteImage, packColors } from './palette-image.ts';
import { bitsPerEntry, deflateRows, type EntryBits, paletteChunks } from './palette-rows.ts';

/** Pictures of one size that follow each other. */
export interface Animation {
  readonly width_px: number;
  readonly height_px: number;
  /** Of each frame four bytes per pixel: sRGB with straight alpha, rows from the top. At least one frame. */
  readonly frames: readonly Uint8ClampedArray[];
  /** How long each frame is shown, up to 65,535 ms. */
  readonly frameDuration_ms: number;
}

/** A rectangle of pixels. */
interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Encodes an animated PNG that repeats without end; what does not know of animation shows its first frame.
 *
 * All frames share one palette of at most 256 colours, so that what stands still keeps its colours exactly,
 * and each frame after the first holds only the rectangle in which it differs from the one before. Colours
 * are reduced further as far as `maxBytes` demands; see `encodePngWithin`.
 *
 * Format: the APNG chunks of the PNG specification, third edition, sections 11.3.6.1 to 11.3.6.3.
 */
export function encodeApngWithin(animation: Animation, maxBytes: number): BudgetedPng {
  const { width_px, height_px, frames } = animation;
  // One below the other, all frames are a single picture whose colours are reduced together.
  const strip = new Uint32Array(width_px * height_px * frames.length);
  frames.forEach((rgba, index) => {
    strip.set(packColors(rgba), index * width_px * height_px);
  });
  return encodeWithin(strip, width_px, image => encodeStrip(animation, image), maxBytes);
}

function encodeStrip(animation: Animation, { palette, indices }: PaletteImage): Uint8Array {
  const { width_px, height_px, frames, frameDuration_ms } = animation;
  const bits = bitsPerEntry(palette.length);
  const pixels = width_px * height_px;
  const whole: Region = { left: 0, top: 0, width: width_px, height: height_px };
  const chunks = frames.flatMap((_, index) => {
    const frame = indices.subarray(index * pixels, (index + 1) * pixels);
    const before = index === 0 ? null : indices.subarray((index - 1) * pixels, index * pixels);
    const region = before === null ? whole : findChange(before, frame, width_px);
    // Control and data chunks are numbered together; the first frame's data has no number of its own.
    const sequence = index === 0 ? 0 : 2 * index - 1;
    const data = deflateRows(region.width, region.height, cutOut(frame, region, width_px), bits);
    return [
      pngChunk('fcTL', frameControl(sequence, region, frameDuration_ms)),
      index === 0 ? pngChunk('IDAT', data) : pngChunk('fdAT', withSequence(sequence + 1, data)),
    ];
  });
  return Buffer.concat([PNG_SIGNATURE, ...openingChunks(animation, bits, palette), ...chunks, END]);
}

const END = pngChunk('IEND', new Uint8Array(0));

function openingChunks(
  { width_px, height_px, frames }: Animation,
  bits: EntryBits,
  palette: readonly number[],
): Uint8Array[] {
  const control = new DataView(new ArrayBuffer(8));
  control.setUint32(0, frames.length);
  // Plays; 0 repeats without end.
  control.setUint32(4, 0);
  return [
    headerChunk(width_px, height_px, bits, PALETTE_COLOR_TYPE),
    pngChunk('acTL', new Uint8Array(control.buffer)),
    ...paletteChunks(palette),
  ];
}

/** The data of fcTL: where a frame's pixels go, and for how long they stay. */
function frameControl(sequence: number, region: Region, duration_ms: number): Uint8Array {
  const data = new DataView(new ArrayBuffer(26));
  const { width, height, left, top } = region;
  [sequence, width, height, left, top].forEach((value, index) => {
    data.setUint32(index * 4, value);
  });
  data.setUint16(20, Math.round(duration_ms));
  data.setUint16(22, 1000);
  // Disposal "none" and blending "source", both 0: the pixels replace what was there, and stay.
  return new Uint8Array(data.buffer);
}

function withSequence(sequence: number, bytes: Uint8Array): Uint8Array {
  const data = new Uint8Array(bytes.length + 4);
  new DataView(data.buffer).setUint32(0, sequence);
  data.set(bytes, 4);
  return data;
}

/** The smallest rectangle that holds all differences; one pixel of equal frames, since none is not allowed. */
function findChange(before: Uint8Array, after: Uint8Array, width_px: number): Region {
  let [left, right, top, bottom] = [width_px, -1, -1, -1];
  for (let start = 0, y = 0; start < after.length; start += width_px, y++) {
    let first = 0;
    while (first < width_px && before[start + first] === after[start + first]) first++;
    if (first === width_px) continue;
    let last = width_px - 1;
    while (before[start + last] === after[start + last]) last--;
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, first);
    right = Math.max(right, last);
  }
  if (top < 0) return { left: 0, top: 0, width: 1, height: 1 };
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** The pixels of a rectangle, row by row. */
function cutOut(pixels: Uint8Array, { left, top, width, height }: Region, width_px: number): Uint8Array {
  const cut = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = (top + y) * width_px + left;
    cut.set(pixels.subarray(start, start + width), y * width);
  }
  return cut;
}
