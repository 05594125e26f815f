import { posix } from 'node:path';
import { AppError } from '../../../../src/contracts/errors.ts';
import { LIBRARY_ROOT } from '../../../../src/contracts/model.ts';
import type { FoldedModel } from '../../../../src/scad/fold/contract.ts';
import { foldModel } from '../../../../src/scad/fold/fold-model.ts';

/** Folds `main.scad`. Files whose paths begin with `Lib/` are of a library. */
export function fold(
  files: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>> = {},
): FoldedModel {
  const sources = new Map(
    Object.entries(files).map(([path, text]) => [path.startsWith('Lib/') ? LIBRARY_ROOT + path : path, text]),
  );
  return foldModel({
    entry: 'main.scad',
    sources,
    resolve: (from, reference) => {
      const beside = posix.join(posix.dirname(from), reference);
      return [beside, LIBRARY_ROOT + reference].find(path => sources.has(path)) ?? null;
    },
    dataFileOf: (from, reference) => posix.join(posix.dirname(from), reference),
    values: new Map(Object.entries(values)),
    libraryOf: path =>
      path.startsWith(LIBRARY_ROOT) ? { name: 'Lib', licence: 'MIT', licenceFile: 'LICENSE' } : null,
  });
}

/** The lines of a folded file that say something. */
export function linesOf(model: FoldedModel): string[] {
  return model.text.split('\n').filter(line => line.trim() !== '' && !line.startsWith('// ---- '));
}

/** Why a model is not folded. */
export function refusalOf(
  files: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>> = {},
): AppError {
  try {
    fold(files, values);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('was folded');
}
