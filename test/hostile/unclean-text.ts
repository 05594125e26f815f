/** Longest piece of text that an answer may hold; the whole text of an answer is bounded by LIMITS.maxTextLength. */
const MAX_LENGTH = 29_000;

/**
 * What must not reach a reader, written out: what the server removes is named by properties of Unicode, and is not to be
 * judged by itself. A range is written as its first and its last code point.
 */
const UNCLEAN: readonly (readonly [first: number, last?: number])[] = [
  [0x00, 0x08], // controls before tab
  [0x0b, 0x1f], // controls after line feed
  [0x7f, 0x9f], // delete and the second set of controls
  [0xad], // soft hyphen
  [0x34f], // combining grapheme joiner
  [0x61c], // Arabic letter mark
  [0x115f, 0x1160], // Hangul fillers
  [0x17b4, 0x17b5], // inherent vowels of Khmer
  [0x180b, 0x180f], // Mongolian selectors and vowel separator
  [0x200b], // zero width space
  [0x200e, 0x200f], // marks of direction
  [0x2028, 0x202e], // line and paragraph separators, embeddings and overrides of direction
  [0x2060, 0x206f], // word joiner, invisible operators, isolates
  [0x2800], // blank of Braille
  [0x3164], // Hangul filler
  [0xd800, 0xdfff], // halves of surrogate pairs
  [0xfe00, 0xfe0e], // variation selectors but for the one of emoji
  [0xfeff], // byte order mark
  [0xffa0], // Hangul filler of half width
  [0xfff0, 0xfffb], // unassigned and to be ignored; interlinear annotations
  [0x1bca0, 0x1bca3], // controls of shorthand
  [0x1d173, 0x1d17a], // controls of musical notation
  [0xe0000, 0xe0fff], // tags and variation selectors, which can spell whole sentences
];

/** Texts that cannot be told from others by sight, a character of each kind; for names, texts and comments. */
export const HIDDEN_CHARACTERS = UNCLEAN.filter(([first]) => first >= 0xad && first !== 0xd800)
  .map(([first]) => String.fromCodePoint(first))
  .join('');

function isUncleanCharacter(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return UNCLEAN.some(([first, last = first]) => code >= first && code <= last);
}

/**
 * Finds texts of an answer that could trick its reader: a terminal by control characters, a person by characters
 * that hide or reorder, a language model by what no person sees, anybody by sheer length.
 *
 * @returns the path of each with its beginning in escaped form.
 */
export function findUncleanText(value: unknown, path = ''): string[] {
  if (typeof value === 'string') {
    const isUnclean = value.length > MAX_LENGTH || [...value].some(isUncleanCharacter);
    return isUnclean ? [`${path}: ${escapeAll(value.slice(0, 200))}`] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...findUncleanText(key, `${path} (key)`),
    ...findUncleanText(inner, `${path}.${key.slice(0, 40)}`),
  ]);
}

function escapeAll(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
