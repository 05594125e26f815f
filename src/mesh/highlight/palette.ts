import type { HighlightColor } from '../../contracts/highlight.ts';

/**
 * The colours of Okabe and Ito (2008), which people with any kind of colour blindness tell apart, without
 * their black and in an order in which neighbours differ in brightness too. Faces that nothing was found about
 * are grey, which no kind of colour blindness takes for one of these.
 */
export const SKY_BLUE: HighlightColor = [0x56, 0xb4, 0xe9];
export const BLUE: HighlightColor = [0x00, 0x72, 0xb2];
export const VERMILLION: HighlightColor = [0xd5, 0x5e, 0x00];
export const PURPLE: HighlightColor = [0xcc, 0x79, 0xa7];
export const YELLOW: HighlightColor = [0xf0, 0xe4, 0x42];
export const GREEN: HighlightColor = [0x00, 0x9e, 0x73];
const ORANGE: HighlightColor = [0xe6, 0x9f, 0x00];

/** Colours for things of a kind, such as parts. */
const CATEGORIES: readonly HighlightColor[] = [ORANGE, BLUE, YELLOW, GREEN, SKY_BLUE, VERMILLION, PURPLE];

/** How much darker each further round of {@link categoryColor} is. */
const ROUND_DARKER = 0.62;

/** Rounds after which colours begin anew. */
const ROUNDS = 3;

/** The colour of the thing with a number; after seven the colours come again darker. */
export function categoryColor(index: number): HighlightColor {
  const [red, green, blue] = CATEGORIES[index % CATEGORIES.length];
  const share = ROUND_DARKER ** (Math.floor(index / CATEGORIES.length) % ROUNDS);
  return [Math.round(red * share), Math.round(green * share), Math.round(blue * share)];
}
