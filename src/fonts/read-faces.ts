import { badFont, readSfnt, type Sfnt, viewOf } from './sfnt.ts';
import { TOO_LARGE, unpackWoff, WOFF_SIGNATURE } from './woff.ts';

/** `ttcf`: several fonts in one file, which share tables. */
const COLLECTION_SIGNATURE = 0x74746366;
const COLLECTION_HEADER_BYTES = 12;

/** A face costs time and memory, and each is written with its own copy of what a collection shares. */
const MAX_FACES = 16;

/** Kinds of font files that are recognised and refused, by their first four bytes. */
const REFUSED: ReadonlyMap<number, string> = new Map([
  [0x774f4632, 'WOFF2 cannot be read here'],
  [0x74797031, 'Type 1 fonts cannot be read here'],
  [0x25215053, 'Type 1 fonts cannot be read here'],
]);

/** All tables of the fonts of a model together; the largest fonts there are have about 30 MB. */
export const MAX_FONT_BYTES = 64 * 1024 * 1024;

/**
 * Reads the faces of a font file: one of TrueType, OpenType and WOFF, several of a collection.
 *
 * @param maxBytes how much the tables of all faces may have together.
 * @throws AppError INVALID_INPUT with the reason, for what is no font that can be used here.
 */
export function readFaces(bytes: Uint8Array, maxBytes = MAX_FONT_BYTES): Sfnt[] {
  if (bytes.length < 4) throw badFont('it is too short for a font');
  const signature = viewOf(bytes).getUint32(0);
  const reason = REFUSED.get(signature);
  if (reason !== undefined) throw badFont(reason);
  if (signature === WOFF_SIGNATURE) return [unpackWoff(bytes, maxBytes)];
  const faces = signature === COLLECTION_SIGNATURE ? readCollection(bytes) : [readSfnt(bytes)];
  if (faces.reduce((sum, face) => sum + sizeOf(face), 0) > maxBytes) throw badFont(TOO_LARGE);
  return faces;
}

function readCollection(bytes: Uint8Array): Sfnt[] {
  const view = viewOf(bytes);
  if (bytes.length < COLLECTION_HEADER_BYTES) throw badFont('it is cut off');
  const count = view.getUint32(8);
  if (count > MAX_FACES) throw badFont(`it has more than ${MAX_FACES} faces`);
  if (count === 0 || COLLECTION_HEADER_BYTES + 4 * count > bytes.length)
    throw badFont('its list of faces is damaged');
  return Array.from({ length: count }, (_, index) =>
    readSfnt(bytes, view.getUint32(COLLECTION_HEADER_BYTES + 4 * index)),
  );
}

function sizeOf({ tables }: Sfnt): number {
  return [...tables.values()].reduce((sum, { length }) => sum + length, 0);
}
