import { DEFAULT_FAMILY, SUBSTITUTES } from './substitutes.ts';

/** What a text says of bundled fonts. */
export interface FontMentions {
  readonly families: ReadonlySet<string>;
  /** Whether it may ask for other faces than the regular ones. */
  readonly isStyled: boolean;
}

/** Asks for more than the regular face, in the notations of fontconfig: `:style=Bold`, `:bold`, `:weight=200`. */
const STYLED = /style|bold|ital|obliq|slant|weight|black|heavy/;

/** What names are compared by: `NotoSansThai` has the same words as `Noto Sans Thai`. */
const WORD = /[a-z]{3,}/g;

/**
 * Finds out which bundled families a text may ask for: the default one, and those all of whose words occur
 * in it, or all words of a family they take the place of, in any order and place.
 *
 * Scanning a face takes fontconfig a millisecond or two, so it is not given all of them. A name that a model
 * puts together from pieces smaller than words is not found.
 *
 * @param text string literals and whatever else a model's names can come from.
 * @param families the bundled ones.
 */
export function findFontMentions(text: string, families: readonly string[]): FontMentions {
  const lower = text.toLowerCase();
  const occurs = (name: string) => wordsOf(name).every(word => lower.includes(word));
  const mentioned = families.filter(
    family => family === DEFAULT_FAMILY || [family, ...namesOfSubstituted(family)].some(occurs),
  );
  return { families: new Set(mentioned), isStyled: STYLED.test(lower) };
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().match(WORD) ?? [];
}

function namesOfSubstituted(family: string): readonly string[] {
  const { equals = [], resembles = [] } = SUBSTITUTES.find(substitute => substitute.family === family) ?? {};
  return [...equals, ...resembles];
}
