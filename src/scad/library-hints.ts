import { nearestName } from './nearest-name.ts';
import { libraryOf, type SourceIndex } from './source-index.ts';

/** More libraries than this are not listed; the nearest is named all the same. */
const MAX_LISTED_LIBRARIES = 24;

const STATEMENT = /\b(?:include|use) <([^>]+)>/g;

/** Helps with a module or function that a library has; null when none does. `file` is where it is called. */
export function hintForLibraryName(name: string, file: string, index: SourceIndex): string | null {
  const statement = index.libraries.statements.get(name);
  if (statement === undefined) return null;
  const lead = `${name} is part of the ${libraryOf(statement)} library`;
  const parts = [...statement.matchAll(STATEMENT)];
  const missing = parts.filter(([, path]) => index.filesNaming(path).length === 0);
  if (missing.length > 0) {
    return `${lead}: add ${missing.map(([part]) => part).join(' ')} at the top of the file.`;
  }
  const namesAll = (other: string) => parts.every(([, path]) => index.filesNaming(path).includes(other));
  const elsewhere = file === '' || namesAll(file) ? undefined : index.files.find(namesAll);
  return elsewhere === undefined
    ? `${lead}, which could not be read.`
    : `${lead}, which ${elsewhere} brings in for itself alone: add ${statement} to ${file} too.`;
}

/** Whether a name is part of a library that the model uses. */
export function isOfUsedLibrary(name: string, index: SourceIndex): boolean {
  const statement = index.libraries.statements.get(name);
  return statement !== undefined && index.usedLibraries().has(libraryOf(statement));
}

/**
 * Helps with a file that neither the model nor a library has, when its path looks like one of a library;
 * null when it does not.
 *
 * @param path as the model writes it.
 */
export function hintForLibraryFile(path: string, index: SourceIndex): string | null {
  const { installed } = index.libraries;
  const slash = path.indexOf('/');
  if (slash === -1) return hintForLooseFile(path, index);
  const folder = path.slice(0, slash);
  if (index.files.some(file => file.startsWith(`${folder}/`))) return null;
  if (installed.includes(folder)) {
    const meant = nearestFile(path, folder, index);
    return `The ${folder} library is installed here, but has no such file.${meant === null ? '' : ` Did you mean <${meant}>?`}`;
  }
  if (installed.length === 0) return null;
  const listed = installed.slice(0, MAX_LISTED_LIBRARIES).join(', ');
  const more = installed.length > MAX_LISTED_LIBRARIES ? ' and others' : '';
  const nearest = nearestName(folder, installed);
  if (nearest === null) {
    return `A library ${folder} is not installed here; ${listed}${more} are. Pass the files it needs in \`files\`.`;
  }
  const meant = nearestFile(`${nearest}${path.slice(slash)}`, nearest, index);
  return `There is no library ${folder} here. Did you mean <${meant ?? `${nearest}/…`}>? Installed are ${listed}${more}.`;
}

/** A file without a folder may be one whose library was forgotten: `<std.scad>` for `<BOSL2/std.scad>`. */
function hintForLooseFile(path: string, index: SourceIndex): string | null {
  const isOwn = index.files.some(file => file === path || file.endsWith(`/${path}`));
  const found = isOwn ? undefined : knownFiles(index).find(file => file.endsWith(`/${path}`));
  return found === undefined ? null : `Did you mean <${found}>, which is installed here?`;
}

/** The file of a library that is most likely meant; its name counts, and its folder does not. */
function nearestFile(path: string, library: string, index: SourceIndex): string | null {
  const files = knownFiles(index).filter(file => file.startsWith(`${library}/`));
  if (files.includes(path)) return path;
  const wanted = baseName(path);
  const sameName = files.find(file => baseName(file) === wanted);
  if (sameName !== undefined) return sameName;
  const nearest = nearestName(wanted, files.map(baseName));
  return files.find(file => baseName(file) === nearest) ?? null;
}

/** Library files that are known to exist: those staged, and those that statements name. */
function knownFiles({ libraries }: SourceIndex): string[] {
  const named = [...new Set(libraries.statements.values())].flatMap(statement =>
    [...statement.matchAll(STATEMENT)].map(([, path]) => path),
  );
  return [...new Set([...named, ...libraries.sources.keys()])];
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
