import { isAbsolute, join } from 'node:path';
import type { FileSet, ModelOrigin } from '../contracts/model.ts';

/** Where the files of a model lie on disk, none of which may be replaced by what is made of it. */
export function inputPlaces(model: {
  readonly fileSet: FileSet;
  readonly origin: ModelOrigin | null;
}): string[] {
  const { origin, fileSet } = model;
  if (origin === null) return [];
  return fileSet.files.map(({ path }) => (isAbsolute(path) ? path : join(origin.base, path)));
}
