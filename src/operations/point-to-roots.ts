import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { FileSet } from '../contracts/model.ts';
import { isInRoots, type StagingRules } from '../project/staging.ts';
import type { ResolvedModel } from './resolve-model.ts';

/** The file that a diagnostic says is missing: of OpenSCAD, then of ours. */
const MISSING_NAME =
  /(?<![^\s(])'([^']+)'|^The model has no file (.+?)(?: for \w+\(\)|, which it imports)\.$/;

/** Names that are looked for on disk. */
const MAX_LOOKED_UP = 20;

/**
 * Tells the caller of a model without files on disk that one which it misses lies in an allowed folder. Libraries
 * have hints of their own.
 */
export async function pointToRoots(
  diagnostics: readonly Diagnostic[],
  { origin, fileSet }: Pick<ResolvedModel, 'origin' | 'fileSet'>,
  { roots }: Pick<StagingRules, 'roots'>,
): Promise<Diagnostic[]> {
  if (origin !== null || roots.length === 0) return [...diagnostics];
  let left = MAX_LOOKED_UP;
  const pointed: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const match = diagnostic.code === 'FILE_NOT_FOUND' ? MISSING_NAME.exec(diagnostic.message) : null;
    const name = match?.[1] ?? match?.[2];
    const isWanted = name !== undefined && !isOwn(name, fileSet);
    const isThere = isWanted && left-- > 0 && (await isInRoots(name, roots));
    pointed.push(isThere ? { ...diagnostic, hint: adviseOn(name) } : diagnostic);
  }
  return pointed;
}

/** Whether the model was given a file of that name: OpenSCAD then refused it for another reason. */
function isOwn(name: string, { files }: FileSet): boolean {
  return files.some(({ path }) => path === name || path.endsWith(`/${name}`));
}

function adviseOn(name: string): string {
  return `${name} lies in an allowed folder, but a model given as \`code\` sees no files on disk: save the .scad there and pass its \`path\`, or pass the file in \`files\`.`;
}
