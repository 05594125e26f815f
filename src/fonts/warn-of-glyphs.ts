import type { Diagnostic } from '../contracts/diagnostics.ts';
import { type CharacterMap, readCharacterMap } from './character-map.ts';
import { findMissingCharacters } from './missing-characters.ts';
import type { Face } from './prepare-font.ts';
import { familyForScript } from './scripts.ts';
import { quote } from './warn-of-family.ts';

/** A face that texts are set in. */
export interface UsedFace {
  /** Family and style. */
  readonly name: string;
  readonly has: CharacterMap;
}

/** A character is named, the others of a long list are counted. */
const MAX_NAMED = 8;

const LINE_BREAK = /[\n\r]/;
const LINE_BREAKS = /[\n\r]/g;

/** A warning and the text it is about. */
export interface TextWarning extends Diagnostic {
  readonly text: string;
}

/**
 * Warns of characters in texts that their face has no glyph for. OpenSCAD looks into no other font for
 * them and draws the face's sign for missing characters, mostly an empty box, without a word.
 *
 * @param others faces that might be used instead.
 */
export function warnOfGlyphs(
  face: UsedFace,
  texts: readonly string[],
  others: readonly Face[],
): TextWarning[] {
  const broken = texts.find(text => LINE_BREAK.test(text));
  const lineBreaks = broken === undefined ? [] : [warnOfLineBreak(broken)];
  const missing = new Set(
    texts.flatMap(text => findMissingCharacters(text.replaceAll(LINE_BREAKS, ''), face.has)),
  );
  if (missing.size === 0) return lineBreaks;
  const [first] = missing;
  const text = texts.find(candidate => candidate.normalize('NFC').includes(first)) ?? '';
  return [
    ...lineBreaks,
    {
      severity: 'warning',
      code: 'FONT',
      message: `${face.name} has no glyph for ${nameCharacters([...missing])}, so its sign for missing characters is drawn in text(${quote(text)}).`,
      hint: hintFor([...missing], others),
      text,
    },
  ];
}

function warnOfLineBreak(text: string): TextWarning {
  return {
    severity: 'warning',
    code: 'FONT',
    message: `text() sets a single line; the line break in ${quote(text)} is drawn as a missing character.`,
    hint: 'Use a text() for each line and translate() them apart.',
    text,
  };
}

function nameCharacters(characters: readonly string[]): string {
  const named = characters.slice(0, MAX_NAMED).map(character => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `${quote(character)} (U+${code})`;
  });
  const others = characters.length - named.length;
  return `${named.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}

function hintFor(missing: readonly string[], others: readonly Face[]): string {
  const staged = others.find(({ sfnt }) => {
    const has = readCharacterMap(sfnt);
    return has !== null && missing.every(character => has(character.codePointAt(0) ?? 0));
  });
  if (staged !== undefined) return `Set this text in font = "${staged.families[0]}", which has them.`;
  const families = new Set(missing.map(familyForScript).filter(family => family !== null));
  if (families.size === 0) {
    return 'No bundled font has them; put a .ttf or .otf file that does beside the model and name its family in font.';
  }
  const list = [...families].map(family => `font = "${family}"`).join(', ');
  return `Set what is in another script apart, in ${list}.`;
}
