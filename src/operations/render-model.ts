import type { EvaluationOutput } from '../contracts/evaluation-protocol.ts';
import { LIMITS } from '../contracts/limits.ts';
import type { DrawSubject } from '../contracts/mesh-protocol.ts';
import type { Picture, PictureRequest } from '../contracts/picture.ts';
import { type Stopwatch, withDeadline } from './deadline.ts';
import { evaluateModel } from './evaluate-model.ts';
import { checkHighlight, type ReportedLegendLine, reportLegend } from './highlight.ts';
import { type ModelArguments, resolveTimeout_s } from './model-arguments.ts';
import { checkPictureRequest, hasDefaultView } from './picture-request.ts';
import { type ModelReport, readStopwatch, reportModel, withCache } from './report.ts';
import { pictureUri } from './resource-uri.ts';
import { type DrawnPictures, resultKey } from './shared-work.ts';
import type { Call, Workshop } from './workshop.ts';

/** A picture in a result: where it can be read again, and the bytes. */
export interface ReportedPicture extends Picture {
  readonly uri: string;
}

/** Answer of {@link renderModel}. */
export interface RenderReport extends ModelReport {
  readonly pictures: readonly ReportedPicture[];
  /** What the colours of a highlight mean, with the numbers found. */
  readonly legend?: readonly ReportedLegendLine[];
}

/**
 * Evaluates a model and draws it. A model with errors is drawn as far as it has geometry.
 *
 * @throws AppError INVALID_INPUT for a highlight of a 2D model, and when the work was not done; see `evaluateModel`.
 */
export async function renderModel(
  workshop: Workshop,
  given: ModelArguments,
  request: PictureRequest,
  call: Call,
  maxImageBytes: number = LIMITS.maxImageBytes,
): Promise<RenderReport> {
  checkPictureRequest(request, workshop.bounds.maxPictureSide_px);
  const stopwatch: Stopwatch = { started: performance.now(), spent: {} };
  return withDeadline(call.signal, resolveTimeout_s(workshop, given), async signal => {
    const ownCall = { ...call, signal, progress: call.progress };
    const evaluated = await evaluateModel(workshop, given, 'geometry', ownCall, stopwatch);
    const subject = toSubject(evaluated.evaluation?.output);
    const { evaluation } = evaluated;
    if (subject === null || evaluation === null) {
      return { ...reportModel(withCache(evaluated, true), stopwatch), pictures: [] };
    }
    // What is wrong with a script is told first.
    if (evaluated.fault === null) checkHighlight(request, evaluation.output);
    call.progress('drawing');
    const asked = chooseViews(evaluation.output, request);
    const { result: drawn, isKnown } = await workshop.shared.pictures.run(
      resultKey(evaluated.model.id, evaluation, 'pictures', { ...asked, maxImageBytes }),
      signal,
      ended => drawWithin(workshop, subject, asked, maxImageBytes, ended),
    );
    if (!isKnown) Object.assign(stopwatch.spent, drawn.spent);
    const { pictures, legend } = drawn;
    const notes = [...drawn.notes, ...(asked.camera === request.camera ? [] : [noteOn(asked)])];
    const { id } = evaluated.model;
    return {
      ...reportModel(withCache(evaluated, isKnown), stopwatch, [
        ...notes,
        ...new Set(pictures.flatMap(picture => picture.notes)),
      ]),
      timing_ms: readStopwatch(stopwatch),
      ...(legend === undefined ? {} : { legend: reportLegend(legend) }),
      pictures: pictures.map(picture => ({ ...picture, uri: pictureUri(id, asked, picture.view) })),
    };
  });
}

/** What the drawing threads need of an evaluation; null when there is nothing to draw. */
export function toSubject(output: EvaluationOutput | undefined): DrawSubject | null {
  if (output?.kind === '3d') return { kind: '3d', mesh: output.mesh, closed: output.facts.watertight };
  if (output?.kind === '2d') return { kind: '2d', outline: output.outline };
  return null;
}

const OWN_CAMERA_NOTE = 'The view is the one that the file sets with $vpr, $vpt, $vpd and $vpf.';

/** The direction of `iso`, from below: overhangs look down. */
const FROM_BELOW = { rotation: [125, 0, 25] } as const;

const FROM_BELOW_NOTE = 'The view "camera" is from below, where overhangs are seen.';

function noteOn({ camera }: PictureRequest): string {
  return camera === FROM_BELOW ? FROM_BELOW_NOTE : OWN_CAMERA_NOTE;
}

/**
 * Where the caller left the view to us: that of a file which sets `$vp*`, as OpenSCAD does; of a 2D model the
 * only one it has; of overhangs one from below too.
 */
export function chooseViews(output: EvaluationOutput | undefined, request: PictureRequest): PictureRequest {
  if (!hasDefaultView(request)) return request;
  if (output?.kind === '2d') return { ...request, views: ['top'] };
  if (output?.kind !== '3d') return request;
  if (output.camera === null) {
    return request.highlight === 'overhangs' ? { ...request, camera: FROM_BELOW } : request;
  }
  return { ...request, views: [], camera: output.camera };
}

/** Draws, and draws again smaller while a picture is larger than a client takes. */
export async function drawWithin(
  { meshes }: Workshop,
  subject: DrawSubject,
  request: PictureRequest,
  maxBytes: number,
  signal: AbortSignal,
): Promise<DrawnPictures> {
  let { width_px, height_px } = request;
  const spent: { draw: number; encode: number; analyse?: number } = { draw: 0, encode: 0 };
  for (;;) {
    const drawn = await meshes.draw(subject, { ...request, width_px, height_px }, maxBytes, signal);
    spent.draw += drawn.drawMs;
    spent.encode += drawn.encodeMs;
    if (drawn.analyseMs !== undefined) spent.analyse = (spent.analyse ?? 0) + drawn.analyseMs;
    const largest = Math.max(...drawn.pictures.map(({ png }) => png.length));
    const isShrunk = width_px !== request.width_px;
    const notes = isShrunk
      ? [
          `Drawn at ${width_px} × ${height_px} px to keep each picture under ${Math.floor(maxBytes / 1000)} kB.`,
        ]
      : [];
    const scale = Math.sqrt(maxBytes / largest) * 0.95;
    const next = [Math.floor(width_px * scale), Math.floor(height_px * scale)];
    if (largest <= maxBytes || Math.min(...next) < LIMITS.minPictureSide_px) {
      return {
        pictures: drawn.pictures,
        ...(drawn.legend === undefined ? {} : { legend: drawn.legend }),
        notes,
        spent,
      };
    }
    [width_px, height_px] = next;
  }
}
