/**
 * A character that a reader does not see or that changes what is seen, but for tab and line feed: controls, formats, line
 * and paragraph separators, what Unicode lets a font leave out, the braille blank, and halves of surrogate pairs.
 * Properties of Unicode name them, since lists written by hand forget some. U+FE0F after an emoji is its ordinary
 * spelling and is not one; anywhere else, variation selectors can spell hidden sentences. The number signs of Arabic
 * are formats to Unicode, but seen.
 */
const ANY_HIDDEN = String.raw`(?![\t\n]|(?<=\p{Emoji})\ufe0f|[\u0600-\u0605\u06dd])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]`;

/** In text, the joiners are legitimate too: Persian and families of emoji are written with them. */
const HIDDEN = new RegExp(String.raw`(?![\u200c\u200d])${ANY_HIDDEN}`, 'gu');

const HIDDEN_IN_NAME = new RegExp(String.raw`[\t\n]|${ANY_HIDDEN}`, 'gu');

/** Whether a name has characters that hide or reorder what a person reads; joiners, tabs and line feeds count. */
export function hasHiddenInName(name: string): boolean {
  return name.search(HIDDEN_IN_NAME) >= 0;
}

/** Makes what a name hides visible, as `\u202e`. */
export function escapeHiddenInName(name: string): string {
  return name.replace(HIDDEN_IN_NAME, escapeUnits);
}

/** Removes what a text hides; halves of surrogate pairs become U+FFFD. */
export function removeHidden(text: string): string {
  return text.replace(HIDDEN, character => (/\p{Cs}/u.test(character) ? '\u{fffd}' : ''));
}

/** Makes what a text hides visible, as `\u202e`; a text that hides nothing comes back as it is. */
export function escapeHidden(text: string): string {
  return text.replace(HIDDEN, escapeUnits);
}

function escapeUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
  ).join('');
}
