import { readdir, stat } from 'node:fs/promises';
import { dirname, extname, join, posix } from 'node:path';
import { FONT_FILE, READABLE_FONT_FILE } from '../contracts/file-kinds.ts';
import { LIMITS } from '../contracts/limits.ts';
import type { FileSet } from '../contracts/model.ts';
import { traitsOf } from '../scad/source-traits.ts';
import type { StagingRules } from './staging-rules.ts';
import { sumBytes } from './totals.ts';

/** A folder with more fonts than this is a collection, and not what a model brings along. */
const MAX_FONTS = 32;

const MAX_FONT_BYTES = 8 * 1024 * 1024;

/**
 * Lists the fonts that lie beside a model which sets text: people put them there, and install them where
 * a native OpenSCAD finds them, instead of naming them with `use`.
 *
 * @param place of the entry on disk.
 * @returns paths of the model that are not in it yet, as many as fit into what its other files leave of the
 *   bounds; the guard has yet to read them.
 */
export async function listFontsBeside(
  { entry, files }: FileSet,
  place: string,
  { maxFileBytes, allowedExtensions }: Pick<StagingRules, 'maxFileBytes' | 'allowedExtensions'>,
): Promise<string[]> {
  if (!files.some(file => traitsOf(file).usesText)) return [];
  const known = new Set(files.map(({ path }) => path));
  const names = await readdir(dirname(place)).catch(() => []);
  const fonts = names
    .filter(name => READABLE_FONT_FILE.test(name) && allowedExtensions.has(extname(name).toLowerCase()))
    .map(name => ({ place: join(dirname(place), name), path: posix.join(posix.dirname(entry), name) }))
    .filter(({ path }) => !known.has(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const maxFonts = Math.min(MAX_FONTS, LIMITS.maxFiles - files.length);
  let freeBytes = Math.min(MAX_FONT_BYTES, LIMITS.maxTotalBytes - sumBytes(files));
  const taken: string[] = [];
  for (const font of fonts.slice(0, Math.max(0, maxFonts))) {
    const size = (await stat(font.place).catch(() => null))?.size ?? Infinity;
    if (size > Math.min(freeBytes, maxFileBytes)) continue;
    freeBytes -= size;
    taken.push(font.path);
  }
  return taken;
}

/** A file set without the fonts that its code does not name, which make room for files that it needs more. */
export function dropUnnamedFonts(fileSet: FileSet): FileSet {
  const sources = [...fileSet.files, ...fileSet.libraries];
  const named = new Set(
    sources.flatMap(source => traitsOf(source).references.map(({ path }) => posix.basename(path))),
  );
  const isKept = (path: string) => !FONT_FILE.test(path) || named.has(posix.basename(path));
  return { ...fileSet, files: fileSet.files.filter(({ path }) => isKept(path)) };
}
