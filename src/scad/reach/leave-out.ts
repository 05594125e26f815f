import type { Passage } from './split-passages.ts';

const NEWLINE = 0x0a;

/**
 * Writes a file without the definitions that were not reached. Their line feeds stay, so that messages name the
 * right lines.
 *
 * @param bytes the file; offsets of the passages count them.
 * @returns `bytes` itself when there is nothing to leave out.
 */
export function leaveOut(
  bytes: Uint8Array,
  passages: readonly Passage[],
  reached: ReadonlySet<string>,
): Uint8Array {
  const isKept = ({ definition }: Passage) => definition === null || reached.has(definition);
  if (passages.every(isKept)) return bytes;
  const rest = passages.at(-1)?.end ?? 0;
  const sizes = passages.map(passage => (isKept(passage) ? passage.end - passage.start : passage.lines));
  const written = new Uint8Array(sizes.reduce((sum, size) => sum + size, bytes.length - rest));
  let at = 0;
  for (const [index, passage] of passages.entries()) {
    if (isKept(passage)) written.set(bytes.subarray(passage.start, passage.end), at);
    else written.fill(NEWLINE, at, at + passage.lines);
    at += sizes[index];
  }
  written.set(bytes.subarray(rest), at);
  return written;
}
