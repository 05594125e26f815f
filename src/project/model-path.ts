import { posix } from 'node:path';
import { AppError } from '../contracts/errors.ts';
import { escapeHiddenInName, hasHiddenInName } from '../contracts/hidden-text.ts';
import { LIMITS } from '../contracts/limits.ts';

const WINDOWS_PATH = /\\|^[A-Za-z]:/;

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
  return escapeHiddenInName(JSON.stringify(shown));
}

function findFault(path: string): string | null {
  if (path === '') return 'is empty';
  if (path.length > LIMITS.maxPathLength) return `is longer than ${LIMITS.maxPathLength} characters`;
  if (hasHiddenInName(path)) return 'contains control or invisible characters';
  if (path.includes('\\')) return 'contains a backslash';
  if (path.startsWith('/') || WINDOWS_PATH.test(path)) return 'is absolute';
  const segments = path.split('/');
  if (segments.length > LIMITS.maxPathDepth) return `has more than ${LIMITS.maxPathDepth} levels`;
  if (segments.includes('..')) return 'leaves the model';
  if (segments.some(segment => segment === '' || segment === '.')) return 'has an empty segment';
  return null;
}

/** Why a reference cannot name any file, or null. */
export function findReferenceFault(reference: string): 'name' | 'windows-path' | null {
  if (reference === '' || reference.length > LIMITS.maxPathLength) return 'name';
  return findCharacterFault(reference);
}

/** Why no file of a model has such a path, however it came about, or null. */
export function findCharacterFault(path: string): 'name' | 'windows-path' | null {
  if (WINDOWS_PATH.test(path)) return 'windows-path';
  return hasHiddenInName(path) ? 'name' : null;
}

/**
 * Resolves a reference relative to the file that makes it. Every path of a model has this form: relative
 * to the model's folder, or absolute in OpenSCAD's file system. One that leaves the model begins with `../`.
 */
export function resolveReference(fromFile: string, reference: string): string {
  if (reference.startsWith('/')) return posix.normalize(reference);
  return posix.join(posix.dirname(fromFile), reference);
}

/** Whether a path is neither absolute nor leads out of the folder it is relative to. */
export function staysInside(path: string): boolean {
  return !path.startsWith('/') && path !== '..' && !path.startsWith('../');
}
