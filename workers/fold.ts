import type { FoldedSource, FoldJob } from '../src/contracts/worker-protocol.ts';
import { foldModel } from '../src/scad/fold/fold-model.ts';

/** Writes a model as one file. @throws AppError as `foldModel` does. */
export function fold({ entry, sources, targets, libraries }: FoldJob): FoldedSource {
  return foldModel({
    entry,
    sources,
    resolve: (from, reference) => targets.get(from)?.get(reference) ?? null,
    libraryOf: path => libraries.get(path) ?? null,
  });
}
