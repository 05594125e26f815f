import type { FileSet, LibraryFile, ModelFile } from '../contracts/model.ts';
import { usesColor } from '../scad/features.ts';
import { streamTokens } from '../scad/tokens.ts';

/**
 * Libraries that pass every shape through `color()`, which does nothing until the model calls a module or
 * sets a variable of this kind.
 */
const COLORS_ON_REQUEST: ReadonlyMap<string, RegExp> = new Map([['BOSL2', /colou?r|rainbow/i]]);

/** Libraries do not change while they are known. */
const coloredLibraryFiles = new WeakMap<LibraryFile, boolean>();

/**
 * Whether a model may have colours. They cost a second evaluation, so a library that only could colour
 * its shapes does not count.
 */
export function needsColor({ files, libraries }: FileSet): boolean {
  const sources = files.filter(({ isSource }) => isSource);
  if (sources.some(file => mentions(file, 'color') && usesColor(textOf(file)))) return true;
  return libraries.some(file => isColored(file) && isRequested(file, sources));
}

function isColored(file: LibraryFile): boolean {
  const known = coloredLibraryFiles.get(file);
  if (known !== undefined) return known;
  const colored = file.isSource && mentions(file, 'color') && usesColor(textOf(file));
  coloredLibraryFiles.set(file, colored);
  return colored;
}

function isRequested({ path }: LibraryFile, sources: readonly ModelFile[]): boolean {
  const request = COLORS_ON_REQUEST.get(path.slice(0, path.indexOf('/')));
  return request === undefined || sources.some(source => names(source, request));
}

function names(file: ModelFile, pattern: RegExp): boolean {
  for (const { kind, text } of streamTokens(textOf(file))) {
    if (kind === 'identifier' && pattern.test(text)) return true;
  }
  return false;
}

/** Looking for a word in the bytes first spares taking apart large sources that never mention it. */
function mentions({ bytes }: ModelFile, word: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(word);
}

function textOf({ bytes }: ModelFile): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
