import { AppError } from '../contracts/errors.ts';
import { LIMITS } from '../contracts/limits.ts';
import type { StagedFile } from '../contracts/model.ts';

/**
 * Checks the bounds on all files of a model together.
 *
 * @throws AppError INVALID_INPUT for too many files, SOURCE_TOO_LARGE for too many bytes.
 */
export function checkTotals(files: readonly StagedFile[]): void {
  if (files.length > LIMITS.maxFiles) {
    throw new AppError(
      'INVALID_INPUT',
      `The model has more than ${LIMITS.maxFiles} files, which is the most that is allowed.`,
      { hint: 'Join small files, or put those that several models share into a library (OPENSCADPATH).' },
    );
  }
  if (sumBytes(files) > LIMITS.maxTotalBytes) {
    const limit_MB = LIMITS.maxTotalBytes / 2 ** 20;
    throw new AppError(
      'SOURCE_TOO_LARGE',
      `All files of the model together are larger than ${limit_MB} MB.`,
      {
        hint: 'Reduce the meshes and pictures that it imports.',
      },
    );
  }
}

/** What files have together, in bytes. */
export function sumBytes(files: readonly StagedFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
