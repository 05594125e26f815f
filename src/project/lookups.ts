import { posix } from 'node:path';
import { FONT_FILE } from '../contracts/file-kinds.ts';
import { type FileSet, LIBRARY_ROOT, MODEL_ROOT } from '../contracts/model.ts';
import type { Reference } from '../scad/references.ts';
import { traitsOf } from '../scad/source-traits.ts';
import { resolveReference } from './model-path.ts';

/** A place where OpenSCAD looks for a file: among the model's own files or in the library folder. */
export interface Lookup {
  readonly shelf: 'model' | 'library';
  /** Relative to MODEL_ROOT or LIBRARY_ROOT; for the model possibly absolute or outside, see {@link resolveReference}. */
  readonly path: string;
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
    traitsOf(file)
      .references.filter(
        reference => !lookupsOf(reference, { shelf: 'model', path: file.path }, entry).some(isThere),
      )
      .map(reference => ({ ...reference, file: file.path })),
  );
}

function lookUpBeside(from: Lookup, path: string): Lookup {
  const resolved = resolveReference(from.path, path);
  if (resolved.startsWith('/')) return locate(resolved);
  return from.shelf === 'library' ? locate(LIBRARY_ROOT + resolved) : { shelf: 'model', path: resolved };
}
