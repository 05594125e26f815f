import type { FileSet, LibraryFile, ModelFile, StagedFile } from '../contracts/model.ts';
import { traitsOf } from '../scad/source-traits.ts';

/**
 * Libraries that pass every shape through `color()`, which does nothing until the model calls a module or
 * sets a variable whose name speaks of colour.
 */
const COLORS_ON_REQUEST: ReadonlySet<string> = new Set(['BOSL2']);

/** A mention in a text counts too, which costs time but no colour. */
const MENTION = /\bcolor\b/;

/**
 * Whether a model may have colours. They cost a second evaluation, so a library that only could colour
 * its shapes does not count.
 *
 * @param needed what the model gets of each of its library files, in their order.
 */
export function needsColor({ files, libraries }: FileSet, needed: readonly StagedFile[]): boolean {
  if (files.some(file => traitsOf(file).usesColor)) return true;
  return libraries.some(
    (file, at) => traitsOf(file).usesColor && isRequested(file, files) && mentionsColor(needed[at]),
  );
}

function mentionsColor({ bytes }: StagedFile): boolean {
  return MENTION.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
}

function isRequested({ path }: LibraryFile, files: readonly ModelFile[]): boolean {
  if (!COLORS_ON_REQUEST.has(path.slice(0, path.indexOf('/')))) return true;
  return files.some(file => traitsOf(file).namesColor);
}
