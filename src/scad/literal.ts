import { AppError } from '../contracts/errors.ts';
import { LIMITS } from '../contracts/limits.ts';

/** A value OpenSCAD can be given from outside: finite numbers, strings, booleans and vectors of them. */
export type ParameterValue = number | string | boolean | readonly ParameterValue[];

/**
 * The smallest positive number with full precision. OpenSCAD's parser answers anything closer to zero
 * (except zero itself) with a syntax error.
 */
const SMALLEST_NORMAL_NUMBER = 2 ** -1022;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\r', '\\r'],
]);

/**
 * Writes a JSON value as one OpenSCAD literal, which evaluates to exactly that value and to nothing else:
 * whatever a string holds stays inside its quotes.
 *
 * `path` names the value in errors, and an element of a vector as `path[2]`.
 * Throws `PARAMETER_INVALID` for what OpenSCAD has no literal for (null, NaN, infinities, objects, numbers
 * too close to zero, NUL and lone surrogates in strings) and for what exceeds LIMITS.
 */
export function encodeLiteral(value: unknown, path = 'value'): string {
  return encodeValue(value, path, 0, { elements: 0 });
}

/** Counts what the limits bound over a whole value. */
interface Tally {
  elements: number;
}

function encodeValue(value: unknown, path: string, depth: number, tally: Tally): string {
  if (typeof value === 'number') return encodeNumber(value, path);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return encodeString(value, path);
  if (Array.isArray(value)) return encodeVector(value, path, depth + 1, tally);
  throw invalid(path, `is ${describe(value)}`, 'Use a number, a string, true, false or a list of these.');
}

function encodeNumber(value: number, path: string): string {
  if (!Number.isFinite(value)) {
    throw invalid(path, 'is not a finite number', 'Use a finite number.');
  }
  if (Object.is(value, -0)) return '-0';
  if (value !== 0 && Math.abs(value) < SMALLEST_NORMAL_NUMBER) {
    throw invalid(path, 'is too close to zero for OpenSCAD', 'Use 0.');
  }
  // OpenSCAD warns about long integers that a double cannot hold, but not about the same number with an exponent.
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
}

function encodeString(value: string, path: string): string {
  if (value.length > LIMITS.maxStringParameterLength) {
    throw invalid(
      path,
      `has ${value.length} characters`,
      `At most ${LIMITS.maxStringParameterLength} characters are allowed.`,
    );
  }
  let literal = '"';
  for (const character of value) literal += encodeCharacter(character, path);
  return `${literal}"`;
}

function encodeCharacter(character: string, path: string): string {
  const escaped = ESCAPES.get(character);
  if (escaped !== undefined) return escaped;
  const code = character.codePointAt(0) ?? 0;
  if (code === 0) {
    throw invalid(path, 'contains a NUL character', 'Remove it; OpenSCAD strings cannot hold one.');
  }
  if (code >= 0xd800 && code <= 0xdfff) {
    throw invalid(path, 'contains half of a surrogate pair', 'Use well-formed Unicode text.');
  }
  return code < 0x20 || code === 0x7f ? `\\u${code.toString(16).padStart(4, '0')}` : character;
}

function encodeVector(values: readonly unknown[], path: string, depth: number, tally: Tally): string {
  if (depth > LIMITS.maxVectorDepth) {
    throw invalid(path, 'is nested too deep', `At most ${LIMITS.maxVectorDepth} levels are allowed.`);
  }
  tally.elements += values.length;
  if (tally.elements > LIMITS.maxVectorElements) {
    throw invalid(
      path,
      'makes the vector too long',
      `At most ${LIMITS.maxVectorElements} elements are allowed.`,
    );
  }
  // Array.from visits the holes of a sparse array too, which then fail as undefined.
  const elements = Array.from(values, (value, index) =>
    encodeValue(value, `${path}[${index}]`, depth, tally),
  );
  return `[${elements.join(',')}]`;
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : `of type ${typeof value}`;
}

function invalid(path: string, problem: string, hint: string): AppError {
  return new AppError('PARAMETER_INVALID', `Parameter ${path} ${problem}.`, { hint });
}
