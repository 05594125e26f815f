import { type DefinedName, findDefinedNames } from './defined-names.ts';
import { type Token, tokenizeCode } from './tokens.ts';

/** Larger files hold data rather than names worth suggesting. */
const MAX_INDEXED_LENGTH = 1 << 20;

/** Of all files together, so that hints never cost more than a fraction of a second. */
const MAX_TOTAL_INDEXED_LENGTH = 4 << 20;

/** Comparing a misspelled name with more names than this takes too long. */
const MAX_NAMES_OF_KIND = 1000;

/** A name with the file that defines it. */
export interface LocatedName extends DefinedName {
  readonly file: string;
}

/** Looks into the sources of a model for hints and excerpts; everything is computed when first asked for. */
export interface SourceIndex {
  readonly files: readonly string[];
  /** Without line breaks and without the empty line after the last one; null for an unknown file. */
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
}

/** `sources` maps the relative path of a file to its text. */
export function createSourceIndex(sources: ReadonlyMap<string, string>): SourceIndex {
  const files = [...sources.keys()];
  let budget = MAX_TOTAL_INDEXED_LENGTH;
  const lines = memoize((file: string) => {
    const text = sources.get(file);
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
  return {
    files,
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
  };
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
