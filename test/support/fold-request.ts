import { type FileSet, LIBRARY_ROOT } from '../../src/contracts/model.ts';
import { type Lookup, lookupsOf } from '../../src/project/lookups.ts';
import type { FoldRequest } from '../../src/scad/fold/contract.ts';

/** Asks for a staged model as one file, with values as OpenSCAD literals by name. */
export function foldRequestOf(
  { entry, files, libraries }: FileSet,
  values: ReadonlyMap<string, string> = new Map(),
): FoldRequest {
  const placed = [
    ...files.map(file => ({ ...file, key: file.path })),
    ...libraries.map(file => ({ ...file, key: LIBRARY_ROOT + file.path })),
  ];
  const sources = new Map(
    placed.filter(({ isSource }) => isSource).map(({ key, bytes }) => [key, Buffer.from(bytes).toString()]),
  );
  const keyOf = ({ shelf, path }: Lookup) => (shelf === 'library' ? LIBRARY_ROOT + path : path);
  return {
    entry,
    sources,
    resolve: (from, path) => {
      const place: Lookup = from.startsWith(LIBRARY_ROOT)
        ? { shelf: 'library', path: from.slice(LIBRARY_ROOT.length) }
        : { shelf: 'model', path: from };
      const keys = lookupsOf({ kind: 'include', path }, place, entry).map(keyOf);
      return keys.find(key => sources.has(key)) ?? null;
    },
    dataFileOf: () => null,
    values,
    libraryOf: path =>
      path.startsWith(LIBRARY_ROOT) ? { name: path.slice(LIBRARY_ROOT.length).split('/')[0] } : null,
  };
}
