import { posix } from 'node:path';
import { AppError } from '../contracts/errors.ts';
import { BINARY_FILE } from '../contracts/file-kinds.ts';
import type { StagedFile } from '../contracts/model.ts';
import { tooLarge } from './disk-files.ts';
import { checkModelPath, quotePath } from './model-path.ts';
import type { StagingRules } from './staging-rules.ts';
import { checkTotals } from './totals.ts';

/** The name under which a caller's `code` is known in diagnostics and to its other files. */
export const INLINE_ENTRY = 'main.scad';

/** A model handed over in the call itself. */
export interface InlineModel {
  readonly code: string | readonly string[];
  /** Name → text, or a data: URL for binary content. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * Checks and decodes the files of a model handed over inline; the entry comes first.
 *
 * @throws AppError PATH_REJECTED, SOURCE_TOO_LARGE, INVALID_INPUT or PARAMETER_INVALID, naming the file.
 */
export function decodeInline(
  model: InlineModel,
  { maxFileBytes, allowedExtensions }: Pick<StagingRules, 'maxFileBytes' | 'allowedExtensions'>,
): StagedFile[] {
  const code = typeof model.code === 'string' ? model.code : model.code.join('\n');
  const files = [decodeFile(INLINE_ENTRY, code, maxFileBytes)];
  for (const [name, content] of Object.entries(model.files ?? {})) {
    checkModelPath(name);
    checkExtension(name, allowedExtensions);
    files.push(decodeFile(name, content, maxFileBytes));
  }
  checkNames(files);
  checkTotals(files);
  return files;
}

/** @throws AppError PATH_REJECTED for a file that is not of an allowed kind, listing those. */
export function checkExtension(name: string, allowed: ReadonlySet<string>): void {
  const extension = posix.extname(name).toLowerCase();
  if (allowed.has(extension)) return;
  const what = extension === '' ? 'without an extension' : `with the extension ${quotePath(extension)}`;
  throw new AppError('PATH_REJECTED', `Files ${what} are not read: ${quotePath(name)}.`, {
    hint: `Allowed are ${[...allowed].join(' ')}; the operator can set ALLOWED_FILE_EXTENSIONS.`,
  });
}

const LOOKS_LIKE_BASE64 = /^[A-Za-z0-9+/\r\n]{16,}={0,2}\s*$/;

function decodeFile(path: string, content: string, maxFileBytes: number): StagedFile {
  // Base64 and UTF-8 both need at least this much text, so a flood is refused before it is copied.
  if (content.length > maxFileBytes * 2) throw tooLarge(path, maxFileBytes, null);
  const isDataUrl = content.startsWith('data:') && !path.endsWith('.scad');
  if (!isDataUrl && BINARY_FILE.test(path) && LOOKS_LIKE_BASE64.test(content.slice(0, 4096))) {
    throw new AppError('INVALID_INPUT', `File ${quotePath(path)} looks like base64 without its prefix.`, {
      hint: `Pass it as data:application/octet-stream;base64,${content.slice(0, 12)}…`,
    });
  }
  const bytes = isDataUrl ? decodeDataUrl(path, content) : new TextEncoder().encode(content);
  if (bytes.length > maxFileBytes) throw tooLarge(path, maxFileBytes, null);
  return { path, bytes };
}

function decodeDataUrl(path: string, url: string): Uint8Array {
  const comma = url.indexOf(',');
  const isBase64 = url.slice(0, comma).endsWith(';base64');
  const data = url.slice(comma + 1);
  if (comma < 0 || (isBase64 && !/^[A-Za-z0-9+/]*={0,2}$/.test(data))) {
    throw new AppError('INVALID_INPUT', `File ${quotePath(path)} is not a valid data: URL.`, {
      hint: 'Write it as data:application/octet-stream;base64,… with standard base64.',
    });
  }
  if (isBase64) return new Uint8Array(Buffer.from(data, 'base64'));
  try {
    return new TextEncoder().encode(decodeURIComponent(data));
  } catch (cause) {
    throw new AppError('INVALID_INPUT', `File ${quotePath(path)} is not a valid data: URL.`, {
      cause,
      hint: 'Percent-encode the content, or use base64.',
    });
  }
}

/**
 * Names that differ only in case or Unicode form would be one file on many disks, and no name can be
 * both a file and the folder of another.
 */
function checkNames(files: readonly StagedFile[]): void {
  const seen = new Map<string, string>();
  for (const { path } of files) {
    const key = comparisonKey(path);
    const other = seen.get(key);
    if (other !== undefined) throw sameName(other, path);
    seen.set(key, path);
  }
  for (const { path } of files) {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const file = seen.get(comparisonKey(path.slice(0, slash)));
      if (file !== undefined) {
        throw new AppError(
          'PARAMETER_INVALID',
          `${quotePath(file)} is a file and the folder of ${quotePath(path)}.`,
          { hint: 'Rename one of them.' },
        );
      }
    }
  }
}

function comparisonKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function sameName(other: string, path: string): AppError {
  const isEntry = other === INLINE_ENTRY;
  return new AppError(
    'PARAMETER_INVALID',
    `Files ${quotePath(other)} and ${quotePath(path)} have the same name.`,
    {
      hint: isEntry ? `\`code\` is ${INLINE_ENTRY}; leave it out of \`files\`.` : 'Rename one of them.',
    },
  );
}
