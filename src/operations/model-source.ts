import { AppError } from '../contracts/errors.ts';
import type { KnownModel, ModelStore } from '../contracts/ports.ts';
import { type Staging, stageFile, stageInline, stagePath } from '../project/staging.ts';
import { QUALITIES, type Quality } from '../scad/quality.ts';
import type { ModelArguments } from './model-arguments.ts';
import type { Workshop } from './workshop.ts';

/** The files of a model and what was set for it by earlier calls. */
export interface ModelSource extends Staging {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly quality: Quality;
}

/**
 * Finds the files of the model that a caller names.
 *
 * @throws AppError INVALID_INPUT when not exactly one source is given or the model is not known, and as
 *   the staging functions do.
 */
export async function findSource(
  workshop: Workshop,
  given: ModelArguments,
  signal: AbortSignal,
): Promise<ModelSource> {
  const { code, files, path, model_id, file } = given;
  if ([code, path, model_id, file].filter(source => source !== undefined).length !== 1) {
    throw new AppError('INVALID_INPUT', 'Give exactly one of `code`, `path` and `model_id`.');
  }
  if (files !== undefined && code === undefined) {
    throw new AppError('INVALID_INPUT', '`files` goes with `code` only.', {
      hint: 'A known model keeps its own files; to change them, pass `code` and `files` again.',
    });
  }
  const fresh = { parameters: {}, quality: 'normal' } as const;
  if (file !== undefined) return { ...(await stageFile(file, workshop.staging, signal)), ...fresh };
  if (path !== undefined) return { ...(await stagePath(path, workshop.staging, signal)), ...fresh };
  if (code !== undefined) {
    const inline = files === undefined ? { code } : { code, files };
    return { ...(await stageInline(inline, workshop.staging, signal)), ...fresh };
  }
  const { fileSet, origin, parameters, quality } = await findKnown(workshop.models, model_id ?? '');
  const known = QUALITIES.find(name => name === quality) ?? 'normal';
  return { fileSet, origin, unread: [], parameters, quality: known };
}

/** @throws AppError INVALID_INPUT when the model is not, or no longer, known. */
export async function findKnown(models: ModelStore, id: string): Promise<KnownModel> {
  const known = await models.get(id);
  if (known !== undefined) return known;
  throw new AppError('INVALID_INPUT', `There is no model ${JSON.stringify(id.slice(0, 80))}.`, {
    hint: 'Models are kept for a while only; pass `code` or `path` again.',
  });
}
