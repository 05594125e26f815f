import { streamTokens, tokenize } from '../tokens.ts';
import type { FoldLibrary, FoldRequest } from './contract.ts';
import type { ParsedFile } from './syntax.ts';

/** Comments at the head of a file that say who made it and what may be done with it. */
const LICENCE_WORDS = /licen[cs]e|copyright|©|\(c\)|SPDX|public domain|creative commons/i;

/**
 * The comment at the head of a file: all comments before its first statement with no blank line between
 * them. Empty when there is none.
 */
export function leadingComment(source: string): string {
  let end = 0;
  let start = -1;
  for (const token of streamTokens(source)) {
    const gap = source.slice(end, token.start);
    if (token.kind !== 'comment' || (start !== -1 && /\n\s*\n/.test(gap))) break;
    if (start === -1) start = token.start;
    end = token.start + token.text.length;
  }
  return start === -1 ? '' : source.slice(start, end).replace(/\r/g, '').trimEnd();
}

/** Names a library with its licence, in one line. */
export function describeLibrary({ name, licence, licenceFile }: FoldLibrary): string {
  const terms = [
    ...(licence === undefined ? [] : [`licence ${licence}`]),
    ...(licenceFile === undefined ? [] : [`its text is ${name}/${licenceFile}`]),
  ];
  return terms.length === 0 ? name : `${name} (${terms.join('; ')})`;
}

/** The libraries of some files, each once. */
export function librariesOf(
  files: Iterable<ParsedFile>,
  libraryOf: FoldRequest['libraryOf'],
): Map<string, { library: FoldLibrary; files: ParsedFile[] }> {
  const libraries = new Map<string, { library: FoldLibrary; files: ParsedFile[] }>();
  for (const file of files) {
    const library = libraryOf(file.path);
    if (library === null) continue;
    const known = libraries.get(library.name) ?? { library, files: [] };
    known.files.push(file);
    libraries.set(library.name, known);
  }
  return libraries;
}

/** What has to stand above code taken from a library: its name, its licence and its authors' own words. */
export function writeNotice(
  library: FoldLibrary,
  files: readonly ParsedFile[],
  libraryOf: FoldRequest['libraryOf'],
): string[] {
  const headers = files
    .map(({ path, text }) => libraryOf(path)?.header ?? leadingComment(text))
    .filter(header => LICENCE_WORDS.test(header) && isComment(header));
  return [`// ==== From ${describeLibrary(library)}: what this model needs of it. ====`, ...new Set(headers)];
}

/** Whether a text is comments and nothing else, and none of them goes on behind it. */
function isComment(text: string): boolean {
  return tokenize(text).every(({ kind, terminated }) => kind === 'comment' && terminated);
}
