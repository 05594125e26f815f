import { type FileSet, LIBRARY_ROOT, type ModelFile } from '../contracts/model.ts';
import { type Lookup, lookupsOf } from '../project/lookups.ts';
import { foldModel } from '../scad/fold/fold-model.ts';
import type { ResolvedModel } from './resolve-model.ts';
import type { Workshop } from './workshop.ts';

/**
 * Writes a model as one file that needs no other.
 *
 * @throws AppError as `foldModel` does.
 */
export async function foldSource({ staging }: Workshop, { fileSet }: ResolvedModel): Promise<Uint8Array> {
  const installed = new Map((await staging.libraries.list()).map(library => [library.name, library]));
  const headers = new Map(fileSet.libraries.map(({ path, header }) => [LIBRARY_ROOT + path, header]));
  const { text } = foldModel({
    entry: fileSet.entry,
    sources: collectSources(fileSet),
    resolve: (from, reference) => resolveIn(fileSet, from, reference),
    libraryOf: path => {
      if (!path.startsWith(LIBRARY_ROOT)) return null;
      const [name] = path.slice(LIBRARY_ROOT.length).split('/');
      const licence = installed.get(name)?.licence;
      const header = headers.get(path);
      return {
        name,
        ...(licence === undefined ? {} : { licence }),
        ...(header === undefined ? {} : { header }),
      };
    },
  });
  return new TextEncoder().encode(text);
}

function collectSources({ files, libraries }: FileSet): ReadonlyMap<string, string> {
  const own = files.filter(({ isSource }) => isSource).map(file => [file.path, textOf(file)] as const);
  const others = libraries.filter(({ isSource }) => isSource);
  return new Map([...own, ...others.map(file => [LIBRARY_ROOT + file.path, textOf(file)] as const)]);
}

function textOf({ bytes }: ModelFile): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function resolveIn({ entry, files, libraries }: FileSet, from: string, reference: string): string | null {
  const at: Lookup = from.startsWith(LIBRARY_ROOT)
    ? { shelf: 'library', path: from.slice(LIBRARY_ROOT.length) }
    : { shelf: 'model', path: from };
  const lookups = lookupsOf({ kind: 'include', path: reference }, at, entry);
  for (const { shelf, path } of lookups) {
    const shelved = shelf === 'model' ? files : libraries;
    if (shelved.some(file => file.path === path)) return shelf === 'model' ? path : LIBRARY_ROOT + path;
  }
  return null;
}
