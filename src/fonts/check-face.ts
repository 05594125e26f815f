import { badFont, SFNT_KINDS, type Sfnt, viewOf } from './sfnt.ts';

/** Tables without which there is no text: measures, character map and names. */
const REQUIRED: Readonly<Record<string, number>> = { head: 54, hhea: 36, maxp: 6, hmtx: 4, cmap: 4, name: 6 };

const HEAD_MAGIC = 0x5f0f3cf5;

/**
 * Makes sure that a face holds together as far as drawing relies on it: its tables are there, long enough
 * for the number of glyphs they speak of, and outlines lie where the index says.
 *
 * @throws AppError INVALID_INPUT with the reason.
 */
export function checkFace(face: Sfnt): void {
  for (const [tag, leastBytes] of Object.entries(REQUIRED)) {
    if (table(face, tag).length < leastBytes) throw badFont(`its table ${tag} is damaged`);
  }
  const head = viewOf(table(face, 'head'));
  const unitsPerEm = head.getUint16(18);
  if (head.getUint32(12) !== HEAD_MAGIC || unitsPerEm < 16 || unitsPerEm > 16384) {
    throw badFont('its table head is damaged');
  }
  const glyphs = viewOf(table(face, 'maxp')).getUint16(4);
  if (glyphs === 0) throw badFont('it has no glyphs');
  checkWidths(face, glyphs);
  if (face.kind === SFNT_KINDS.cff) table(face, 'CFF ');
  else checkOutlines(face, glyphs, head.getInt16(50) !== 0);
}

function table({ tables }: Sfnt, tag: string): Uint8Array {
  const found = tables.get(tag);
  if (found !== undefined) return found;
  const isOutline = tag === 'glyf' || tag === 'CFF ';
  throw badFont(isOutline ? 'it has no outlines' : `it lacks the table ${tag}`);
}

/** Widths come first, for so many glyphs as `hhea` says; the others have only a side bearing. */
function checkWidths(face: Sfnt, glyphs: number): void {
  const full = viewOf(table(face, 'hhea')).getUint16(34);
  if (full === 0 || full > glyphs || table(face, 'hmtx').length < 4 * full + 2 * (glyphs - full)) {
    throw badFont('its table hmtx is damaged');
  }
}

function checkOutlines(face: Sfnt, glyphs: number, isLong: boolean): void {
  const outlines = table(face, 'glyf');
  const index = table(face, 'loca');
  // The full table of limits, which FreeType reserves memory by.
  if (table(face, 'maxp').length < 32) throw badFont('its table maxp is damaged');
  if (index.length < (glyphs + 1) * (isLong ? 4 : 2)) throw badFont('its table loca is cut off');
  const view = viewOf(index);
  let previous = 0;
  for (let glyph = 0; glyph <= glyphs; glyph += 1) {
    const offset = isLong ? view.getUint32(4 * glyph) : 2 * view.getUint16(2 * glyph);
    if (offset < previous || offset > outlines.length) throw badFont('its outlines are damaged');
    previous = offset;
  }
}
