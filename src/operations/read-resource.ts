import { AppError } from '../contracts/errors.ts';
import { LIMITS } from '../contracts/limits.ts';
import { FILE_PART_BYTES } from '../contracts/viewer.ts';
import { isAnimationUri } from './animation/animation-uri.ts';
import { readAnimation } from './animation/read-animation.ts';
import { withDeadline } from './deadline.ts';
import { type EvaluatedModel, evaluateModel } from './evaluate-model.ts';
import { EXPORT_FORMATS, type ExportFormat, encodeModel } from './export-model.ts';
import { findKnown } from './model-source.ts';
import { checkPictureRequest } from './picture-request.ts';
import { drawWithin, toSubject } from './render-model.ts';
import { FILE_OF_FORMAT, MODEL_FILES, type ModelResource, parseResourceUri } from './resource-uri.ts';
import { resultKey } from './shared-work.ts';
import type { Call, Workshop } from './workshop.ts';

/** The content of a resource. */
export interface ResourceContent {
  readonly mimeType: string;
  readonly bytes: Uint8Array;
  /** The bytes are a part of a file, which may end in the middle of a character. */
  readonly isPart?: true;
}

/**
 * Reads a file of a known model, or one part of it: its source, a picture, or an export, made when it is
 * asked for.
 *
 * @throws AppError INVALID_INPUT for an unknown address or model, the model's own fault when it has
 *   one, UNSUPPORTED_FORMAT, and as `evaluateModel`.
 */
export async function readResource(workshop: Workshop, uri: string, call: Call): Promise<ResourceContent> {
  if (isAnimationUri(uri)) return readAnimation(workshop, uri, call);
  const resource = parseResourceUri(uri);
  const { mimeType, bytes } = await readWhole(workshop, resource, call);
  if (resource.part === undefined) return { mimeType, bytes };
  const start = resource.part * FILE_PART_BYTES;
  return { mimeType, bytes: bytes.subarray(start, start + FILE_PART_BYTES), isPart: true };
}

async function readWhole(workshop: Workshop, resource: ModelResource, call: Call): Promise<ResourceContent> {
  const known = await findKnown(workshop.models, resource.modelId);
  const mimeType = MODEL_FILES[resource.file];
  if (resource.file === 'source.scad') {
    const entry = known.fileSet.files.find(({ path }) => path === known.fileSet.entry);
    return { mimeType, bytes: entry?.bytes ?? new Uint8Array() };
  }
  return withDeadline(call.signal, workshop.bounds.timeout_s, async signal => {
    const stopwatch = { started: performance.now(), spent: {} };
    const product = mimeType === 'application/x-openscad' ? 'csg' : 'geometry';
    const ownCall = { signal, progress: call.progress };
    const evaluated = await evaluateModel(workshop, { model_id: known.id }, product, ownCall, stopwatch);
    if (evaluated.fault !== null) throw evaluated.fault;
    return { mimeType, bytes: await make(workshop, evaluated, resource, signal) };
  });
}

async function make(
  workshop: Workshop,
  evaluated: EvaluatedModel,
  { file, request }: ModelResource,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const format = EXPORT_FORMATS.find(name => FILE_OF_FORMAT[name] === file);
  // A picture's address says how it is drawn.
  if (format !== undefined && format !== 'png') {
    return encodeShared(workshop, evaluated, format, signal);
  }
  checkPictureRequest(request, workshop.bounds.maxPictureSide_px);
  const { evaluation, model } = evaluated;
  const subject = toSubject(evaluation?.output);
  if (subject === null || evaluation === null) {
    throw new AppError('EMPTY_GEOMETRY', 'The model has no geometry to draw.');
  }
  const { result } = await workshop.shared.pictures.run(
    resultKey(model.id, evaluation, 'preview', request),
    signal,
    ended => drawWithin(workshop, subject, request, LIMITS.maxImageBytes, ended),
  );
  return result.pictures[0].png;
}

/** A file is read part by part, so that its bytes are kept for the next part. */
async function encodeShared(
  workshop: Workshop,
  evaluated: EvaluatedModel,
  format: ExportFormat,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const encode = (ended: AbortSignal) => encodeModel(workshop, evaluated, format, ended);
  const { evaluation, model } = evaluated;
  if (evaluation === null) return (await encode(signal)).bytes;
  const key = resultKey(model.id, evaluation, 'file', { format });
  const { result } = await workshop.shared.files.run(key, signal, encode);
  return result.bytes;
}
