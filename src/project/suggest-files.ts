import { opendir, realpath, stat } from 'node:fs/promises';
import nodePath from 'node:path';
import { nearestName } from '../scad/nearest-name.ts';
import { deepestHolding, openRoots, type Root } from './folders.ts';
import { quotePath } from './model-path.ts';

/** Entries of a folder that are looked at; nobody is helped by waiting for more. */
const MAX_ENTRIES = 1000;

/** Files that are listed in a hint. */
const MAX_LISTED = 8;

/** Files that are suggested for an argument. */
const MAX_SUGGESTED = 20;

const MODEL_FILE = /\.scad$/i;

/** The names of models in a folder, sorted; none when it cannot be read. */
async function listModelFiles(folder: string): Promise<string[]> {
  const names: string[] = [];
  let looked = 0;
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.isFile() && MODEL_FILE.test(entry.name)) names.push(entry.name);
      looked += 1;
      if (looked === MAX_ENTRIES) break;
    }
  } catch {
    return [];
  }
  return names.sort();
}

/**
 * Names the model that was probably meant by a path that leads to no file, or those that lie beside it.
 *
 * @param path as the caller wrote it.
 * @param place where it leads.
 * @param folders real; of what lies outside of them nothing is said.
 * @returns a sentence, or nothing.
 */
export async function suggestBeside(
  path: string,
  place: string,
  folders: readonly string[],
): Promise<string> {
  const folder = await realpath(nodePath.dirname(place)).catch(() => null);
  if (folder === null || deepestHolding(folders, folder) === null) return '';
  const names = await listModelFiles(folder);
  const stem = (name: string) => name.replace(MODEL_FILE, '');
  const nearest = nearestName(stem(nodePath.basename(place)), names.map(stem));
  const meant = names.find(name => stem(name) === nearest);
  if (meant !== undefined) return `Did you mean ${join(path, meant)}?`;
  if (names.length === 0) return '';
  return `That folder has ${list(names.map(name => join(path, name)))}.`;
}

/**
 * Lists models of a folder that a path names, for one who named a folder where a file was asked for.
 *
 * @param places where the path may lead.
 * @returns a sentence, or null when the path names no folder inside those allowed.
 */
export async function describeFolder(
  path: string,
  places: readonly string[],
  roots: readonly Root[],
): Promise<string | null> {
  const folders = roots.map(({ real }) => real);
  for (const place of places) {
    const folder = await realpath(place).catch(() => null);
    if (folder === null || deepestHolding(folders, folder) === null) continue;
    const facts = await stat(folder).catch(() => null);
    if (facts?.isDirectory() !== true) continue;
    const names = await listModelFiles(folder);
    if (names.length === 0) return 'It has no .scad files; name one inside an allowed folder.';
    return `Name one of its files: ${list(names.map(name => join(`${path}/`, name)))}.`;
  }
  return null;
}

/** The first models that lie in the allowed folders, as a path names them. */
export async function listRootModels(folders: readonly string[]): Promise<readonly string[]> {
  const roots = await openRoots(folders);
  const lists = await Promise.all(roots.map(({ real }) => listModelFiles(real)));
  // A relative path leads to the first folder that has the file.
  return [...new Set(lists.flat())].slice(0, MAX_SUGGESTED);
}

/** A file in the folder of a path, written like the path. */
function join(path: string, name: string): string {
  return quotePath(path.replace(/[^/\\]*$/, () => name));
}

function list(names: readonly string[]): string {
  const more = names.length > MAX_LISTED ? ', …' : '';
  return `${names.slice(0, MAX_LISTED).join(', ')}${more}`;
}
