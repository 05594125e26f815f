import { createHash } from 'node:crypto';
import { AppError } from '../contracts/errors.ts';
import { LIMITS } from '../contracts/limits.ts';
import type { FileSet } from '../contracts/model.ts';
import type { ModelStore } from '../contracts/ports.ts';
import { stageInline } from '../project/inline.ts';
import { encodeDefinitions } from '../scad/definition.ts';
import { QUALITIES, type Quality, qualityParameters } from '../scad/quality.ts';
import type { Workshop } from './workshop.ts';

/** The quality presets a caller can name. */
export { QUALITIES };

/** How a caller names a model: exactly one of `code`, `model_id` and `fileSet`. */
export interface ModelArguments {
  readonly code?: string | readonly string[];
  /** Name → text or data: URL; only with `code`. */
  readonly files?: Readonly<Record<string, string>>;
  /** From an earlier result; its parameters and quality stay unless they are set anew. */
  readonly model_id?: string;
  /** A model read from disk by the command line. */
  readonly fileSet?: FileSet;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly quality?: Quality;
  readonly timeout_s?: number;
}

/** A model ready to be evaluated. */
export interface ResolvedModel {
  readonly id: string;
  readonly fileSet: FileSet;
  /** Every value set from outside, by this call or by those before it. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Those of them that this call set. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly quality: Quality;
  /** Parameters and quality as encoded definitions, in the order of their names. */
  readonly definitions: readonly string[];
}

/**
 * Checks a caller's model and gives it its id.
 *
 * @throws AppError INVALID_INPUT, PATH_REJECTED, SOURCE_TOO_LARGE or PARAMETER_INVALID.
 */
export function resolveModel(
  workshop: Workshop,
  given: ModelArguments,
  engineVersion: string,
): ResolvedModel {
  const { fileSet, parameters: earlier, quality: earlierQuality } = findSource(workshop, given);
  const own = given.parameters ?? {};
  const parameters = { ...earlier, ...own };
  const quality = given.quality ?? earlierQuality;
  const definitions = encodeDefinitions({ ...qualityParameters(quality, parameters), ...parameters }).sort();
  const id = modelId(fileSet, definitions, engineVersion);
  return { id, fileSet, parameters, given: own, quality, definitions };
}

/** The deadline of a call, in seconds. @throws AppError INVALID_INPUT when out of range. */
export function resolveTimeout_s(workshop: Workshop, given: ModelArguments): number {
  const timeout_s = given.timeout_s ?? workshop.bounds.timeout_s;
  if (timeout_s >= LIMITS.minTimeout_s && timeout_s <= LIMITS.maxTimeout_s) return timeout_s;
  const { minTimeout_s, maxTimeout_s } = LIMITS;
  throw new AppError('INVALID_INPUT', `timeout_s must be from ${minTimeout_s} to ${maxTimeout_s}.`);
}

function findSource(
  { models, bounds }: Workshop,
  { code, files, model_id, fileSet }: ModelArguments,
): { fileSet: FileSet; parameters: Readonly<Record<string, unknown>>; quality: Quality } {
  const sources = [code, model_id, fileSet].filter(source => source !== undefined);
  if (sources.length !== 1) {
    throw new AppError('INVALID_INPUT', 'Give exactly one of `code` and `model_id`.');
  }
  if (files !== undefined && code === undefined) {
    throw new AppError('INVALID_INPUT', '`files` goes with `code` only.', {
      hint: 'A known model keeps its own files; to change them, pass `code` and `files` again.',
    });
  }
  if (fileSet !== undefined) return { fileSet, parameters: {}, quality: 'normal' };
  if (code !== undefined) {
    const inline = files === undefined ? { code } : { code, files };
    return { fileSet: stageInline(inline, bounds.maxFileBytes), parameters: {}, quality: 'normal' };
  }
  const known = findKnown(models, model_id ?? '');
  const quality = QUALITIES.find(name => name === known.quality) ?? 'normal';
  return { ...known, quality };
}

/** @throws AppError INVALID_INPUT when the model is not, or no longer, known. */
export function findKnown(models: ModelStore, id: string): NonNullable<ReturnType<ModelStore['get']>> {
  const known = models.get(id);
  if (known !== undefined) return known;
  throw new AppError('INVALID_INPUT', `There is no model ${JSON.stringify(id.slice(0, 80))}.`, {
    hint: 'Models are kept for a while only; pass `code` again.',
  });
}

/**
 * The id of a model: a hash of all that decides its geometry. Every part goes in with its length, so
 * that no two different models can run together into the same bytes.
 */
function modelId({ entry, files }: FileSet, definitions: readonly string[], engineVersion: string): string {
  const hash = createHash('sha256');
  const add = (part: string | Uint8Array) => {
    hash.update(`${typeof part === 'string' ? Buffer.byteLength(part) : part.length}:`).update(part);
  };
  for (const part of [engineVersion, entry, ...definitions]) add(part);
  for (const { path, bytes } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    add(path);
    add(bytes);
  }
  return `m_${hash.digest('hex').slice(0, 24)}`;
}
