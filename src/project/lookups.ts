import { posix } from 'node:path';
import {
  type FileSet,
  LIBRARY_ROOT,
  type LibraryFile,
  MODEL_ROOT,
  type ModelFile,
} from '../contracts/model.ts';
import { findReferences, type Reference } from '../scad/references.ts';
import { resolveReference } from './model-path.ts';

/** A place where OpenSCAD looks for a file: among the model's own files or in the library folder. */
export interface Lookup {
  readonly shelf: 'model' | 'library';
  /** Relative to MODEL_ROOT or LIBRARY_ROOT; for the model possibly absolute or outside, see {@link resolveReference}. */
  readonly path: string;
}

/** Fonts that `use <…>` makes known to `text()`; they hold no code. */
const FONT_FILE = /\.(?:ttf|otf|ttc|woff2?)$/i;

/** Kept with the file object, since libraries give out the same ones for every model. */
const referencesOfLibraries = new WeakMap<LibraryFile, readonly Reference[]>();

/** What the code of a library file refers to; nothing when it is no code. */
export function libraryReferences(file: LibraryFile): readonly Reference[] {
  const known = referencesOfLibraries.get(file);
  if (known !== undefined) return known;
  const references = ownReferences(file);
  referencesOfLibraries.set(file, references);
  return references;
}

/** What the code of a model's own file refers to; nothing when it is no code. */
export function ownReferences({ bytes, isSource }: ModelFile): Reference[] {
  return isSource ? findReferences(new TextDecoder().decode(bytes)) : [];
}

/** Whether a reference takes a file for code. Code may have any extension: what is included or used is code. */
export function takesCode(kind: Reference['kind'], path: string): boolean {
  if (FONT_FILE.test(path)) return false;
  return kind === 'include' || kind === 'use' || path.endsWith('.scad');
}

/**
 * Lists where OpenSCAD looks for a file, in its order (measured with 2025.07.18): beside the file that
 * names it; then code among the libraries, and any other file beside the entry.
 *
 * @param from the file that has the reference.
 * @param entry of the model.
 */
export function lookupsOf(
  { kind, path }: Pick<Reference, 'kind' | 'path'>,
  from: Lookup,
  entry: string,
): Lookup[] {
  const beside = lookUpBeside(from, path);
  if (path.startsWith('/')) return [beside];
  if (kind === 'include' || kind === 'use') {
    return [beside, { shelf: 'library', path: posix.normalize(path) }];
  }
  return [beside, { shelf: 'model', path: resolveReference(entry, path) }];
}

/** Says which shelf holds an absolute path of OpenSCAD's file system. */
export function locate(path: string): Lookup {
  const normal = posix.normalize(path);
  if (normal.startsWith(MODEL_ROOT)) return { shelf: 'model', path: normal.slice(MODEL_ROOT.length) };
  if (normal.startsWith(LIBRARY_ROOT)) return { shelf: 'library', path: normal.slice(LIBRARY_ROOT.length) };
  return { shelf: 'model', path: normal };
}

/** References of a model's own files that lead to none of its files, with the file that has them. */
export function findUnresolved({
  entry,
  files,
  libraries,
}: FileSet): (Reference & { readonly file: string })[] {
  const own = new Set(files.map(({ path }) => path));
  const ofLibraries = new Set(libraries.map(({ path }) => path));
  const isThere = ({ shelf, path }: Lookup) => (shelf === 'model' ? own : ofLibraries).has(path);
  return files.flatMap(file =>
    ownReferences(file)
      .filter(reference => !lookupsOf(reference, { shelf: 'model', path: file.path }, entry).some(isThere))
      .map(reference => ({ ...reference, file: file.path })),
  );
}

function lookUpBeside(from: Lookup, path: string): Lookup {
  const resolved = resolveReference(from.path, path);
  if (resolved.startsWith('/')) return locate(resolved);
  return from.shelf === 'library' ? locate(LIBRARY_ROOT + resolved) : { shelf: 'model', path: resolved };
}
