import { createHash } from 'node:crypto';
import type { FileSet, ModelOrigin } from '../contracts/model.ts';

/**
 * The id of a model: a hash of all that decides its geometry, and of the place it was read from, where
 * files that it turns out to need and its parameter sets are looked for. Every part goes in with its
 * length, so that no two different models can run together into the same bytes.
 *
 * @param definitions encoded and in a fixed order.
 */
export function modelId(
  { entry, files, libraries }: FileSet,
  origin: ModelOrigin | null,
  definitions: readonly string[],
  engineVersion: string,
): string {
  const hash = createHash('sha256');
  const add = (part: string | Uint8Array) => {
    hash.update(`${typeof part === 'string' ? Buffer.byteLength(part) : part.length}:`).update(part);
  };
  const place = origin === null ? [''] : [origin.base, origin.root];
  for (const part of [
    engineVersion,
    String(place.length),
    ...place,
    entry,
    String(definitions.length),
    ...definitions,
  ])
    add(part);
  add(String(files.length));
  for (const { path, bytes } of inOrder(files)) {
    add(path);
    add(bytes);
  }
  // Library files are large and come again and again; their digests are known.
  for (const { path, sha256 } of inOrder(libraries)) {
    add(path);
    add(sha256);
  }
  return `m_${hash.digest('hex').slice(0, 24)}`;
}

function inOrder<File extends { readonly path: string }>(files: readonly File[]): File[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}
