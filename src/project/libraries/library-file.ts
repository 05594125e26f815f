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
  const file = { path, bytes: shared, isSource, sha256 };
  return isSource ? { ...file, header: readHeader(raw) } : file;
}

/** Comments before the first statement; longer ones are documentation. */
const MAX_HEADER_BYTES = 8192;

function readHeader(raw: Uint8Array): string {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, MAX_HEADER_BYTES)).toString(
    'utf8',
  );
  return (
    /^(?:\s*(?:\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/))*/.exec(start.replace(/\r\n?/g, '\n'))?.[0].trim() ?? ''
  );
}

function tidyCode(raw: Uint8Array): Uint8Array {
  // One character per byte: nothing is lost, whatever the encoding, and the search is faster.
  let code = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1');
  if (code.startsWith(BYTE_ORDER_MARK)) code = code.slice(BYTE_ORDER_MARK.length);
  if (code.includes('\r')) code = code.replace(/\r\n?/g, '\n');
  return Buffer.from(stripComments(code), 'latin1');
}
