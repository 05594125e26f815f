import { posix } from 'node:path';
import { AppError } from '../contracts/errors.ts';
import type { EvaluationOutput } from '../contracts/evaluation-protocol.ts';
import { LIMITS } from '../contracts/limits.ts';
import type { DrawSubject } from '../contracts/mesh-protocol.ts';
import { DEFAULT_PICTURE, type PictureRequest } from '../contracts/picture.ts';
import { findMistakes, summarizeDiagnostic } from '../scad/verdict.ts';
import { type Stopwatch, withDeadline } from './deadline.ts';
import { type EvaluatedModel, evaluateModel } from './evaluate-model.ts';
import { foldSource } from './fold-source.ts';
import { inputPlaces } from './input-places.ts';
import { type ModelArguments, resolveTimeout_s } from './model-arguments.ts';
import { toSubject } from './render-model.ts';
import { formatNumber, type ModelReport, readStopwatch, reportModel } from './report.ts';
import type { ResolvedModel } from './resolve-model.ts';
import { FILE_OF_FORMAT, modelFileUri } from './resource-uri.ts';
import type { EncodedFile } from './shared-work.ts';
import type { Call, Workshop } from './workshop.ts';

/** Formats a model can be written in. */
export const EXPORT_FORMATS = [
  'stl',
  '3mf',
  'off',
  'obj',
  'amf',
  'glb',
  'svg',
  'dxf',
  'pdf',
  'png',
  'csg',
  'scad',
] as const;

/** A member of {@link EXPORT_FORMATS}. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What formats hold which kind of model; null for those that hold any. */
const KIND_OF_FORMAT: Readonly<Record<ExportFormat, '3d' | '2d' | null>> = {
  stl: '3d',
  '3mf': '3d',
  off: '3d',
  obj: '3d',
  amf: '3d',
  glb: '3d',
  svg: '2d',
  dxf: '2d',
  pdf: '2d',
  png: null,
  csg: null,
  scad: null,
};

/** Formats that are the model's code; its geometry is not needed for them. */
const CODE_FORMATS: ReadonlySet<ExportFormat> = new Set(['csg', 'scad']);

/** The picture of a model as a file: larger than a conversation needs, as people print or send it. */
const EXPORTED_PICTURE: PictureRequest = { ...DEFAULT_PICTURE, width_px: 1600, height_px: 1200 };

/** What a caller wants written. */
export interface ExportArguments extends ModelArguments {
  readonly format: ExportFormat;
  readonly output_path?: string;
  readonly overwrite?: boolean;
  /** Writes also what `checkModel` fails for its warnings. */
  readonly allow_warnings?: boolean;
}

/** A file that was made. */
export interface Artifact {
  readonly uri: string;
  readonly path: string;
  readonly format: ExportFormat;
  readonly bytes: number;
  readonly sha256: string;
}

/** Answer of {@link exportModel}. */
export interface ExportReport extends ModelReport {
  readonly artifacts: readonly Artifact[];
}

/**
 * Writes a model to a file. A model with errors is not written, nor one whose warnings say that it is not what its
 * author meant: half a part is worse than none.
 *
 * @throws AppError UNSUPPORTED_FORMAT when the format does not hold this kind of model, PATH_REJECTED or
 *   INVALID_INPUT for `output_path`, and as `evaluateModel`.
 */
export async function exportModel(
  workshop: Workshop,
  given: ExportArguments,
  call: Call,
): Promise<ExportReport> {
  const stopwatch: Stopwatch = { started: performance.now(), spent: {} };
  const { format, output_path, overwrite = false } = given;
  return withDeadline(call.signal, resolveTimeout_s(workshop, given), async signal => {
    const ownCall = { signal, progress: call.progress };
    if (output_path !== undefined) {
      await workshop.writer.check({ format, outputPath: output_path, overwrite });
    }
    const product = CODE_FORMATS.has(format) ? 'csg' : 'geometry';
    const evaluated = await evaluateModel(workshop, given, product, ownCall, stopwatch);
    const fault = evaluated.fault ?? (given.allow_warnings === true ? null : refuseMistakes(evaluated));
    if (fault !== null) return { ...reportModel({ ...evaluated, fault }, stopwatch), artifacts: [] };
    call.progress('encoding');
    const started = performance.now();
    const { bytes, notes } = await encodeModel(workshop, evaluated, format, signal);
    const { id } = evaluated.model;
    const { path, sha256 } = await workshop.writer.write({
      bytes,
      format,
      suggestedName: id,
      overwrite,
      inputs: inputPlaces(evaluated.model),
      ...(output_path === undefined ? {} : { outputPath: output_path }),
    });
    stopwatch.spent.encode = performance.now() - started;
    const report = reportModel(evaluated, stopwatch, notes);
    const artifact: Artifact = {
      uri: modelFileUri(id, FILE_OF_FORMAT[format]),
      path,
      format,
      bytes: bytes.length,
      sha256,
    };
    const written = `Wrote ${path} (${format.toUpperCase()}, ${formatNumber(bytes.length / 1000)} kB).`;
    return {
      ...report,
      summary: `${written} ${report.summary}`,
      timing_ms: readStopwatch(stopwatch),
      artifacts: [artifact],
    };
  });
}

/**
 * Brings an evaluated model into a format.
 *
 * @throws AppError UNSUPPORTED_FORMAT, or as the engine does.
 */
export async function encodeModel(
  workshop: Workshop,
  { model, evaluation }: Pick<EvaluatedModel, 'model' | 'evaluation'>,
  format: ExportFormat,
  signal: AbortSignal,
): Promise<EncodedFile> {
  if (format === 'scad') {
    const { text, notes } = await foldSource(workshop, model, signal);
    return { bytes: new TextEncoder().encode(text), notes };
  }
  return { bytes: await encodeOutput(workshop, { model, evaluation }, format, signal), notes: [] };
}

async function encodeOutput(
  workshop: Workshop,
  { model, evaluation }: Pick<EvaluatedModel, 'model' | 'evaluation'>,
  format: Exclude<ExportFormat, 'scad'>,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const output: EvaluationOutput = evaluation?.output ?? { kind: 'none' };
  if (format === 'csg' && output.kind === 'document') return output.bytes;
  const wanted = KIND_OF_FORMAT[format];
  if (wanted !== null && output.kind !== wanted) throw unsupported(format, output.kind);
  const subject = toSubject(output);
  const { engine, meshes, facts } = workshop;
  switch (format) {
    case 'png':
      return drawPicture(workshop, subject, signal);
    case 'svg':
    case 'dxf':
    case 'csg': {
      // Who made the geometry: the bundled OpenSCAD fails on some models.
      const by = evaluation?.engine === undefined ? {} : ({ by: 'native' } as const);
      const document = await engine.evaluate({ ...model, product: format, ...by }, signal);
      if (document.ok && document.output.kind === 'document') return document.output.bytes;
      throw document.ok ? unsupported(format, 'none') : new AppError(document.code, document.message);
    }
    default: {
      if (subject === null) throw unsupported(format, output.kind);
      const title = { title: titleOf(model), application: `openscad-mcp-server ${facts.version}` };
      return meshes.encode({ subject, format, title }, signal);
    }
  }
}

/** More than this are counted. */
const MAX_QUOTED_MISTAKES = 3;

function refuseMistakes({ diagnostics }: EvaluatedModel): AppError | null {
  const mistakes = findMistakes(diagnostics);
  if (mistakes.length === 0) return null;
  const quoted = mistakes.slice(0, MAX_QUOTED_MISTAKES).map(summarizeDiagnostic);
  const more = mistakes.length - quoted.length;
  const rest = more === 0 ? '' : `; and ${more} more, see diagnostics`;
  const hint = mistakes.find(mistake => mistake.hint !== undefined)?.hint;
  return new AppError(
    'SCAD_RUNTIME',
    `The model is not written, as it is not what its source says: ${quoted.join('; ')}${rest}.`,
    {
      hint: `${hint === undefined ? 'Correct it.' : hint} To write it all the same, set allow_warnings (on the command line --allow-warnings).`,
    },
  );
}

async function drawPicture(
  { meshes, bounds }: Workshop,
  subject: DrawSubject | null,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (subject === null) throw unsupported('png', 'none');
  const scale = Math.min(1, bounds.maxPictureSide_px / EXPORTED_PICTURE.width_px);
  const request = {
    ...EXPORTED_PICTURE,
    ...(subject.kind === '2d' ? { views: ['top'] as const } : {}),
    width_px: Math.floor(EXPORTED_PICTURE.width_px * scale),
    height_px: Math.floor(EXPORTED_PICTURE.height_px * scale),
  };
  const { pictures } = await meshes.draw(subject, request, LIMITS.maxResourceBytes, signal);
  return pictures[0].png;
}

/** What a file is called inside: the entry's name, unless that says nothing. */
function titleOf({ id, fileSet }: ResolvedModel): string {
  const name = posix.basename(fileSet.entry, '.scad');
  return name === 'main' ? id : name;
}

function unsupported(format: ExportFormat, kind: EvaluationOutput['kind']): AppError {
  const is =
    kind === '3d' || kind === '2d' ? `The model is ${kind.toUpperCase()}` : 'The model has no geometry';
  const hint =
    kind === '3d'
      ? 'Use stl, 3mf, off, obj, amf or glb, or make a 2D model with projection().'
      : 'Use svg, dxf or pdf, or make a 3D model with linear_extrude().';
  return new AppError('UNSUPPORTED_FORMAT', `${is}; ${format} cannot hold it.`, { hint });
}
