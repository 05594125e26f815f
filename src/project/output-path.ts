import { realpath } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { AppError } from '../contracts/errors.ts';
import { isInside } from './folders.ts';
import { findRootFaults } from './inspect-folder.ts';
import { quotePath } from './model-path.ts';
import { isDeviceName } from './platform-names.ts';

/** Folders inside which output may be written, or `anywhere` for a user's own command line. */
export type WritableFolders = readonly string[] | 'anywhere';

/**
 * Resolves the path of an output file: relative to the first of the folders, or to the working directory
 * where anywhere is allowed. Its folder must exist and, links followed, lie in one of those allowed.
 *
 * @param format what the path has to end in, without the dot.
 * @returns the path with its real folder; its last part may be a link, which is for the writer to replace.
 * @throws AppError PATH_REJECTED, or INVALID_INPUT for another extension.
 */
export async function resolveOutputPath(
  outputPath: string,
  format: string,
  folders: WritableFolders,
): Promise<string> {
  const name = `${folders === 'anywhere' ? 'The output' : 'output_path'} ${quotePath(outputPath)}`;
  const rejected = (reason: string, hint = 'Choose another path.') =>
    new AppError('PATH_REJECTED', `${name} ${reason}.`, { hint });
  if (outputPath.includes('\0')) throw rejected('contains a NUL character');
  if (folders.length === 0) {
    throw rejected(
      'cannot be used: no folder is open for writing',
      'Leave output_path out, or start the server with --root.',
    );
  }
  const target = resolve(folders === 'anywhere' ? '' : folders[0], outputPath);
  if (extname(target).toLowerCase() !== `.${format}`) {
    throw new AppError('INVALID_INPUT', `${name} does not end in .${format}.`);
  }
  if (isDeviceName(basename(target))) throw rejected('is a reserved device name');
  const folder = await realpath(dirname(target)).catch(() => null);
  const faults = folders === 'anywhere' ? [] : await findFaults(folders, folder === null ? target : null);
  if (faults.length > 0) {
    throw rejected(`cannot be used: ${faults.join(', ')}`, 'Make the folder, or correct --root (MCP_ROOTS).');
  }
  if (folder === null) {
    throw rejected(
      'is in a folder that does not exist or cannot be entered',
      'Make the folder first, or choose another path.',
    );
  }
  if (folders !== 'anywhere' && !(await isInsideAny(folders, folder))) {
    throw rejected('is outside the allowed folders', `Allowed: ${folders.join(', ')}.`);
  }
  return join(folder, basename(target));
}

/**
 * Why no file can be written because of a root: each of them is faulty, or those that a path names.
 *
 * @param missing a path whose folder is not there; null when it is.
 */
async function findFaults(roots: readonly string[], missing: string | null): Promise<string[]> {
  const around = missing === null ? [] : roots.filter(root => isInside(root, missing));
  const own = await findRootFaults(around);
  if (own.length > 0) return own;
  const all = await findRootFaults(roots);
  return all.length === roots.length ? all : [];
}

async function isInsideAny(folders: readonly string[], path: string): Promise<boolean> {
  const real = await Promise.all(folders.map(folder => realpath(folder).catch(() => null)));
  return real.some(folder => folder !== null && isInside(folder, path));
}
