import { readdir, stat } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { FileSet } from '../contracts/model.ts';
import { usesText } from '../scad/features.ts';

/** What OpenSCAD, or we for it, can read as a font. */
const FONT_FILE = /\.(?:ttf|otf|ttc|woff)$/i;

/** A folder with more fonts than this is a collection, and not what a model brings along. */
const MAX_FONTS = 32;

const MAX_FONT_BYTES = 8 * 1024 * 1024;

/**
 * Lists the fonts that lie beside a model which sets text: people put them there, and install them where
 * a native OpenSCAD finds them, instead of naming them with `use`.
 *
 * @param place of the entry on disk.
 * @returns paths of the model, as many as are small enough together; the guard has yet to read them.
 */
export async function listFontsBeside({ entry, files }: FileSet, place: string): Promise<string[]> {
  const setsText = files.some(({ bytes, isSource }) => isSource && usesText(new TextDecoder().decode(bytes)));
  if (!setsText) return [];
  const names = await readdir(dirname(place)).catch(() => []);
  const fonts = names.filter(name => FONT_FILE.test(name)).sort();
  const taken: string[] = [];
  let total = 0;
  for (const name of fonts.slice(0, MAX_FONTS)) {
    const size = (await stat(join(dirname(place), name)).catch(() => null))?.size ?? Infinity;
    if (total + size > MAX_FONT_BYTES) continue;
    total += size;
    taken.push(posix.join(posix.dirname(entry), name));
  }
  return taken;
}
