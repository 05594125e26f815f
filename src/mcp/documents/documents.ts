import { AppError } from '../../contracts/errors.ts';
import type { Libraries } from '../../contracts/ports.ts';
import { writeCheatsheet } from './cheatsheet.ts';
import { writeLibraryFilePage, writeLibraryList, writeLibraryPage } from './library-pages.ts';
import { CHEATSHEET_URI, LIBRARIES_URI } from './uris.ts';

/** Documents as `resources/list` shows them. */
export const DOCUMENTS = [
  {
    uri: CHEATSHEET_URI,
    name: 'cheatsheet',
    title: 'OpenSCAD cheatsheet',
    description: 'The language, screws and fits, printing, common mistakes; every example works.',
    mimeType: 'text/markdown',
  },
  {
    uri: LIBRARIES_URI,
    name: 'libraries',
    title: 'Installed libraries',
    description: 'What BOSL2, MCAD, NopSCADlib and the others are for.',
    mimeType: 'text/markdown',
  },
];

/** Addresses of pages of libraries, as `resources/templates/list` shows them. */
export const DOCUMENT_TEMPLATES = [
  {
    uriTemplate: `${LIBRARIES_URI}/{name}`,
    name: 'library',
    title: 'A library',
    description: 'Its files, modules and functions, what brings them, and an example.',
    mimeType: 'text/markdown',
  },
  {
    uriTemplate: `${LIBRARIES_URI}/{name}/{+file}`,
    name: 'library-file',
    title: 'A file of a library',
    description: 'Parameters and purposes of its modules and functions.',
    mimeType: 'text/markdown',
  },
];

/**
 * The text of a document; null for an address that is none.
 *
 * @throws AppError INVALID_INPUT for a library or file that does not exist.
 */
export async function readDocument(libraries: Libraries, uri: string): Promise<string | null> {
  if (uri === CHEATSHEET_URI) return writeCheatsheet();
  if (uri === LIBRARIES_URI) return writeLibraryList(await libraries.list());
  if (!uri.startsWith(`${LIBRARIES_URI}/`)) return null;
  const path = decode(uri.slice(LIBRARIES_URI.length + 1));
  const [name] = path.split('/');
  const library = (await libraries.list()).find(known => known.name === name);
  if (library === undefined) throw unknownDocument(uri, `Read ${LIBRARIES_URI} for those there are.`);
  const docs = await libraries.describe(name);
  if (path === name) return writeLibraryPage(library, docs);
  const file = docs?.files.find(known => known.path === path.slice(name.length + 1));
  if (file === undefined) throw unknownDocument(uri, `Read ${LIBRARIES_URI}/${name} for its files.`);
  return writeLibraryFilePage(name, file);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unknownDocument(uri: string, hint: string): AppError {
  return new AppError('INVALID_INPUT', `There is no resource ${JSON.stringify(uri.slice(0, 200))}.`, {
    hint,
  });
}
