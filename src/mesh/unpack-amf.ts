import { AppError } from '../contracts/errors.ts';
import type { StagedFile } from '../contracts/model.ts';
import { openZip } from './zip.ts';

const ZIP_LIMITS = { maxEntries: 100, maxExpandedBytes: 64 * 2 ** 20, maxRatio: 100 };

/** Whether an AMF file is packed as ZIP, which starts with `PK`. */
export function isPackedAmf({ path, bytes }: StagedFile): boolean {
  return /\.amf$/i.test(path) && bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/**
 * Unpacks an AMF file: the entry that has the file's own name, in whatever folder, or else the only one, as
 * OpenSCAD does.
 *
 * @throws AppError INVALID_INPUT or SOURCE_TOO_LARGE, whose message is a clause about the file.
 */
export function unpackAmf({ path, bytes }: StagedFile): Uint8Array {
  const zip = openZip(bytes, ZIP_LIMITS);
  const files = zip.names.filter(name => !name.endsWith('/'));
  const own = files.filter(name => nameOf(name) === nameOf(path));
  const candidates = own.length === 0 ? files : own;
  if (candidates.length !== 1) {
    throw new AppError('INVALID_INPUT', `its ZIP archive has no file ${JSON.stringify(nameOf(path))}`);
  }
  return zip.read(candidates[0]);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
