import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, lstat, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../contracts/errors.ts';
import type { FileWriter } from '../contracts/ports.ts';
import { makeRoom, ownFolder } from './artifact-folder.ts';
import { quotePath } from './model-path.ts';
import { resolveOutputPath, type WritableFolders } from './output-path.ts';

/** Where files may be written. */
export interface DiskWriterOptions {
  /** Where a caller may choose a path. */
  readonly roots: WritableFolders;
  /** Folder for files whose path the caller left open. */
  readonly artifactFolder: string;
  /** All files in that folder together; the oldest make room for new ones. */
  readonly maxArtifactBytes: number;
}

/** A file by which the artifact folder is tried; a sweep knows its name as one of ours. */
const PROBE_NAME = 'm_0000000000000000.probe.tmp';

/** A block of the disk: an empty file can be made on a disk that is full. */
const PROBE_BYTES = new Uint8Array(4096);

/** Writes results to disk, where a caller asked or into the artifact folder. */
export class DiskWriter implements FileWriter {
  readonly #options: DiskWriterOptions;

  constructor(options: DiskWriterOptions) {
    this.#options = options;
  }

  async check({ format, outputPath, overwrite }: Parameters<FileWriter['check']>[0]): Promise<void> {
    const path = await resolveOutputPath(outputPath, format, this.#options.roots);
    const found = await lstat(path).catch((thrown: unknown) => {
      if (codeOf(thrown) === 'ENAMETOOLONG') throw explainTarget(thrown, path);
      return null;
    });
    if (found?.isDirectory()) throw isFolder(path);
    if (found !== null && !overwrite) throw exists(path);
  }

  async write(request: Parameters<FileWriter['write']>[0]): Promise<{ path: string; sha256: string }> {
    const { bytes, format, outputPath, suggestedName, overwrite, inputs } = request;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (outputPath === undefined)
      return { path: await this.#writeArtifact(suggestedName, format, bytes), sha256 };
    const path = await resolveOutputPath(outputPath, format, this.#options.roots);
    if (inputs.includes(path)) {
      throw new AppError('INVALID_INPUT', `${quotePath(path)} is a file that the model reads; it is kept.`, {
        hint: 'Choose another path (-o on the command line).',
      });
    }
    try {
      await putFile(path, bytes, overwrite);
    } catch (thrown) {
      throw explainTarget(thrown, path);
    }
    return { path, sha256 };
  }

  async tryFolder(): Promise<{ folder: string; freeBytes: number }> {
    const { artifactFolder } = this.#options;
    const path = join(artifactFolder, PROBE_NAME);
    await this.#intoFolder(() => putFile(path, PROBE_BYTES, true));
    await rm(path, { force: true }).catch(() => {});
    const { bavail, bsize } = await statfs(artifactFolder).catch(() => ({ bavail: Number.NaN, bsize: 0 }));
    return { folder: artifactFolder, freeBytes: bavail * bsize };
  }

  async #writeArtifact(suggestedName: string, format: string, bytes: Uint8Array): Promise<string> {
    const { artifactFolder, maxArtifactBytes } = this.#options;
    const name = `${suggestedName}.${format}`;
    const path = join(artifactFolder, name);
    await this.#intoFolder(async () => {
      await makeRoom(artifactFolder, name, bytes.length, maxArtifactBytes);
      await putFile(path, bytes, true);
    });
    return path;
  }

  async #intoFolder(write: () => Promise<void>): Promise<void> {
    const attempt = async () => {
      await ownFolder(this.#options.artifactFolder);
      await write();
    };
    try {
      // Whoever cleans up temporary folders may remove this one at any moment; it is made anew.
      await attempt().catch(thrown => (codeOf(thrown) === 'ENOENT' ? attempt() : Promise.reject(thrown)));
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown;
      const code = isOfMachine(codeOf(thrown)) ? 'BACKEND_UNAVAILABLE' : 'INTERNAL';
      throw new AppError(code, `The file could not be written (${codeOf(thrown)}).`, {
        cause: thrown,
        hint: 'Check free space and permissions of the folder for temporary files, or set TEMP_DIR.',
      });
    }
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
  } finally {
    await rm(draft, { force: true });
  }
}

/** Some file systems have no hard links; an exclusive copy is the next best there. */
async function linkOrCopy(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') throw thrown;
    await copyFile(draft, path, constants.COPYFILE_EXCL);
  }
}

function exists(path: string): AppError {
  return new AppError('INVALID_INPUT', `The file ${quotePath(path)} exists already.`, {
    hint: 'Choose another path, or set overwrite (--overwrite on the command line).',
  });
}

function isFolder(path: string): AppError {
  return new AppError('INVALID_INPUT', `${quotePath(path)} is a folder.`, { hint: 'Choose another path.' });
}

/** Says why a file could not be written where a caller asked. */
function explainTarget(thrown: unknown, path: string): AppError {
  const code = codeOf(thrown);
  switch (code) {
    case 'EEXIST':
      return exists(path);
    case 'ENAMETOOLONG':
      return new AppError('INVALID_INPUT', `The name ${quotePath(path)} is too long for this disk.`, {
        hint: 'Choose a shorter name.',
      });
    case 'EISDIR':
      return isFolder(path);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError('PATH_REJECTED', `There is no permission to write ${quotePath(path)}.`, {
        cause: thrown,
        hint: 'Choose a path in a folder that can be written to.',
      });
    default:
      return new AppError(
        isOfMachine(code) ? 'BACKEND_UNAVAILABLE' : 'INTERNAL',
        `The file ${quotePath(path)} could not be written (${code}).`,
        {
          cause: thrown,
          hint: 'Check free space and permissions of the folder.',
        },
      );
  }
}

/** Whether a disk or the process lacks something, which may come back; other failures are faults of this program. */
function isOfMachine(code: string): boolean {
  return ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'EIO', 'ENODEV'].includes(code);
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
}
