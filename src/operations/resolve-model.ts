import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { RunLog } from '../contracts/evaluation-protocol.ts';
import type { FileSet, ModelOrigin } from '../contracts/model.ts';
import { type EngineIdentity, engineKey } from '../contracts/native.ts';
import { stageMissing, type UnreadReference } from '../project/staging.ts';
import { encodeDefinitions } from '../scad/definition.ts';
import { findMissingFiles } from '../scad/missing-files.ts';
import { type Quality, qualityParameters } from '../scad/quality.ts';
import { applyParameters } from './apply-parameters.ts';
import type { ModelArguments } from './model-arguments.ts';
import { modelId } from './model-id.ts';
import { findSource } from './model-source.ts';
import type { Workshop } from './workshop.ts';

/** A model ready to be evaluated. */
export interface ResolvedModel {
  readonly id: string;
  readonly fileSet: FileSet;
  readonly origin: ModelOrigin | null;
  /** References that were not followed, with the reason. */
  readonly unread: readonly UnreadReference[];
  /** Every value set from outside, by this call or by those before it. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly quality: Quality;
  /** Parameters and quality as encoded definitions, in the order of their names. */
  readonly definitions: readonly string[];
  /** What is wrong with the parameters of this call. */
  readonly diagnostics: readonly Diagnostic[];
  /** The id with the files that the source names alone, under which run-time names are remembered. */
  readonly literalId: string;
}

/**
 * Reads and checks a caller's model and gives it its id.
 *
 * @throws AppError INVALID_INPUT, PATH_REJECTED, SOURCE_TOO_LARGE or PARAMETER_INVALID, and as the engine
 *   does, which is asked for the customizer when parameters are given.
 */
export async function resolveModel(
  workshop: Workshop,
  given: ModelArguments,
  signal: AbortSignal,
): Promise<ResolvedModel> {
  const source = await findSource(workshop, given, signal);
  const { parameters: own, diagnostics } = await applyParameters(workshop, source, given, signal);
  const parameters = { ...source.parameters, ...own };
  const quality = given.quality ?? source.quality;
  const definitions = encodeDefinitions({ ...qualityParameters(quality, parameters), ...parameters }).sort();
  const key = engineKey(await workshop.engine.status());
  const literalId = modelId(source.fileSet, source.origin, definitions, key);
  const model = { ...source, id: literalId, literalId, parameters, quality, definitions, diagnostics };
  const remembered = workshop.runtimeFiles.recall(literalId);
  if (remembered.length === 0) return model;
  const fileSet = await stageMissing(source.fileSet, source.origin, remembered, workshop.staging, signal);
  return fileSet === null
    ? model
    : { ...model, fileSet, id: modelId(fileSet, source.origin, definitions, key) };
}

/** A model with the id that it has for an engine: models of different engines never share one. */
export function identify(model: ResolvedModel, engine: EngineIdentity): ResolvedModel {
  const { fileSet, origin, definitions } = model;
  return { ...model, id: modelId(fileSet, origin, definitions, engineKey(engine)) };
}

/**
 * Adds to a model what its run asked for and did not find, as far as it may be read.
 *
 * @returns null when another run would find no more than this one.
 */
export async function stageRequested(
  workshop: Workshop,
  model: ResolvedModel,
  log: RunLog,
  signal: AbortSignal,
): Promise<ResolvedModel | null> {
  const missing = findMissingFiles([...log.head, ...log.tail]);
  if (missing.length === 0) return null;
  workshop.runtimeFiles.remember(model.literalId, missing);
  const fileSet = await stageMissing(model.fileSet, model.origin, missing, workshop.staging, signal);
  if (fileSet === null) return null;
  return identify({ ...model, fileSet }, await workshop.engine.status());
}
