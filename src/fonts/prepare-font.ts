import { checkFace } from './check-face.ts';
import { addHintingProgram } from './hinting.ts';
import { type FaceNames, readNames } from './names.ts';
import { MAX_FONT_BYTES, readFaces } from './read-faces.ts';
import { badFont, readSfnt, SFNT_KINDS, type Sfnt, writeSfnt } from './sfnt.ts';

/** A face with what is known of it. */
export interface Face extends FaceNames {
  readonly sfnt: Sfnt;
}

/** A face in the form that OpenSCAD reads. */
export interface PreparedFace extends Face {
  /** An uncompressed TrueType or OpenType file of this face alone. */
  readonly bytes: Uint8Array;
}

/**
 * Checks a font file and brings its faces into the form that OpenSCAD reads: WOFF is unpacked, collections
 * are taken apart, and fonts without hinting programs get one (see {@link addHintingProgram}).
 *
 * @param maxBytes how much the tables of all its faces may have together; see {@link MAX_FONT_BYTES}.
 * @throws AppError INVALID_INPUT with the reason, which ends a sentence about the file.
 */
export function prepareFont(bytes: Uint8Array, maxBytes = MAX_FONT_BYTES): PreparedFace[] {
  const faces = readFaces(bytes, maxBytes);
  return faces.map(face => {
    checkFace(face);
    const names = readNames(face);
    if (names.families.length === 0) throw badFont('it does not say which family it belongs to');
    const sfnt = addHintingProgram(face);
    const isUntouched = sfnt === face && faces.length === 1 && isPlain(bytes);
    return { ...names, sfnt, bytes: isUntouched ? bytes : writeSfnt(sfnt) };
  });
}

/** Reads the face of a file that {@link prepareFont} made, without checking them again. */
export function readPreparedFace(bytes: Uint8Array): Face {
  const sfnt = readSfnt(bytes);
  return { ...readNames(sfnt), sfnt };
}

function isPlain(bytes: Uint8Array): boolean {
  const signature = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return Object.values<number>(SFNT_KINDS).includes(signature);
}
