import { posix } from 'node:path';
import { type FileSet, LIBRARY_ROOT, MODEL_ROOT } from '../contracts/model.ts';
import type { MissingFile } from '../scad/missing-files.ts';
import { type Lookup, locate, lookupsOf } from './lookups.ts';
import { resolveReference } from './model-path.ts';

/**
 * Lists where a file could be that OpenSCAD did not find. Its messages have either the name as written and
 * the file that has it, or the absolute path of the first place it looked at, without that file.
 */
export function lookUpMissing(
  { kind, path, file }: MissingFile,
  { entry, files, libraries }: FileSet,
): Lookup[] {
  if (file !== undefined) return lookupsOf({ kind, path }, locate(file), entry);
  const sources = [
    ...files.map(source => (source.path.startsWith('/') ? source.path : MODEL_ROOT + source.path)),
    ...libraries.map(source => LIBRARY_ROOT + source.path),
  ];
  const place = posix.normalize(path);
  // Beside which source it was looked for is not known; all that fit are tried beside the entry.
  const besideEntry = [...new Set(sources.map(source => posix.dirname(source)))]
    .filter(folder => place.startsWith(`${folder}/`))
    .map(folder => resolveReference(entry, posix.relative(folder, place)))
    .map((candidate): Lookup => ({ shelf: 'model', path: candidate }));
  return [locate(place), ...besideEntry];
}
