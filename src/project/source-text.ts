import { AppError } from '../contracts/errors.ts';
import { quotePath } from './model-path.ts';

/**
 * Brings OpenSCAD source into the form the engine reads right: no byte order mark (a syntax error to
 * it), LF line ends (a lone CR would hide the rest of the file behind a comment).
 *
 * @throws AppError INVALID_INPUT for a NUL character, where the engine would silently stop reading.
 */
export function normalizeSource(path: string, text: string): string {
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const line = text.slice(0, nul).split('\n').length;
    throw new AppError('INVALID_INPUT', `File ${quotePath(path)} contains a NUL character at line ${line}.`, {
      hint: 'OpenSCAD code is text. Name other files with import() or surface(), and pass them in `files` as data: URLs.',
    });
  }
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}
