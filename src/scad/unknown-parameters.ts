import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { FileSet, ModelFile } from '../contracts/model.ts';
import { streamDefinedNames } from './defined-names.ts';
import { nearestName } from './nearest-name.ts';
import { MAX_INDEXED_LENGTH, MAX_TOTAL_INDEXED_LENGTH } from './source-index.ts';
import { streamTokens } from './tokens.ts';

/** A list longer than this is no help. */
const MAX_LISTED_NAMES = 30;

/** Comparing a misspelled name with more names than this takes too long. */
const MAX_COMPARED_NAMES = 1000;

/**
 * Names to look for times bytes to look in, of all files together. A byte takes a nanosecond and a half at
 * worst, and usually a tenth of that.
 */
const MAX_TOTAL_SEARCH = 2 ** 28;

/** Special variables that OpenSCAD itself looks at; a file need not mention them. */
const SPECIAL = new Set(['$fn', '$fa', '$fs', '$t', '$preview', '$vpr', '$vpt', '$vpd', '$vpf']);

/**
 * Warns of parameters that are no top-level variable of the model: OpenSCAD sets such a variable without
 * a word, and the model comes out as if it had not been set. A name that the model's own files mention
 * without defining it anywhere is meant to be set from outside, and is fine; so is a top-level variable of
 * a library. A name that occurs in a file too large to be taken apart is given the benefit of the doubt.
 */
export function findUnknownParameters(names: Iterable<string>, fileSet: FileSet): Diagnostic[] {
  const { entry, files, libraries } = fileSet;
  const sources = files.filter(({ isSource }) => isSource);
  const main = sources.filter(({ path }) => path === entry);
  // The entry first, as it defines nearly all: the others are read only for what is left.
  const ordered = [...main, ...sources.filter(({ path }) => path !== entry)];
  const given = [...names].filter(name => !SPECIAL.has(name));
  const unknown = withoutLibraryVariables(findUndefined(given, ordered), libraries);
  if (unknown.length === 0) return [];
  const known = main.flatMap(file => listVariables(file));
  return unknown.map(name => ({
    severity: 'warning',
    code: 'UNKNOWN_PARAMETER',
    message: `The model has no top-level variable ${name}; setting it changes nothing.`,
    hint: describeKnown(name, known),
  }));
}

/** Those of `names` that are neither defined at the top level of any file nor left to the outside. */
function findUndefined(names: readonly string[], files: readonly ModelFile[]): readonly string[] {
  const budget = new Budget();
  let left = names;
  const inner = new Set<string>();
  const mentioned = new Set<string>();
  for (const file of files) {
    const occurring = findOccurring(left, file, budget);
    if (occurring.size === 0) continue;
    if (!budget.allows(file)) {
      left = left.filter(name => !occurring.has(name));
      continue;
    }
    const source = decode(file);
    const outer = new Set<string>();
    for (const { name, kind, local } of streamDefinedNames(streamTokens(source))) {
      if (!occurring.has(name)) continue;
      inner.add(name);
      if (kind === 'variable' && !local) outer.add(name);
    }
    for (const { text } of streamTokens(source)) if (occurring.has(text)) mentioned.add(text);
    left = left.filter(name => !outer.has(name));
  }
  return left.filter(name => inner.has(name) || !mentioned.has(name));
}

/** Those of `names` that no library has as a top-level variable; that it mentions one says nothing. */
function withoutLibraryVariables(names: readonly string[], files: readonly ModelFile[]): readonly string[] {
  const budget = new Budget();
  let left = names;
  for (const file of files) {
    if (!file.isSource) continue;
    const found = findOccurring(left, file, budget);
    if (found.size === 0) continue;
    const outer = budget.allows(file) ? new Set(streamVariables(decode(file))) : found;
    left = left.filter(name => !outer.has(name));
  }
  return left;
}

/** How much code is searched and taken apart, so that a warning never costs more than a fraction of a second. */
class Budget {
  #code = MAX_TOTAL_INDEXED_LENGTH;
  #search = MAX_TOTAL_SEARCH;

  /** Whether a file may be taken apart, which is then counted. */
  allows({ bytes }: ModelFile): boolean {
    if (bytes.length > Math.min(MAX_INDEXED_LENGTH, this.#code)) return false;
    this.#code -= bytes.length;
    return true;
  }

  /** Whether a file may be searched for so many names, which is then counted. */
  allowsSearch({ bytes }: ModelFile, nameCount: number): boolean {
    this.#search -= bytes.length * nameCount;
    return this.#search >= 0;
  }
}

/**
 * Looking for names in the bytes first spares taking apart whole files that never mention them. All names
 * when that would take too long.
 */
function findOccurring(names: readonly string[], file: ModelFile, budget: Budget): ReadonlySet<string> {
  if (!budget.allowsSearch(file, names.length)) return new Set(names);
  const buffer = toBuffer(file);
  return new Set(names.filter(name => buffer.includes(name)));
}

/** The first names worth suggesting. */
function listVariables(file: ModelFile): string[] {
  const variables = new Set<string>();
  // What stands in the first part of a large file is what its author wants to be set.
  for (const name of streamVariables(decode(file).slice(0, MAX_INDEXED_LENGTH))) {
    variables.add(name);
    if (variables.size === MAX_COMPARED_NAMES) break;
  }
  return [...variables];
}

/** The variables at the top level. */
function* streamVariables(source: string): Generator<string> {
  for (const { kind, local, name } of streamDefinedNames(streamTokens(source))) {
    if (kind === 'variable' && !local) yield name;
  }
}

function decode(file: ModelFile): string {
  return toBuffer(file).toString('utf8');
}

function toBuffer({ bytes }: ModelFile): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function describeKnown(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'The model has no top-level variables.';
  const nearest = nearestName(name, known);
  const meant = nearest === null ? '' : `Did you mean ${nearest}? `;
  const more = known.length > MAX_LISTED_NAMES ? ', …' : '';
  return `${meant}It has ${known.slice(0, MAX_LISTED_NAMES).join(', ')}${more}.`;
}
