import { hasHiddenInName } from '../../contracts/hidden-text.ts';
import { LIMITS } from '../../contracts/limits.ts';

/**
 * Splits the path of a library file, as a model writes it, into names of folders and a file.
 *
 * @returns null for a path that cannot lead to a file of a library: absolute, with `..`, with a backslash
 *   or a colon (which Windows takes for more than a character), with invisible characters, or with a
 *   hidden file or folder, since those hold settings and secrets rather than code.
 */
export function splitLibraryPath(path: string): readonly string[] | null {
  if (path.length > LIMITS.maxPathLength || path.startsWith('/')) return null;
  if (/[\\:]/.test(path) || hasHiddenInName(path)) return null;
  const segments = path.split('/').filter(segment => segment !== '' && segment !== '.');
  if (segments.length === 0 || segments.length > LIMITS.maxPathDepth) return null;
  return segments.some(isHidden) ? null : segments;
}

/** Whether a file or folder is hidden by its name; `..` is too. */
export function isHidden(name: string): boolean {
  return name.startsWith('.');
}
