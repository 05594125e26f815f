import { AppError } from '../contracts/errors.ts';
import { LIMITS } from '../contracts/limits.ts';
import { encodeLiteral } from './literal.ts';

/** Longer names than this are nobody's parameter. */
const MAX_NAME_LENGTH = 64;

const NAME = /^\$?[A-Za-z_][A-Za-z0-9_]*$/;

/** Words that OpenSCAD's grammar keeps for itself; assigning to one is a syntax error or a surprise. */
const KEYWORDS: ReadonlySet<string> = new Set([
  'assert',
  'each',
  'echo',
  'else',
  'false',
  'for',
  'function',
  'if',
  'include',
  'let',
  'module',
  'true',
  'undef',
  'use',
]);

/**
 * Turns parameters into assignments such as `$fn=32` or `name="a"`, one for each `-D` option.
 *
 * Throws `PARAMETER_INVALID` for a name that is not an OpenSCAD identifier, for a value
 * {@link encodeLiteral} refuses, and for more than LIMITS.maxParameters of them.
 */
export function encodeDefinitions(parameters: Readonly<Record<string, unknown>>): string[] {
  const entries = Object.entries(parameters);
  if (entries.length > LIMITS.maxParameters) {
    throw new AppError('PARAMETER_INVALID', `${entries.length} parameters were given.`, {
      hint: `At most ${LIMITS.maxParameters} parameters are allowed.`,
    });
  }
  return entries.map(([name, value]) => {
    assertName(name);
    return `${name}=${encodeLiteral(value, name)}`;
  });
}

function assertName(name: string): void {
  if (KEYWORDS.has(name)) {
    throw new AppError('PARAMETER_INVALID', `"${name}" is a keyword of OpenSCAD, not a parameter.`, {
      hint: 'Use the name of a variable assigned at the top level of the model.',
    });
  }
  if (name.length <= MAX_NAME_LENGTH && NAME.test(name)) return;
  // JSON.stringify shows control characters in escaped form.
  throw new AppError('PARAMETER_INVALID', `${JSON.stringify(name.slice(0, 80))} is not a parameter name.`, {
    hint: `A name is up to ${MAX_NAME_LENGTH} letters, digits and underscores, may start with $, and never with a digit.`,
  });
}
