import type { LibraryDocs, LibraryFileDocs } from '../../src/contracts/ports.ts';
import type { LibraryDocsFile } from '../../src/project/libraries/library-docs.ts';
import { findDefinedNames } from '../../src/scad/defined-names.ts';
import { type Token, tokenize } from '../../src/scad/tokens.ts';
import { LIBRARY_CATALOG } from './library-catalog.ts';
import { findStatements, isWorthNaming, type Sources, textOf } from './library-index.ts';

/** Signatures and purposes are there to be scanned; who needs more reads the library. */
const MAX_SIGNATURE_LENGTH = 160;
const MAX_PURPOSE_LENGTH = 140;

/** Lists of all libraries what their files offer to models: signatures, and purposes in their authors' words. */
export function describeLibraries(sources: Sources): LibraryDocsFile {
  return Object.fromEntries([...sources.keys()].map(library => [library, describeLibrary(sources, library)]));
}

function describeLibrary(sources: Sources, library: string): LibraryDocs {
  const files = [...findStatements(sources, library)].map(([path, statement]) =>
    describeFile(path.slice(library.length + 1), statement, textOf(sources, path).replaceAll('\r\n', '\n')),
  );
  return {
    example: LIBRARY_CATALOG[library].example,
    files: files.filter(({ names }) => names.length > 0),
  };
}

function describeFile(path: string, statement: string, source: string): LibraryFileDocs {
  const tokens = tokenize(source);
  const purposes = readHeaders(source);
  const lines = source.split('\n');
  const purpose = readFilePurpose(source);
  const seen = new Set<string>();
  const names = findDefinedNames(tokens).flatMap(({ kind, name, line, local }) => {
    const isCallable = kind === 'module' || kind === 'function';
    if (local || !isCallable || !isWorthNaming(name) || seen.has(`${kind} ${name}`)) return [];
    seen.add(`${kind} ${name}`);
    const signature = readSignature(source, tokens, kind, name, line);
    const said = purposes.get(name) ?? readBeside(lines, line) ?? readAbove(lines, line);
    return [{ kind, name, signature, ...(said === null ? {} : { purpose: said }) } as const];
  });
  return { path, statement, ...(purpose === null ? {} : { purpose }), names };
}

/** `(size, center = false)`, on one line. */
function readSignature(
  source: string,
  tokens: readonly Token[],
  kind: string,
  name: string,
  line: number,
): string {
  const at = tokens.findIndex(
    (token, index) => token.line === line && token.text === name && tokens[index - 1]?.text === kind,
  );
  let depth = 0;
  const end = tokens.findIndex(({ text }, index) => {
    if (index <= at) return false;
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    return depth === 0;
  });
  const inside = tokens.slice(at + 1, end + 1).filter(token => token.kind !== 'comment');
  const text = inside
    .map((token, index) => {
      const before = inside[index - 1];
      const isSpaced = before !== undefined && /\s/.test(source[token.start - 1]);
      return isSpaced ? ` ${token.text}` : token.text;
    })
    .join('')
    .replace(/\( /g, '(')
    .replace(/ \)/g, ')')
    .replace(/,(?=\S)/g, ', ');
  return shorten(text, MAX_SIGNATURE_LENGTH);
}

/** What blocks such as `// Module: cuboid()` with `// Synopsis:` or `// Description:` say, by name. */
function readHeaders(source: string): Map<string, string> {
  const blocks = source.matchAll(
    /^\/\/ (?:Function|Module|Function&Module)s?: (\w+)\(.*\n((?:\/\/.*\n)*?)(?=\/\/ (?:Function|Module)|(?!\/\/))/gm,
  );
  const purposes = new Map<string, string>();
  for (const [, name, block] of blocks) {
    const [, text] =
      /^\/\/ Synopsis: (.+)$/m.exec(block) ?? /^\/\/ Description: *\n((?:\/\/ {2,}.*\n)+)/m.exec(block) ?? [];
    const purpose = text === undefined ? null : firstSentence(text.replaceAll('//', ' '));
    if (purpose !== null && !purposes.has(name)) purposes.set(name, purpose);
  }
  return purposes;
}

/** `//! Text` on the line of a definition, as NopSCADlib has it. */
function readBeside(lines: readonly string[], line: number): string | null {
  const [, text] = /\/\/! ?(.+)$/.exec(lines[line - 1]) ?? [];
  return text === undefined ? null : firstSentence(text);
}

/** The comment that ends on the line above. */
function readAbove(lines: readonly string[], line: number): string | null {
  const block: string[] = [];
  for (let at = line - 2; at >= 0 && /^\s*\/\//.test(lines[at]); at--) block.unshift(lines[at]);
  return firstSentence(block.map(text => text.replace(/^\s*\/\/[/!]?/, '')).join('\n'));
}

function readFilePurpose(source: string): string | null {
  const [, text] =
    /^\/\/ FileSummary: (.+)$/m.exec(source) ??
    /^\/\/ LibFile: .+\n((?:\/\/ {2,}.*\n)+)/m.exec(source) ??
    /^\/\/! (.+)$/m.exec(source) ??
    [];
  return text === undefined ? null : firstSentence(text.replaceAll('//', ' '));
}

/** The first sentence of a comment, or null where it is code, decoration or nothing. */
function firstSentence(text: string): string | null {
  const paragraph = text.trim().split(/\n\s*\n/)[0];
  const flat = paragraph.replace(/\s+/g, ' ');
  const sentence = /^.*?[.!?](?= [A-Z]|$)/.exec(flat)?.[0] ?? flat;
  const isProse = /^[A-Z][\w'`-]* [a-z`]/.test(sentence) && !/[;{}]|={1,2} *\S*\(|[-=_*#]{3}/.test(sentence);
  return isProse && !/copyright|licen[cs]e/i.test(sentence) ? shorten(sentence, MAX_PURPOSE_LENGTH) : null;
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\s,]+\S*$/, '')}…`;
}
