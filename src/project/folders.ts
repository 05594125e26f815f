import { realpath } from 'node:fs/promises';
import nodePath, { type PlatformPath } from 'node:path';

/** A folder that models may lie in. */
export interface Root {
  /** Absolute, as the operator wrote it. */
  readonly given: string;
  /** The same folder without symbolic links, which is what paths are compared with. */
  readonly real: string;
}

/** Resolves folders; those that do not exist are left out. */
export async function openRoots(folders: readonly string[]): Promise<Root[]> {
  const roots = await Promise.all(
    folders.map(async folder => {
      const given = nodePath.resolve(folder);
      const real = await realpath(given).catch(() => null);
      return real === null ? null : { given, real };
    }),
  );
  return roots.filter(root => root !== null);
}

/**
 * Whether `path` is `folder` or lies in it, by segments rather than by prefix: `/allowed_evil` does not lie
 * in `/allowed`. Both absolute; on Windows case does not count.
 */
export function isInside(folder: string, path: string, platform: PlatformPath = nodePath): boolean {
  const way = platform.relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${platform.sep}`) && !platform.isAbsolute(way));
}

/** The deepest of the real folders that holds a real path. */
export function deepestHolding(folders: readonly string[], path: string): string | null {
  const holding = folders.filter(folder => isInside(folder, path));
  return holding.reduce<string | null>(
    (best, folder) => (best === null || folder.length > best.length ? folder : best),
    null,
  );
}

/** The deepest folder that holds all of them, absolute; null where they lie on different drives. */
export function commonFolder(folders: readonly string[], platform: PlatformPath = nodePath): string | null {
  let common = folders[0];
  while (!folders.every(folder => isInside(common, folder, platform))) {
    const parent = platform.dirname(common);
    if (parent === common) return null;
    common = parent;
  }
  return common;
}
