import { stringValue } from './string-value.ts';
import { streamTokens } from './tokens.ts';

/** Added to the name of a 3MF file for what it is converted to; so odd that nobody else uses it. */
export const CONVERTED_ENDING = '.converted.stl';

const THREE_MF = /\.3mf$/i;
const CONVERTED = /(\.3mf)\.converted\.stl/gi;

/** A source without this has nothing to rename, and need not be taken apart. */
const TELLTALE = /3mf/i;

/** A string whose end stands there letter by letter: a line break that is escaped may follow the name, too. */
const ENDS_IN_LETTERS = /mf"$/i;

/** Whether a path is that of a 3MF file. */
export function isThreeMf(path: string): boolean {
  return THREE_MF.test(path);
}

/**
 * Renames 3MF files in a source or a definition to what they are converted to: every string that ends in
 * `.3mf` gets {@link CONVERTED_ENDING}. Lines stay where they are.
 *
 * All such strings are renamed, whatever they are for, so that names that are compared stay equal and
 * `str(name, ".3mf")` works. What does not work is a name that is put together of smaller pieces, or that
 * comes from a data file.
 */
export function renameThreeMf(source: string): string {
  if (!TELLTALE.test(source)) return source;
  let renamed = '';
  let copied = 0;
  for (const { kind, text, start, terminated } of streamTokens(source)) {
    if (kind !== 'string' || !terminated || !ENDS_IN_LETTERS.test(text) || !isThreeMf(stringValue(text)))
      continue;
    const quote = start + text.length - 1;
    renamed += source.slice(copied, quote) + CONVERTED_ENDING;
    copied = quote;
  }
  return renamed + source.slice(copied);
}

/** Gives 3MF files back the names that the model's author knows. */
export function restoreThreeMf(text: string): string {
  return text.replace(CONVERTED, '$1');
}
