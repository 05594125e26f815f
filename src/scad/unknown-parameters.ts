import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { FileSet, ModelFile } from '../contracts/model.ts';
import { type DefinedName, findDefinedNames } from './defined-names.ts';
import { nearestName } from './nearest-name.ts';
import { tokenizeCode } from './tokens.ts';

/** A list longer than this is no help. */
const MAX_LISTED_NAMES = 30;

/** Special variables that OpenSCAD itself looks at; a file need not mention them. */
const SPECIAL = new Set(['$fn', '$fa', '$fs', '$t', '$preview', '$vpr', '$vpt', '$vpd', '$vpf']);

/**
 * Warns of parameters that are no top-level variable of the model: OpenSCAD sets such a variable without
 * a word, and the model comes out as if it had not been set. A name that the model's own files mention
 * without defining it anywhere is meant to be set from outside, and is fine; so is a top-level variable of
 * a library.
 */
export function findUnknownParameters(names: Iterable<string>, fileSet: FileSet): Diagnostic[] {
  const { entry, files, libraries } = fileSet;
  const sources = files.filter(({ isSource }) => isSource);
  const main = sources.filter(({ path }) => path === entry);
  // The entry first, as it defines nearly all: the others are read only for what is left.
  const ordered = [...main, ...sources.filter(({ path }) => path !== entry)];
  const undefinedNames = findUndefined(
    [...names].filter(name => !SPECIAL.has(name)),
    ordered,
  );
  const unknown = undefinedNames.filter(name => !libraries.some(file => definesVariable(file, name)));
  if (unknown.length === 0) return [];
  const known = main.flatMap(file => listVariables(readDefinitions(file)));
  return unknown.map(name => ({
    severity: 'warning',
    code: 'UNKNOWN_PARAMETER',
    message: `The model has no top-level variable ${name}; setting it changes nothing.`,
    hint: describeKnown(name, known),
  }));
}

/** Those of `names` that are neither defined at the top level of any file nor left to the outside. */
function findUndefined(names: readonly string[], files: readonly ModelFile[]): readonly string[] {
  let left = names;
  const inner = new Set<string>();
  const mentioned = new Set<string>();
  for (const file of files) {
    if (left.length === 0) return [];
    const tokens = tokenizeCode(decode(file));
    const definitions = findDefinedNames(tokens);
    const outer = new Set(listVariables(definitions));
    left = left.filter(name => !outer.has(name));
    for (const { name } of definitions) inner.add(name);
    for (const { text } of tokens) mentioned.add(text);
  }
  return left.filter(name => inner.has(name) || !mentioned.has(name));
}

/** Looking for the name in the bytes first spares tokenizing whole libraries that never mention it. */
function definesVariable(file: ModelFile, name: string): boolean {
  return (
    file.isSource && toBuffer(file).includes(name) && listVariables(readDefinitions(file)).includes(name)
  );
}

function readDefinitions(file: ModelFile): DefinedName[] {
  return findDefinedNames(tokenizeCode(decode(file)));
}

function listVariables(names: readonly DefinedName[]): string[] {
  const variables = names.filter(({ kind, local }) => kind === 'variable' && !local);
  return [...new Set(variables.map(({ name }) => name))];
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
