import { FONT_FILE } from '../contracts/file-kinds.ts';
import type { FoldedSource, FoldJob, LibraryNotice } from '../contracts/mesh-protocol.ts';
import { type FileSet, LIBRARY_ROOT, type ModelFile } from '../contracts/model.ts';
import type { InstalledLibrary } from '../contracts/ports.ts';
import { type Lookup, lookupsOf } from '../project/lookups.ts';
import { encodeDefinitions } from '../scad/definition.ts';
import { traitsOf } from '../scad/source-traits.ts';
import type { ResolvedModel } from './resolve-model.ts';
import type { Workshop } from './workshop.ts';

/**
 * Writes a model as one file that needs no other source. Values that were set for the model are the defaults
 * of the file's parameters; its quality is no part of it.
 *
 * @throws AppError as `MeshService.fold` does.
 */
export async function foldSource(
  { staging, meshes }: Workshop,
  { fileSet, parameters, quality }: ResolvedModel,
  signal: AbortSignal,
): Promise<FoldedSource> {
  const job = describeJob(fileSet, parameters, await staging.libraries.list());
  const { text, notes } = await meshes.fold(job, signal);
  const ownNotes = [...noteFound(fileSet, job), ...noteValues(Object.keys(parameters))];
  if (quality !== 'normal') ownNotes.push(`The quality ${quality} is not part of the file.`);
  return { text, notes: [...notes, ...ownNotes] };
}

function describeJob(
  fileSet: FileSet,
  parameters: ResolvedModel['parameters'],
  installed: readonly InstalledLibrary[],
): FoldJob {
  const sources = listSources(fileSet);
  const code = new Set(sources.map(({ path }) => path));
  const all = new Set([
    ...fileSet.files.map(({ path }) => path),
    ...fileSet.libraries.map(({ path }) => LIBRARY_ROOT + path),
  ]);
  const { entry } = fileSet;
  return {
    entry,
    sources: new Map(sources.map(({ path, file }) => [path, textOf(file)])),
    targets: new Map(sources.map(source => [source.path, findTargets(source, entry, code, true)])),
    dataFiles: new Map(sources.map(source => [source.path, findTargets(source, entry, all, false)])),
    values: new Map(encodeDefinitions(parameters).map(splitDefinition)),
    libraries: new Map(
      fileSet.libraries.map(file => [LIBRARY_ROOT + file.path, describeLibrary(file, installed)]),
    ),
  };
}

function splitDefinition(definition: string): [name: string, literal: string] {
  const equals = definition.indexOf('=');
  return [definition.slice(0, equals), definition.slice(equals + 1)];
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

/** Where a file's references lead, by what is written in them: those to code, or those to other files. */
function findTargets(
  { at, file }: Source,
  entry: string,
  paths: ReadonlySet<string>,
  isCode: boolean,
): Map<string, string> {
  const targets = new Map<string, string>();
  for (const reference of traitsOf(file).references) {
    const { kind, path } = reference;
    if (((kind === 'include' || kind === 'use') && !FONT_FILE.test(path)) !== isCode) continue;
    const target = lookupsOf(reference, at, entry)
      .map(found => (found.shelf === 'model' ? found.path : LIBRARY_ROOT + found.path))
      .find(found => paths.has(found));
    if (target !== undefined) targets.set(path, target);
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

/** Files that no source names in a literal, found when the model ran or because they lie beside it. */
function noteFound({ files }: FileSet, { dataFiles }: FoldJob): string[] {
  const named = new Set([...dataFiles.values()].flatMap(targets => [...targets.values()]));
  const found = files.filter(({ path, isSource }) => !isSource && !named.has(path)).map(({ path }) => path);
  if (found.length === 0) return [];
  return [`The model also has ${found.join(', ')}; what it reads of these stays a file of its own.`];
}

function noteValues(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [`Values that were set are defaults of the file now: ${names.join(', ')}.`];
}
