import type { FileSet, LibraryFile, ModelFile, StagedFile } from '../contracts/model.ts';
import { findReachable } from '../scad/reach/find-reachable.ts';
import { leaveOut } from '../scad/reach/leave-out.ts';
import { type Passage, splitPassages } from '../scad/reach/split-passages.ts';

/** Code beyond this is no small model that waits for a large library, and taking it apart costs as much as it saves. */
const MAX_OWN_BYTES = 512 * 1024;

/** Files of libraries are given out again for every model, so each is taken apart once. */
const known = new WeakMap<LibraryFile, readonly Passage[] | null>();

/**
 * The library files of a model without the definitions that it cannot reach. OpenSCAD reads every file anew in every
 * run, which is most of the work for a small model with BOSL2.
 *
 * Only bundled libraries are cut: their code is known to be right, whereas a mistake in a definition that nothing
 * calls is to be reported. Nothing is cut where that could change what the model means.
 *
 * @param definitions assignments from outside the model.
 * @returns the files in their order.
 */
export function findNeededCode(
  { files, libraries }: FileSet,
  definitions: readonly string[],
): readonly StagedFile[] {
  const bundled = libraries.filter(({ isBundled, isSource }) => isBundled === true && isSource);
  if (bundled.length === 0) return libraries;
  const own = [...files, ...libraries].filter(
    file => file.isSource && !bundled.some(other => other === file),
  );
  if (own.reduce((sum, { bytes }) => sum + bytes.length, 0) > MAX_OWN_BYTES) return libraries;
  const roots = new Set(definitions.flatMap(text => text.match(/[\w$]+/g) ?? []));
  for (const file of own) {
    const passages = splitPassages(decode(file));
    if (passages === null) return libraries;
    for (const name of passages.flatMap(({ names }) => [...names])) roots.add(name);
  }
  const parts = new Map(bundled.map(file => [file, passagesOf(file)]));
  // A file that cannot be taken apart could call anything.
  if ([...parts.values()].includes(null)) return libraries;
  const reached = findReachable(
    [...parts.values()].map(passages => passages ?? []),
    roots,
  );
  return libraries.map(file => {
    const passages = parts.get(file);
    return passages ? { path: file.path, bytes: leaveOut(file.bytes, passages, reached) } : file;
  });
}

function passagesOf(file: LibraryFile): readonly Passage[] | null {
  const remembered = known.get(file);
  if (remembered !== undefined) return remembered;
  const passages = splitPassages(decode(file));
  known.set(file, passages);
  return passages;
}

/** One character per byte, so that offsets count bytes; all that matters is ASCII. */
function decode({ bytes }: ModelFile): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
