import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '../contracts/errors.ts';
import { LIMITS } from '../contracts/limits.ts';
import type { FileSet, StagedFile } from '../contracts/model.ts';
import { quotePath } from './model-path.ts';
import { resolveReferences } from './references.ts';
import { normalizeSource } from './source-text.ts';

/** Reads nothing but regular files, follows no last link, and never waits for a pipe. */
const READ_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a model from disk: the file named and everything it refers to, directly or through others, as
 * far as it lies in the same root. Each file is read once. What is missing is left to OpenSCAD to report.
 *
 * @param file the entry, absolute or relative to the working directory.
 * @param roots folders a model may lie in; a file outside all of them has its own folder as root.
 * @throws AppError INVALID_INPUT when the entry cannot be read, SOURCE_TOO_LARGE.
 */
export async function readProject(
  file: string,
  roots: readonly string[],
  maxFileBytes: number,
): Promise<FileSet> {
  const entryPath = await realpath(resolve(file)).catch(cause => {
    throw new AppError('INVALID_INPUT', `The file ${quotePath(file)} does not exist.`, { cause });
  });
  const root = (await findRoot(entryPath, roots)) ?? dirname(entryPath);
  const entry = relative(root, entryPath).split(sep).join('/');
  const files = new Map<string, StagedFile>();
  const waiting = [entry];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    const staged = await readInside(root, path, maxFileBytes);
    if (staged === null) {
      if (path === entry) throw new AppError('INVALID_INPUT', `The file ${quotePath(file)} cannot be read.`);
      continue;
    }
    files.set(path, staged);
    if (files.size > LIMITS.maxFiles) {
      throw new AppError('INVALID_INPUT', `The model has more than ${LIMITS.maxFiles} files.`);
    }
    for (const { target } of resolveReferences(staged)) if (target !== null) waiting.push(target);
  }
  return { entry, files: [...files.values()] };
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

async function readInside(root: string, path: string, maxFileBytes: number): Promise<StagedFile | null> {
  const real = await realpath(join(root, path)).catch(() => null);
  if (real === null || !isInside(root, real)) return null;
  const handle = await open(real, READ_FLAGS).catch(() => null);
  if (handle === null) return null;
  try {
    const { size } = await handle.stat().then(stat => (stat.isFile() ? stat : { size: -1 }));
    if (size < 0) return null;
    if (size > maxFileBytes) {
      throw new AppError('SOURCE_TOO_LARGE', `File ${quotePath(path)} is larger than ${maxFileBytes} bytes.`);
    }
    const bytes = await handle.readFile();
    if (!path.endsWith('.scad')) return { path, bytes };
    return { path, bytes: new TextEncoder().encode(normalizeSource(path, bytes.toString('utf8'))) };
  } finally {
    await handle.close();
  }
}
