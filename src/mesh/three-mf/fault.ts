import { AppError } from '../../contracts/errors.ts';

/** What a file that is not as the 3MF specification says is refused with; `reason` follows the file's name. */
export function fault(reason: string, cause?: unknown): AppError {
  return new AppError('INVALID_INPUT', reason, cause === undefined ? {} : { cause });
}
