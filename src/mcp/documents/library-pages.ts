import type { InstalledLibrary, LibraryDocs, LibraryFileDocs } from '../../contracts/ports.ts';
import { LIBRARIES_URI, libraryUri } from './uris.ts';

/** A page is at most this long, about 8,000 tokens. */
export const MAX_PAGE_LENGTH = 32_000;

/** Names of a file, as much of them as there is room for. */
type Detail = 'purposes' | 'signatures' | 'names' | 'modules' | 'counts';

/** The richest first. */
const DETAILS: readonly Detail[] = ['purposes', 'signatures', 'names', 'modules', 'counts'];

/** The page of all libraries. */
export function writeLibraryList(libraries: readonly InstalledLibrary[]): string {
  const lines = libraries.map(({ name, origin, folder, description, licence }) =>
    origin === 'bundled'
      ? `- **${name}** (${licence}): ${description} ${libraryUri(name)}`
      : `- **${name}**: the user's own, in ${folder}. ${libraryUri(name)}`,
  );
  return [
    '# Installed libraries',
    '',
    'Code can `include` and `use` them by the paths on their pages; nothing has to be passed along.',
    '',
    ...lines,
    '',
  ].join('\n');
}

/** The page of a library; as much of what it offers as a page holds. */
export function writeLibraryPage(library: InstalledLibrary, docs: LibraryDocs | null): string {
  const { name, folder, description, licence, homepage } = library;
  if (docs === null) {
    const naming = name.endsWith('.scad')
      ? `It is one file, named as \`<${name}>\`.`
      : `Its files are named as \`<${name}/FILE.scad>\`.`;
    return `# ${name}\n\nThe user's own library, in ${folder}. ${naming}\n`;
  }
  const head = [
    `# ${name}`,
    '',
    `${description} Licence: ${licence}. More: ${homepage}`,
    '',
    '```openscad',
    docs.example,
    '```',
    '',
    `## Files, by what brings them`,
    '',
  ].join('\n');
  const pages = DETAILS.map(detail => `${head}${noteOf(detail, name)}${writeFiles(docs.files, detail)}\n`);
  return (
    pages.find(page => page.length <= MAX_PAGE_LENGTH) ?? pages[pages.length - 1].slice(0, MAX_PAGE_LENGTH)
  );
}

/** The page of one file of a library. */
export function writeLibraryFilePage(library: string, file: LibraryFileDocs): string {
  const head = `# ${library}/${file.path}\n\nAll libraries: ${LIBRARIES_URI}, this one: ${libraryUri(library)}\n\n`;
  const pages = DETAILS.map(detail => `${head}${writeFiles([file], detail)}\n`);
  return pages.find(page => page.length <= MAX_PAGE_LENGTH) ?? head;
}

function noteOf(detail: Detail, library: string): string {
  if (detail === 'purposes' || detail === 'signatures') return '';
  const shown = { names: 'Names only.', modules: 'Names of modules only.', counts: 'Numbers of names only.' }[
    detail
  ];
  return `${shown} Parameters and purposes are on a page for each file: ${libraryUri(library)}/FILE.\n\n`;
}

/** Files by the statement that brings them, so that one that brings many is said once. */
function writeFiles(files: readonly LibraryFileDocs[], detail: Detail): string {
  return [...groupByStatement(files)]
    .map(
      ([statement, group]) => `\`${statement}\`\n\n${group.map(file => writeFile(file, detail)).join('\n')}`,
    )
    .join('\n\n');
}

function groupByStatement(files: readonly LibraryFileDocs[]): Map<string, LibraryFileDocs[]> {
  const groups = new Map<string, LibraryFileDocs[]>();
  for (const file of files) groups.set(file.statement, [...(groups.get(file.statement) ?? []), file]);
  return groups;
}

function writeFile({ path, purpose, names }: LibraryFileDocs, detail: Detail): string {
  const title = `- ${path}${purpose === undefined ? '' : `: ${purpose}`}`;
  if (detail === 'counts') return `${title} (${names.length} names)`;
  if (detail === 'modules' || detail === 'names') {
    const wanted = detail === 'names' ? names : names.filter(({ kind }) => kind === 'module');
    const list = [...new Set(wanted.map(({ name }) => name))].join(', ');
    return list === '' ? title : `${title}\n  ${list}`;
  }
  const lines = names.map(({ kind, name, signature, purpose: said }) => {
    const reason = detail === 'purposes' && said !== undefined ? `: ${said}` : '';
    return `  - ${kind} \`${name}${signature}\`${reason}`;
  });
  return [title, ...lines].join('\n');
}
