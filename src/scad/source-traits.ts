import type { ModelFile } from '../contracts/model.ts';
import { type Reference, ReferenceFinder } from './references.ts';
import { streamTokens } from './tokens.ts';

/** What a file of code has that decides how its model is handled. */
export interface SourceTraits {
  /** The files it reads; see `findReferences`. */
  readonly references: readonly Reference[];
  /** Whether it can give anything a colour. */
  readonly usesColor: boolean;
  /** Whether it mentions any name that speaks of colour, as modules and variables of libraries have them. */
  readonly namesColor: boolean;
  /** Whether it can draw or measure text, and so needs fonts. */
  readonly usesText: boolean;
}

const TEXT_NAMES: ReadonlySet<string> = new Set(['text', 'textmetrics', 'fontmetrics']);

const COLOR_WORD = /colou?r|rainbow/i;

/** The length of the shortest name that {@link COLOR_WORD} matches. */
const MIN_COLOR_WORD_LENGTH = 5;

/** A source without any of these words has no traits, and need not be taken apart. */
const TELLTALE = /include|use|import|surface|file|text|fontmetrics|colou?r|rainbow/i;

const NO_TRAITS: SourceTraits = { references: [], usesColor: false, namesColor: false, usesText: false };

/** The objects of files do not change, and those of libraries are given out again for every model. */
const known = new WeakMap<ModelFile, SourceTraits>();

/**
 * Says what a file has, and remembers it with the file object: a source is taken apart once, as 10 MB of
 * code cost a fifth of a second to half a second. A file that is no code has nothing.
 */
export function traitsOf(file: ModelFile): SourceTraits {
  const remembered = known.get(file);
  if (remembered !== undefined) return remembered;
  const traits = file.isSource ? findTraits(new TextDecoder().decode(file.bytes)) : NO_TRAITS;
  known.set(file, traits);
  return traits;
}

function findTraits(source: string): SourceTraits {
  if (!TELLTALE.test(source)) return NO_TRAITS;
  const finder = new ReferenceFinder();
  let usesColor = false;
  let namesColor = false;
  let usesText = false;
  for (const token of streamTokens(source)) {
    finder.take(token);
    if (token.kind !== 'identifier') continue;
    const { text } = token;
    usesColor ||= text === 'color';
    namesColor ||= text.length >= MIN_COLOR_WORD_LENGTH && COLOR_WORD.test(text);
    usesText ||= TEXT_NAMES.has(text);
  }
  return { references: finder.references, usesColor, namesColor, usesText };
}
