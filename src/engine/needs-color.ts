import type { FileSet, LibraryFile, ModelFile } from '../contracts/model.ts';
import { traitsOf } from '../scad/source-traits.ts';

/**
 * Libraries that pass every shape through `color()`, which does nothing until the model calls a module or
 * sets a variable whose name speaks of colour.
 */
const COLORS_ON_REQUEST: ReadonlySet<string> = new Set(['BOSL2']);

/**
 * Whether a model may have colours. They cost a second evaluation, so a library that only could colour
 * its shapes does not count.
 */
export function needsColor({ files, libraries }: FileSet): boolean {
  if (files.some(file => traitsOf(file).usesColor)) return true;
  return libraries.some(file => traitsOf(file).usesColor && isRequested(file, files));
}

function isRequested({ path }: LibraryFile, files: readonly ModelFile[]): boolean {
  if (!COLORS_ON_REQUEST.has(path.slice(0, path.indexOf('/')))) return true;
  return files.some(file => traitsOf(file).namesColor);
}
