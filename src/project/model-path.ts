import { AppError } from '../contracts/errors.ts';
import { LIMITS } from '../contracts/limits.ts';

/** Characters that hide or reorder what a person reads: controls, zero-width and bidirectional marks. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * Checks a name under which a caller hands over a file, for instance `lib/frame.scad`: a relative path
 * with `/` between segments that stays inside the model. It is kept as given, also in its Unicode form,
 * because OpenSCAD compares names byte by byte.
 *
 * @throws AppError PATH_REJECTED naming the path, with hidden characters escaped.
 */
export function checkModelPath(path: string): string {
  const reason = findFault(path);
  if (reason !== null) {
    throw new AppError('PATH_REJECTED', `File name ${quotePath(path)} ${reason}.`, {
      hint: 'Name files relative to the model, for instance "lib/part.scad".',
    });
  }
  return path;
}

/** Shows a path with everything invisible escaped, cut to a length a person reads. */
export function quotePath(path: string): string {
  const shown = path.length > 120 ? `${path.slice(0, 117)}...` : path;
  return JSON.stringify(shown).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    hidden => `\\u${(hidden.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

function findFault(path: string): string | null {
  if (path === '') return 'is empty';
  if (path.length > LIMITS.maxPathLength) return `is longer than ${LIMITS.maxPathLength} characters`;
  if (HIDDEN.test(path)) return 'contains control or invisible characters';
  if (path.includes('\\')) return 'contains a backslash';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  const segments = path.split('/');
  if (segments.length > LIMITS.maxPathDepth) return `has more than ${LIMITS.maxPathDepth} levels`;
  if (segments.includes('..')) return 'leaves the model';
  if (segments.some(segment => segment === '' || segment === '.')) return 'has an empty segment';
  return null;
}

/**
 * Resolves a reference as OpenSCAD does, relative to the file that makes it.
 *
 * @returns the path inside the model, or null when the reference leaves the model or is absolute.
 */
export function resolveReference(fromFile: string, reference: string): string | null {
  if (reference.startsWith('/') || reference.includes('\\') || /^[A-Za-z]:/.test(reference)) return null;
  const segments = fromFile.split('/').slice(0, -1);
  for (const segment of reference.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.join('/');
}
