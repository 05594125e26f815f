import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, lstat, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { AppError } from '../contracts/errors.ts';
import type { FileWriter } from '../contracts/ports.ts';
import { isInside } from './disk.ts';
import { quotePath } from './model-path.ts';

/** Names that Windows reserves for devices in every folder, with any extension. */
const DEVICE_NAME = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Where files may be written. */
export interface DiskWriterOptions {
  /** Folders inside which a caller may choose a path. */
  readonly roots: readonly string[];
  /** Folder for files whose path the caller left open. */
  readonly artifactFolder: string;
}

/** Writes results to disk, inside the roots or into the artifact folder. */
export class DiskWriter implements FileWriter {
  readonly #options: DiskWriterOptions;

  constructor(options: DiskWriterOptions) {
    this.#options = options;
  }

  async write(request: Parameters<FileWriter['write']>[0]): Promise<{ path: string; sha256: string }> {
    const { bytes, format, outputPath, suggestedName, overwrite } = request;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    try {
      if (outputPath !== undefined) {
        const path = await this.#checkTarget(outputPath, format);
        await putFile(path, bytes, overwrite);
        return { path, sha256 };
      }
      const folder = await ownFolder(this.#options.artifactFolder);
      const path = join(folder, `${suggestedName}.${format}`);
      await putFile(path, bytes, true);
      return { path, sha256 };
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown;
      const reason = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
      throw new AppError('INTERNAL', `The file could not be written (${reason}).`, {
        cause: thrown,
        hint: 'Check free space and permissions of the folder.',
      });
    }
  }

  /** Resolves a caller's path and checks that its real folder lies in a root. */
  async #checkTarget(outputPath: string, format: string): Promise<string> {
    const { roots } = this.#options;
    const rejected = (reason: string, hint?: string) =>
      new AppError(
        'PATH_REJECTED',
        `output_path ${quotePath(outputPath)} ${reason}.`,
        hint === undefined ? {} : { hint },
      );
    if (outputPath.includes('\0')) throw rejected('contains a NUL character');
    if (roots.length === 0) {
      throw rejected(
        'cannot be used: no folder is open for writing',
        'Leave output_path out, or start the server with --root.',
      );
    }
    const target = resolve(roots[0], outputPath);
    if (extname(target).toLowerCase() !== `.${format}`) {
      throw new AppError('INVALID_INPUT', `output_path ${quotePath(outputPath)} does not end in .${format}.`);
    }
    if (DEVICE_NAME.test(basename(target))) throw rejected('is a reserved device name');
    const folder = await realpath(dirname(target)).catch(() => null);
    if (folder === null) throw rejected('is in a folder that does not exist');
    const realRoots = await Promise.all(roots.map(root => realpath(root).catch(() => null)));
    if (!realRoots.some(root => root !== null && isInside(root, folder))) {
      throw rejected('is outside the allowed folders', `Allowed: ${roots.join(', ')}.`);
    }
    return join(folder, basename(target));
  }
}

/**
 * Puts a file in place in one step: readers see the old file or the new one, never half of it.
 * Without `overwrite` an existing file, link or not, is left alone.
 */
async function putFile(path: string, bytes: Uint8Array, overwrite: boolean): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeFile(draft, bytes, { flag: 'wx' });
    if (overwrite) await rename(draft, path);
    else await linkOrCopy(draft, path);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') {
      throw new AppError('INVALID_INPUT', `The file ${quotePath(path)} exists already.`, {
        hint: 'Choose another output_path, or set overwrite.',
      });
    }
    throw thrown;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Some file systems have no hard links; an exclusive copy is the next best there. */
async function linkOrCopy(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') throw thrown;
    await copyFile(draft, path, constants.COPYFILE_EXCL);
  }
}

/** Makes the artifact folder, and refuses one that somebody else put there first. */
async function ownFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stat = await lstat(folder);
  const uid = process.getuid?.();
  if (!stat.isDirectory() || (uid !== undefined && stat.uid !== uid)) {
    throw new AppError('INTERNAL', 'The folder for temporary files belongs to another user.', {
      hint: 'Set TEMP_DIR to a folder of your own.',
    });
  }
  return folder;
}
