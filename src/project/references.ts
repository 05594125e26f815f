import { AppError } from '../contracts/errors.ts';
import type { FileSet, ModelFile } from '../contracts/model.ts';
import { findReferences, type Reference } from '../scad/references.ts';
import { quotePath, resolveReference } from './model-path.ts';

/** A reference of a source file, and where it leads inside the model. */
export interface ResolvedReference extends Reference {
  /** Path inside the model, or null when it leaves the model. */
  readonly target: string | null;
}

/** Finds what a file refers to; files that are not OpenSCAD code refer to nothing. */
export function resolveReferences({ path, bytes, isSource }: ModelFile): ResolvedReference[] {
  if (!isSource) return [];
  return findReferences(new TextDecoder().decode(bytes)).map(reference => ({
    ...reference,
    target: resolveReference(path, reference.path),
  }));
}

/**
 * Refuses a model that names files outside itself. The sandbox would not find them either; saying so
 * before the run tells the caller what to do instead of drawing an incomplete model.
 *
 * @throws AppError PATH_REJECTED with file and line.
 */
export function checkReferences({ files }: FileSet): void {
  for (const file of files) {
    for (const { kind, path, line, target } of resolveReferences(file)) {
      if (target !== null) continue;
      const where = `${file.path} line ${line}`;
      throw new AppError('PATH_REJECTED', `${where}: ${kind} of ${quotePath(path)} is outside the model.`, {
        hint: 'Pass the file in `files` and refer to it by its relative name.',
      });
    }
  }
}
