import { AppError } from '../../contracts/errors.ts';
import type { FoldedModel, FoldRequest } from './contract.ts';
import { writeFold } from './fold-writer.ts';
import { writeNotes } from './notes.ts';
import { planFold } from './plan.ts';

/**
 * Writes a model as one file that needs no other: what it includes and uses is folded in, of libraries what
 * it needs. The entry keeps its text, with the customizer's parameters first; the model's other files are
 * kept whole, but without what used files would draw.
 *
 * Used files see their own names only and in one file all names are everyone's, so definitions are renamed
 * where two have one name. Parameters are never renamed.
 *
 * @throws AppError SCAD_SYNTAX for code that OpenSCAD would refuse, UNSUPPORTED_FORMAT with file and line
 * where it cannot be certain that one file would mean the same, INVALID_INPUT without the entry.
 */
export function foldModel(request: FoldRequest): FoldedModel {
  if (!request.sources.has(request.entry)) {
    throw new AppError('INVALID_INPUT', `There is no file ${request.entry} to fold.`);
  }
  const plan = planFold(request);
  const { text, overwritten } = writeFold(plan);
  return { text, notes: writeNotes(plan, overwritten) };
}
