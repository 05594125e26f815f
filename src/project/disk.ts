import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '../contracts/errors.ts';
import type { FileSet, ModelFile } from '../contracts/model.ts';
import { quotePath } from './model-path.ts';
import { type ResolvedReference, resolveReferences } from './references.ts';
import { normalizeSource } from './source-text.ts';
import { markSources } from './sources.ts';
import { checkTotals } from './totals.ts';

/** Reads nothing but regular files, follows no last link, and never waits for a pipe. */
const READ_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A model on disk. */
export interface Project {
  readonly fileSet: FileSet;
  /** The folder its files were read from, and nothing outside it. */
  readonly root: string;
  /** Files it refers to that were not read; OpenSCAD will miss them. */
  readonly unread: readonly UnreadReference[];
}

/** A reference to a file that could not be read. */
export interface UnreadReference {
  /** The file that refers to it, as a path inside the model, and the line there. */
  readonly file: string;
  readonly line: number;
  /** As written. */
  readonly path: string;
  /** Where that leads on disk. */
  readonly place: string;
  /** It exists `outside` the root, or there is no readable file of that name. */
  readonly reason: 'outside' | 'unreadable';
}

/**
 * Reads a model from disk: the file named and everything it refers to, directly or through others, as
 * far as it lies in the same root.
 *
 * @param file the entry, absolute or relative to the working directory.
 * @param roots folders a model may lie in; a file outside all of them has its own folder as root.
 * @throws AppError INVALID_INPUT when the entry cannot be read, SOURCE_TOO_LARGE.
 */
export async function readProject(
  file: string,
  roots: readonly string[],
  maxFileBytes: number,
): Promise<Project> {
  const entryPath = await realpath(resolve(file)).catch(cause => {
    throw new AppError('INVALID_INPUT', `The file ${quotePath(file)} does not exist.`, { cause });
  });
  const root = (await findRoot(entryPath, roots)) ?? dirname(entryPath);
  const entry = relative(root, entryPath).split(sep).join('/');
  const first = await readInside(root, entry, true, maxFileBytes);
  if (!('bytes' in first)) throw new AppError('INVALID_INPUT', `The file ${quotePath(file)} cannot be read.`);
  const files = new Map([[entry, first]]);
  const unread = new Map<string, UnreadReference>();
  const waiting = [first];
  for (let source = waiting.pop(); source !== undefined; source = waiting.pop()) {
    for (const reference of resolveReferences(source)) {
      if (isKnown(files, reference)) continue;
      const found = await follow(root, source.path, reference, maxFileBytes);
      if ('bytes' in found) {
        files.set(found.path, found);
        waiting.push(found);
        checkTotals([...files.values()]);
      } else {
        const { line, path } = reference;
        unread.set(found.place, { file: source.path, line, path, ...found });
      }
    }
  }
  return { fileSet: markSources(entry, [...files.values()]), root, unread: [...unread.values()] };
}

/** Whether a file was read, and as code if that is what the reference takes it for. */
function isKnown(files: ReadonlyMap<string, ModelFile>, reference: ResolvedReference): boolean {
  const known = files.get(reference.target ?? '');
  return known !== undefined && (known.isSource || !takesCode(reference));
}

/** Code may have any extension: what is included or used is code. */
function takesCode({ kind, target }: ResolvedReference): boolean {
  return kind === 'include' || kind === 'use' || target?.endsWith('.scad') === true;
}

type Unread = Pick<UnreadReference, 'place' | 'reason'>;

async function follow(
  root: string,
  fromFile: string,
  reference: ResolvedReference,
  maxFileBytes: number,
): Promise<ModelFile | Unread> {
  const { target, path } = reference;
  if (target !== null) return readInside(root, target, takesCode(reference), maxFileBytes);
  const place = resolve(root, dirname(fromFile), path);
  const real = await realpath(place).catch(() => null);
  return real === null ? { place, reason: 'unreadable' } : { place: real, reason: 'outside' };
}

/** The deepest root that holds a path, by path segments rather than by prefix. */
async function findRoot(path: string, roots: readonly string[]): Promise<string | null> {
  const real = await Promise.all(roots.map(root => realpath(root).catch(() => null)));
  const holding = real.filter(root => root !== null && isInside(root, path));
  return holding.reduce(
    (best, root) => (best === null || (root?.length ?? 0) > best.length ? root : best),
    null,
  );
}

/** Whether `path` is `folder` or lies in it; both real and absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

async function readInside(
  root: string,
  path: string,
  isSource: boolean,
  maxFileBytes: number,
): Promise<ModelFile | Unread> {
  const place = join(root, path);
  const real = await realpath(place).catch(() => null);
  if (real === null) return { place, reason: 'unreadable' };
  if (!isInside(root, real)) return { place: real, reason: 'outside' };
  const bytes = await readBounded(real, path, maxFileBytes);
  if (bytes === null) return { place, reason: 'unreadable' };
  if (!isSource) return { path, bytes, isSource };
  return { path, bytes: new TextEncoder().encode(normalizeSource(path, bytes.toString('utf8'))), isSource };
}

async function readBounded(real: string, path: string, maxFileBytes: number): Promise<Buffer | null> {
  const handle = await open(real, READ_FLAGS).catch(() => null);
  if (handle === null) return null;
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return null;
    if (stat.size > maxFileBytes) {
      throw new AppError('SOURCE_TOO_LARGE', `File ${quotePath(path)} is larger than ${maxFileBytes} bytes.`);
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
