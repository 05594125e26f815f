import { removeHidden } from '../contracts/hidden-text.ts';

/** ESC [ parameters final-byte is one sequence; of any other kind only the ESC goes, and what follows stays visible. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what is looked for
const ESCAPE_SEQUENCE = /\x1b\[[\x20-\x3f]*[\x40-\x7e]?/g;

/**
 * Makes text that a model wrote safe to show: terminal escape sequences and hidden characters are removed; halves of
 * surrogate pairs, which OpenSCAD makes from invalid UTF-8, become U+FFFD.
 */
export function cleanText(text: string): string {
  return removeHidden(text.replace(ESCAPE_SEQUENCE, ''));
}
