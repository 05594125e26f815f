import type { Diagnostic } from '../contracts/diagnostics.ts';
import { type DefinedName, findDefinedNames } from './defined-names.ts';
import { nearestName } from './nearest-name.ts';
import { tokenizeCode } from './tokens.ts';

/** A list longer than this is no help. */
const MAX_LISTED_NAMES = 30;

/** Special variables that OpenSCAD itself looks at; a file need not mention them. */
const SPECIAL = new Set(['$fn', '$fa', '$fs', '$t', '$preview', '$vpr', '$vpt', '$vpd', '$vpf']);

/**
 * Warns of parameters that are no top-level variable of the model: OpenSCAD sets such a variable without
 * a word, and the model comes out as if it had not been set. A name that the model mentions without
 * defining it anywhere is meant to be set from outside, and is fine.
 *
 * @param sources relative path → text; `entry` is the one whose variables are suggested.
 */
export function findUnknownParameters(
  parameters: Readonly<Record<string, unknown>>,
  sources: ReadonlyMap<string, string>,
  entry: string,
): Diagnostic[] {
  let unknown = Object.keys(parameters).filter(name => !SPECIAL.has(name));
  const inner = new Set<string>();
  const mentioned = new Set<string>();
  // The entry first, as it defines nearly all: the others are read only for what is left.
  for (const text of [sources.get(entry) ?? '', ...sources.values()]) {
    if (unknown.length === 0) return [];
    const tokens = tokenizeCode(text);
    const names = findDefinedNames(tokens);
    const outer = new Set(names.filter(isTopLevelVariable).map(({ name }) => name));
    unknown = unknown.filter(name => !outer.has(name));
    for (const { name } of names) inner.add(name);
    for (const token of tokens) mentioned.add(token.text);
  }
  const known = listVariables(sources.get(entry) ?? '');
  return unknown
    .filter(name => inner.has(name) || !mentioned.has(name))
    .map(name => ({
      severity: 'warning',
      code: 'UNKNOWN_PARAMETER',
      message: `The model has no top-level variable ${name}; setting it changes nothing.`,
      hint: describeKnown(name, known),
    }));
}

function isTopLevelVariable({ kind, local }: DefinedName): boolean {
  return kind === 'variable' && !local;
}

function listVariables(source: string): string[] {
  const names = findDefinedNames(tokenizeCode(source)).filter(isTopLevelVariable);
  return [...new Set(names.map(({ name }) => name))];
}

function describeKnown(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'The model has no top-level variables.';
  const nearest = nearestName(name, known);
  const meant = nearest === null ? '' : `Did you mean ${nearest}? `;
  const more = known.length > MAX_LISTED_NAMES ? ', …' : '';
  return `${meant}It has ${known.slice(0, MAX_LISTED_NAMES).join(', ')}${more}.`;
}
