import { constants } from 'node:fs';
import { lstat, mkdir, mkdtemp, open, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../contracts/errors.ts';
import type { StagedFile } from '../../contracts/model.ts';
import type { StagedFolders } from './sandbox.ts';

/** What a run is to find on disk. */
export interface StageContent {
  /** Relative to the model; those that begin with `/` are named so by the model. */
  readonly files: readonly StagedFile[];
  readonly libraries: readonly StagedFile[];
  readonly fonts: readonly StagedFile[];
}

/** A model on disk, for one evaluation. */
export interface Stage extends StagedFolders {
  /** Adds a file. */
  add(folder: 'fonts', file: StagedFile): Promise<void>;
  /** Removes everything. */
  remove(): Promise<void>;
}

/** Folders of evaluations. */
const STAGE_NAME = /^run-\w{6}$/;

/**
 * Writes a model into a fresh folder, which nobody but this user can look into.
 *
 * @param openParent makes sure that a folder of this server's own is there.
 * @throws AppError INTERNAL when the disk refuses.
 */
export async function createStage(openParent: () => Promise<string>, content: StageContent): Promise<Stage> {
  let folder: string | null = null;
  try {
    folder = await realpath(await mkdtemp(join(await openParent(), 'run-')));
    return await fillStage(folder, content);
  } catch (cause) {
    if (folder !== null) await removeFolder(folder);
    if (cause instanceof AppError) throw cause;
    throw new AppError('INTERNAL', 'The model could not be written for the installed OpenSCAD.', {
      cause,
      hint: 'Check free space and permissions of the folder for temporary files, or set TEMP_DIR.',
    });
  }
}

async function fillStage(folder: string, { files, libraries, fonts }: StageContent): Promise<Stage> {
  const at = (name: string) => join(folder, name);
  const stage: StagedFolders = {
    model: at('model'),
    libraries: at('libraries'),
    fonts: at('fonts'),
    out: at('out'),
    absolute: at('absolute'),
    absoluteFiles: files.map(({ path }) => path).filter(path => path.startsWith('/')),
  };
  const { model, out, absolute } = stage;
  for (const each of [model, stage.libraries, stage.fonts, out, absolute]) await mkdir(each);
  const made = new Set<string>();
  for (const { path, bytes } of files) await put(path.startsWith('/') ? absolute : model, path, bytes, made);
  for (const { path, bytes } of libraries) await put(stage.libraries, path, bytes, made);
  for (const { path, bytes } of fonts) await put(stage.fonts, path, bytes, made);
  return {
    ...stage,
    add: (name, { path, bytes }) => put(stage[name], path, bytes, made),
    remove: () => removeFolder(folder),
  };
}

/** Paths of a file set never leave it; that is checked where they come from, and held to here. */
async function put(folder: string, path: string, bytes: Uint8Array, made: Set<string>): Promise<void> {
  const target = join(folder, path);
  if (!target.startsWith(folder) || path.split('/').includes('..')) {
    throw new AppError('INTERNAL', 'A file of the model would be written outside of its folder.');
  }
  const parent = dirname(target);
  if (!made.has(parent)) {
    await mkdir(parent, { recursive: true });
    made.add(parent);
  }
  await writeFile(target, bytes, { flag: 'wx' });
}

/**
 * Reads a file that a program wrote. Whatever else lies there, a link above all, is not followed.
 *
 * @returns null when there is no regular file.
 * @throws AppError OUTPUT_TOO_LARGE.
 */
export async function readOutput(path: string, maxBytes: number): Promise<Uint8Array | null> {
  // Windows has neither flag.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(() => null);
  if (file === null) return null;
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return null;
    if (stat.size >= maxBytes) throw tooLarge(maxBytes);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** The error for results above the bound. */
export function tooLarge(maxBytes: number): AppError {
  const cap_MB = Math.round(maxBytes / 2 ** 20);
  return new AppError('OUTPUT_TOO_LARGE', `The result is larger than the ${cap_MB} MB a render may write.`);
}

/** Bytes of all files directly in a folder. */
export async function measureFolder(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(
    names.map(name =>
      lstat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Removes what a server left behind that was killed in the middle of a run. */
export async function removeStale(parent: string, maxAgeMs: number): Promise<void> {
  const names = (await readdir(parent).catch(() => [])).filter(name => STAGE_NAME.test(name));
  for (const folder of names.map(name => join(parent, name))) {
    const stat = await lstat(folder).catch(() => null);
    if (stat?.isDirectory() && Date.now() - stat.mtimeMs > maxAgeMs) await removeFolder(folder);
  }
}

/** A file that somebody still holds open stays until the next sweep. */
async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 }).catch(() => {});
}
