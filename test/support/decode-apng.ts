import { crc32 } from 'node:zlib';
import { PNG_SIGNATURE, pngChunk } from '../../src/preview/png/chunks.ts';
import { decodePng } from './decode-png.ts';

/** One frame of an animation, as a viewer shows it. */
export interface DecodedFrame {
  /** The whole picture after this frame was drawn: four bytes per pixel, straight alpha. */
  readonly rgba: Uint8ClampedArray;
  readonly duration_ms: number;
  /** What of it the file holds. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An animated PNG taken apart again. */
export interface DecodedApng {
  readonly width_px: number;
  readonly height_px: number;
  /** How often it is played; 0 is without end. */
  readonly plays: number;
  readonly chunks: readonly string[];
  readonly frames: readonly DecodedFrame[];
}

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  readonly view: DataView;
}

/**
 * Decodes an animated PNG whose first frame is its still picture and whose frames replace what they cover.
 * Throws when a checksum, a sequence number or a frame's place is wrong.
 */
export function decodeApng(png: Uint8Array): DecodedApng {
  const chunks = readChunks(png);
  const find = (type: string) => chunks.find(chunk => chunk.type === type);
  const header = find('IHDR');
  const control = find('acTL');
  if (header === undefined || control === undefined) throw new Error('no header or no animation');
  const [width_px, height_px] = [header.view.getUint32(0), header.view.getUint32(4)];
  const colors = chunks.filter(({ type }) => type === 'PLTE' || type === 'tRNS');
  const frames: DecodedFrame[] = [];
  let sequence = 0;
  const expectNext = (chunk: Chunk) => {
    if (chunk.view.getUint32(0) !== sequence++) throw new Error(`${chunk.type} is out of sequence`);
  };
  for (const [index, chunk] of chunks.entries()) {
    if (chunk.type === 'fdAT') expectNext(chunk);
    if (chunk.type !== 'fcTL') continue;
    expectNext(chunk);
    const next = chunks[index + 1];
    if (next.type !== (frames.length === 0 ? 'IDAT' : 'fdAT')) throw new Error(`${next.type} after fcTL`);
    const [width, height, left, top] = [4, 8, 12, 16].map(at => chunk.view.getUint32(at));
    const place = { left, top, width, height };
    const isInside = left + width <= width_px && top + height <= height_px && width > 0 && height > 0;
    const isWhole = width === width_px && height === height_px;
    if (!isInside || (frames.length === 0 && !isWhole)) throw new Error('a frame has the wrong place');
    if (chunk.view.getUint16(24) !== 0) throw new Error('only "keep" and "replace" are decoded here');
    const ownHeader = Uint8Array.from(header.data);
    new DataView(ownHeader.buffer).setUint32(0, width);
    new DataView(ownHeader.buffer).setUint32(4, height);
    const still = Buffer.concat([
      PNG_SIGNATURE,
      pngChunk('IHDR', ownHeader),
      ...colors.map(({ type, data }) => pngChunk(type, data)),
      pngChunk('IDAT', next.type === 'IDAT' ? next.data : next.data.subarray(4)),
      pngChunk('IEND', new Uint8Array()),
    ]);
    const before = frames.at(-1)?.rgba ?? new Uint8ClampedArray(width_px * height_px * 4);
    const duration_ms = (chunk.view.getUint16(20) / chunk.view.getUint16(22)) * 1000;
    frames.push({ ...place, duration_ms, rgba: drawOver(before, width_px, decodePng(still).rgba, place) });
  }
  if (frames.length !== control.view.getUint32(0)) throw new Error('the number of frames is wrong');
  const plays = control.view.getUint32(4);
  return { width_px, height_px, plays, chunks: chunks.map(({ type }) => type), frames };
}

function drawOver(
  before: Uint8ClampedArray,
  width_px: number,
  rgba: Uint8ClampedArray,
  { left, top, width, height }: Pick<DecodedFrame, 'left' | 'top' | 'width' | 'height'>,
): Uint8ClampedArray {
  const after = before.slice();
  for (let y = 0; y < height; y++) {
    after.set(rgba.subarray(y * width * 4, (y + 1) * width * 4), ((top + y) * width_px + left) * 4);
  }
  return after;
}

function readChunks(png: Uint8Array): Chunk[] {
  if (!PNG_SIGNATURE.every((byte, at) => png[at] === byte)) throw new Error('not a PNG');
  const file = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const length = file.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (crc32(png.subarray(at + 4, at + 8 + length)) !== file.getUint32(at + 8 + length)) {
      throw new Error(`checksum of ${type} is wrong`);
    }
    const data = Uint8Array.from(png.subarray(at + 8, at + 8 + length));
    chunks.push({ type, data, view: new DataView(data.buffer) });
    at += length + 12;
  }
  return chunks;
}
