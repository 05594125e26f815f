import { AppError } from '../../contracts/errors.ts';
import type { LibraryFile } from '../../contracts/model.ts';

/**
 * Bounds on the library files of one model together. Of the bundled libraries, the one with most files has
 * 376 (NopSCADlib) and the largest 4.2 MB with its comments (BOSL2).
 */
export const LIBRARY_TOTALS = {
  maxFiles: 2000,
  maxBytes: 64 * 1024 * 1024,
} as const;

/**
 * Checks the bounds on the library files of a model.
 *
 * @throws AppError INVALID_INPUT for too many files, SOURCE_TOO_LARGE for too many bytes.
 */
export function checkLibraryTotals(files: readonly LibraryFile[]): void {
  const hint = 'Include only the files of a library that the model needs.';
  const { maxFiles, maxBytes } = LIBRARY_TOTALS;
  if (files.length > maxFiles) {
    throw new AppError('INVALID_INPUT', `The model needs more than ${maxFiles} files of libraries.`, {
      hint,
    });
  }
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > maxBytes) {
    const limit_MB = maxBytes / 2 ** 20;
    throw new AppError('SOURCE_TOO_LARGE', `The model needs more than ${limit_MB} MB of libraries.`, {
      hint,
    });
  }
}
