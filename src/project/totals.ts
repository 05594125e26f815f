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
      `The model has ${files.length} files; ${LIMITS.maxFiles} are allowed.`,
    );
  }
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > LIMITS.maxTotalBytes) {
    const limit_MB = LIMITS.maxTotalBytes / 2 ** 20;
    throw new AppError('SOURCE_TOO_LARGE', `All files together are larger than ${limit_MB} MB.`);
  }
}
