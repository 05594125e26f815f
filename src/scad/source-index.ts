import { type DefinedName, findDefinedNames } from './defined-names.ts';
import { type Token, tokenizeCode } from './tokens.ts';

/** Larger files hold data rather than names worth suggesting. */
export const MAX_INDEXED_LENGTH = 1 << 20;

/** Of all files together, so that hints never cost more than a fraction of a second. */
export const MAX_TOTAL_INDEXED_LENGTH = 4 << 20;

/** Comparing a misspelled name with more names than this takes too long. */
const MAX_NAMES_OF_KIND = 1000;

/** The parameters of one module, with their defaults, take less than this. */
const MAX_DEFINITION_LENGTH = 4000;

/** A name with the file that defines it. */
export interface LocatedName extends DefinedName {
  readonly file: string;
}

/** What is known of the libraries installed here; plain values, so that hints stay pure. */
export interface LibraryKnowledge {
  /** Their names, as paths begin with them. */
  readonly installed: readonly string[];
  /** By the name of a module or function: the statements that bring it, `include <BOSL2/std.scad>`. */
  readonly statements: ReadonlyMap<string, string>;
  /** Code of the library files that the model uses, by path: `BOSL2/std.scad`. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Looks into the sources of a model for hints and excerpts; everything is computed when first asked for. */
export interface SourceIndex {
  /** The model's own. */
  readonly files: readonly string[];
  readonly libraries: LibraryKnowledge;
  /** Of a file of the model or of a library. Without line breaks and without the empty line after the last one; null for an unknown file. */
  lines(file: string): readonly string[] | null;
  /** Without comments; empty for an unknown or very large file. */
  tokens(file: string): readonly Token[];
  /** Everything called `name` in any file. */
  definitions(name: string): readonly LocatedName[];
  /** The distinct names of one kind in all files, at most a thousand. */
  namesOfKind(kind: DefinedName['kind']): readonly string[];
  /** The files with an import on this line. */
  filesImportingAt(line: number): readonly string[];
  /** The parameters of a module or function of the model, in order. */
  parametersOf(owner: string): readonly string[];
  /** The model's files that include or use a path, as they write it. */
  filesNaming(path: string): readonly string[];
  /** The libraries whose files the model includes or uses. */
  usedLibraries(): ReadonlySet<string>;
  /** The modules and functions of those libraries, at most a thousand. */
  namesOfUsedLibraries(): readonly string[];
  /** The parameters of a module or function of a library that the model uses; null when there is none. */
  libraryParametersOf(owner: string): readonly string[] | null;
}

const NO_LIBRARIES: LibraryKnowledge = { installed: [], statements: new Map(), sources: new Map() };

/** `sources` maps the relative path of a file of the model to its text. */
export function createSourceIndex(
  sources: ReadonlyMap<string, string>,
  libraries: LibraryKnowledge = NO_LIBRARIES,
): SourceIndex {
  const files = [...sources.keys()];
  let budget = MAX_TOTAL_INDEXED_LENGTH;
  const lines = memoize((file: string) => {
    const text = sources.get(file) ?? libraries.sources.get(file);
    return text === undefined ? null : splitLines(text);
  });
  const tokens = memoize((file: string): readonly Token[] => {
    const text = sources.get(file);
    if (text === undefined || text.length > Math.min(MAX_INDEXED_LENGTH, budget)) return [];
    budget -= text.length;
    return tokenizeCode(text);
  });
  const names = lazy(() =>
    files.flatMap(file => findDefinedNames(tokens(file)).map((known): LocatedName => ({ ...known, file }))),
  );
  const byName = lazy(() => groupBy(names(), known => known.name));
  const byKind = lazy(() => groupBy(names(), known => known.kind));
  const byOwner = lazy(() => groupBy(names(), known => known.owner));
  const importLines = lazy(() => {
    const imports = files.flatMap(file =>
      tokens(file)
        .filter(token => token.text === 'import')
        .map(({ line }) => ({ file, line })),
    );
    return groupBy(imports, ({ line }) => line);
  });
  const namedPaths = lazy(() => groupBy(findNamedPaths(files, tokens), ({ path }) => path));
  const usedLibraries = lazy(() => {
    const folders = new Set([...namedPaths().keys()].map(path => path.split('/', 1)[0]));
    return new Set(libraries.installed.filter(name => folders.has(name)));
  });
  return {
    files,
    libraries,
    lines,
    tokens,
    definitions: name => byName().get(name) ?? [],
    namesOfKind: memoize((kind: DefinedName['kind']) =>
      distinct(byKind().get(kind)).slice(0, MAX_NAMES_OF_KIND),
    ),
    filesImportingAt: line => [
      ...new Set(
        importLines()
          .get(line)
          ?.map(({ file }) => file),
      ),
    ],
    parametersOf: owner => distinct(byOwner().get(owner)),
    filesNaming: path => (namedPaths().get(path) ?? []).map(({ file }) => file),
    usedLibraries,
    namesOfUsedLibraries: lazy(() => {
      const names = [...libraries.statements].filter(([, line]) => usedLibraries().has(libraryOf(line)));
      return names.slice(0, MAX_NAMES_OF_KIND).map(([name]) => name);
    }),
    libraryParametersOf: memoize((owner: string) => findParameters(owner, libraries.sources)),
  };
}

/** The library whose file a statement names last; those named before are what that one builds on. */
export function libraryOf(statement: string): string {
  return statement.slice(statement.lastIndexOf('<') + 1).split('/', 1)[0];
}

function findNamedPaths(
  files: readonly string[],
  tokens: (file: string) => readonly Token[],
): { file: string; path: string }[] {
  return files.flatMap(file =>
    tokens(file)
      .filter(({ kind }) => kind === 'include' || kind === 'use')
      .map(({ text }) => ({ file, path: text.slice(text.indexOf('<') + 1, -1).trim() })),
  );
}

/** Looks for a definition as text before it takes a file apart: libraries have megabytes of code. */
function findParameters(owner: string, sources: ReadonlyMap<string, string>): string[] | null {
  if (!/^\w+$/.test(owner)) return null;
  const definition = new RegExp(`\\b(?:module|function)\\s+${owner}\\s*\\(`);
  for (const text of sources.values()) {
    const at = text.search(definition);
    if (at === -1) continue;
    const names = findDefinedNames(tokenizeCode(text.slice(at, at + MAX_DEFINITION_LENGTH)));
    const parameters = names.filter(known => known.kind === 'parameter' && known.owner === owner);
    return [...new Set(parameters.map(({ name }) => name))];
  }
  return null;
}

function splitLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function distinct(names: readonly LocatedName[] = []): string[] {
  return [...new Set(names.map(known => known.name))];
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Computes a value once per argument. */
function memoize<A extends string, T>(compute: (argument: A) => T): (argument: A) => T {
  const results = new Map<A, { readonly value: T }>();
  return argument => {
    const result = results.get(argument) ?? { value: compute(argument) };
    results.set(argument, result);
    return result.value;
  };
}

/** Computes a value when it is first asked for. */
function lazy<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
