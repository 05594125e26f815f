import type { Diagnostic } from '../contracts/diagnostics.ts';
import { findDefinedNames } from './defined-names.ts';
import { nearestName } from './nearest-name.ts';
import { tokenizeCode } from './tokens.ts';

/** A list longer than this is no help. */
const MAX_LISTED_NAMES = 30;

/** Special variables that OpenSCAD itself looks at; a file need not mention them. */
const SPECIAL = new Set(['$fn', '$fa', '$fs', '$t', '$preview', '$vpr', '$vpt', '$vpd', '$vpf']);

/**
 * Warns of parameters that no source mentions: OpenSCAD sets such a variable without a word, and the
 * model comes out as if it had not been set.
 *
 * @param sources relative path → text; `entry` is the one whose top-level variables are suggested.
 */
export function findUnknownParameters(
  parameters: Readonly<Record<string, unknown>>,
  sources: ReadonlyMap<string, string>,
  entry: string,
): Diagnostic[] {
  const asked = Object.keys(parameters).filter(name => !SPECIAL.has(name));
  if (asked.length === 0) return [];
  // The entry first, as it mentions nearly all: the others are read only for what is left.
  const texts = [sources.get(entry) ?? '', ...sources.values()];
  let unknown = asked;
  for (const text of texts) {
    if (unknown.length === 0) return [];
    const mentioned = new Set(tokenizeCode(text).map(token => token.text));
    unknown = unknown.filter(name => !mentioned.has(name));
  }
  const known = listVariables(sources.get(entry) ?? '');
  return unknown.map(name => ({
    severity: 'warning',
    code: 'UNKNOWN_PARAMETER',
    message: `The model has no variable ${name}; setting it changes nothing.`,
    hint: describeKnown(name, known),
  }));
}

function listVariables(source: string): string[] {
  const names = findDefinedNames(tokenizeCode(source))
    .filter(({ kind, local }) => kind === 'variable' && !local)
    .map(({ name }) => name);
  return [...new Set(names)];
}

function describeKnown(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'The model has no top-level variables.';
  const nearest = nearestName(name, known);
  const meant = nearest === null ? '' : `Did you mean ${nearest}? `;
  const more = known.length > MAX_LISTED_NAMES ? ', …' : '';
  return `${meant}It has ${known.slice(0, MAX_LISTED_NAMES).join(', ')}${more}.`;
}
