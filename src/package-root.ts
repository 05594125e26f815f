import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';

/**
 * The folder that holds package.json. The same code runs from `src` and, bundled, from somewhere in
 * `dist`; both find the built workers and assets from here.
 */
export function findPackageRoot(): URL {
  for (let folder = new URL('.', import.meta.url); ; folder = new URL('..', folder)) {
    if (existsSync(new URL('package.json', folder))) return folder;
    // The top folder, a drive on Windows, is its own parent.
    if (new URL('..', folder).href === folder.href) throw new Error('package.json is missing');
  }
}

/** The version of this package. */
export function readVersion(root: URL = findPackageRoot()): string {
  const text = readFileSync(new URL('package.json', root), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
