import { createHash } from 'node:crypto';
import type { LibraryFile } from '../../contracts/model.ts';
import { stripComments } from './strip-comments.ts';

/** Bound on one file; the largest bundled one, a table of font metrics, has 1.3 MB. */
export const MAX_LIBRARY_FILE_BYTES = 16 * 1024 * 1024;

const BYTE_ORDER_MARK = '\u00EF\u00BB\u00BF';

/**
 * Makes a file of a library, in memory that all threads share. Code loses its comments, a byte order mark
 * and carriage returns, none of which OpenSCAD needs.
 *
 * @param path relative to LIBRARY_ROOT.
 * @param raw as it was read.
 */
export function createLibraryFile(path: string, raw: Uint8Array): LibraryFile {
  const isSource = path.toLowerCase().endsWith('.scad');
  const bytes = isSource ? tidyCode(raw) : raw;
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path, bytes: shared, isSource, sha256 };
}

function tidyCode(raw: Uint8Array): Uint8Array {
  // One character per byte: nothing is lost, whatever the encoding, and the search is faster.
  let code = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1');
  if (code.startsWith(BYTE_ORDER_MARK)) code = code.slice(BYTE_ORDER_MARK.length);
  if (code.includes('\r')) code = code.replace(/\r\n?/g, '\n');
  return Buffer.from(stripComments(code), 'latin1');
}
