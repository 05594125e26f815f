import { type FileSet, LIBRARY_ROOT, type ModelFile } from '../contracts/model.ts';
import type { InstalledLibrary } from '../contracts/ports.ts';
import type { FoldedSource, FoldJob, LibraryNotice } from '../contracts/worker-protocol.ts';
import { type Lookup, lookupsOf } from '../project/lookups.ts';
import { traitsOf } from '../scad/source-traits.ts';
import type { ResolvedModel } from './resolve-model.ts';
import type { Workshop } from './workshop.ts';

/**
 * Writes a model as one file that needs no other source. What a call set is not part of it: the file has the
 * parameters with the values that its author gave them.
 *
 * @throws AppError as `MeshService.fold` does.
 */
export async function foldSource(
  { staging, meshes }: Workshop,
  { fileSet, parameters }: ResolvedModel,
  signal: AbortSignal,
): Promise<FoldedSource> {
  const folded = await meshes.fold(describeJob(fileSet, await staging.libraries.list()), signal);
  const set = Object.keys(parameters);
  return { ...folded, notes: [...folded.notes, ...noteAssets(fileSet), ...noteParameters(set)] };
}

function describeJob(fileSet: FileSet, installed: readonly InstalledLibrary[]): FoldJob {
  const sources = listSources(fileSet);
  const paths = new Set(sources.map(({ path }) => path));
  return {
    entry: fileSet.entry,
    sources: new Map(sources.map(({ path, file }) => [path, textOf(file)])),
    targets: new Map(sources.map(source => [source.path, findTargets(source, fileSet.entry, paths)])),
    libraries: new Map(
      fileSet.libraries.map(file => [LIBRARY_ROOT + file.path, describeLibrary(file, installed)]),
    ),
  };
}

/** A file of code and its path among all files of a model. */
interface Source {
  readonly path: string;
  readonly at: Lookup;
  readonly file: ModelFile;
}

function listSources({ files, libraries }: FileSet): Source[] {
  const own = files.map(
    (file): Source => ({ path: file.path, at: { shelf: 'model', path: file.path }, file }),
  );
  const others = libraries.map(
    (file): Source => ({ path: LIBRARY_ROOT + file.path, at: { shelf: 'library', path: file.path }, file }),
  );
  return [...own, ...others].filter(({ file }) => file.isSource);
}

function findTargets({ at, file }: Source, entry: string, paths: ReadonlySet<string>): Map<string, string> {
  const targets = new Map<string, string>();
  for (const reference of traitsOf(file).references) {
    if (reference.kind !== 'include' && reference.kind !== 'use') continue;
    const target = lookupsOf(reference, at, entry)
      .map(({ shelf, path }) => (shelf === 'model' ? path : LIBRARY_ROOT + path))
      .find(path => paths.has(path));
    if (target !== undefined) targets.set(reference.path, target);
  }
  return targets;
}

function describeLibrary(
  { path, header }: FileSet['libraries'][number],
  installed: readonly InstalledLibrary[],
): LibraryNotice {
  const [name] = path.split('/');
  const licence = installed.find(library => library.name === name)?.licence;
  return {
    name,
    ...(licence === undefined ? {} : { licence }),
    ...(header === undefined ? {} : { header }),
  };
}

function textOf({ bytes }: ModelFile): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function noteAssets({ files }: FileSet): string[] {
  const assets = files.filter(({ isSource }) => !isSource).map(({ path }) => path);
  if (assets.length === 0) return [];
  return [`The file still needs ${assets.join(', ')} beside it.`];
}

function noteParameters(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [`${names.join(', ')} have the values of the source; what this call set is not written into it.`];
}
