import type { FoldedSource, FoldJob } from '../src/contracts/mesh-protocol.ts';
import { foldModel } from '../src/scad/fold/fold-model.ts';

/** Writes a model as one file. @throws AppError as `foldModel` does. */
export function fold({ entry, sources, targets, dataFiles, values, libraries }: FoldJob): FoldedSource {
  return foldModel({
    entry,
    sources,
    resolve: (from, reference) => targets.get(from)?.get(reference) ?? null,
    dataFileOf: (from, reference) => dataFiles.get(from)?.get(reference) ?? null,
    values,
    libraryOf: path => libraries.get(path) ?? null,
  });
}
