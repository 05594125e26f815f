import { LIMITS } from '../../contracts/limits.ts';
import { hasNotFinite, NOT_FINITE_REASON, toText } from './not-finite.ts';

/** Triangles that surface() makes for each height, and the most heights that give a model we take. */
const TRIANGLES_PER_HEIGHT = 4;
const MAX_HEIGHTS = LIMITS.maxTriangles / TRIANGLES_PER_HEIGHT;

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Signature, then the chunk IHDR, which starts with width and height. */
const PNG_SIZE_OFFSET = 16;

const NEWLINE = 0x0a;
const SPACE = 0x20;
const HASH = 0x23;

/** What is wrong with a PNG file for surface(): one that is too large takes OpenSCAD all its memory. */
export function findPngFault(bytes: Uint8Array): string | null {
  if (bytes.length < PNG_SIZE_OFFSET + 8 || PNG_SIGNATURE.some((byte, at) => bytes[at] !== byte)) {
    return 'it is not a PNG file';
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return judgeSize(view.getUint32(PNG_SIZE_OFFSET), view.getUint32(PNG_SIZE_OFFSET + 4));
}

/** What is wrong with a text file for surface(): rows of numbers, `#` before comments. */
export function findDatFault(bytes: Uint8Array): string | null {
  let rows = 0;
  let columns = 0;
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline;
    const numbers = countWords(bytes, start, end);
    if (numbers > 0) rows += 1;
    columns = Math.max(columns, numbers);
    start = end + 1;
  }
  if (rows === 0) return 'it has no numbers';
  return judgeSize(columns, rows) ?? (hasNotFinite(toText(bytes)) ? NOT_FINITE_REASON : null);
}

function judgeSize(width: number, height: number): string | null {
  if (width * height <= MAX_HEIGHTS) return null;
  return `it has ${width} × ${height} heights; surface() can take ${MAX_HEIGHTS} here`;
}

function countWords(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  let isInWord = false;
  for (let at = start; at < end; at++) {
    const isBlank = bytes[at] <= SPACE;
    if (!isBlank && !isInWord) {
      if (count === 0 && bytes[at] === HASH) return 0;
      count += 1;
    }
    isInWord = !isBlank;
  }
  return count;
}
