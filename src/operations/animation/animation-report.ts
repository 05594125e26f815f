import type { Diagnostic } from '../../contracts/diagnostics.ts';
import { AppError } from '../../contracts/errors.ts';
import type { AnimationPictures } from '../../contracts/mesh-protocol.ts';
import type { PictureRequest } from '../../contracts/picture.ts';
import type { Stopwatch } from '../deadline.ts';
import type { EvaluatedModel } from '../evaluate-model.ts';
import { formatNumber, type ModelReport, reportError, reportModel } from '../report.ts';
import type { AnimationTiming } from './animation-arguments.ts';
import { boxAround, describeFrames, type FrameFacts, shapeOf } from './describe-frames.ts';
import { foldFrames, nameFrames } from './fold-frames.ts';
import type { MadeAnimation } from './make-animation.ts';

/** A written animation. */
export interface AnimationArtifact {
  readonly uri: string;
  readonly path: string;
  readonly format: 'apng';
  readonly bytes: number;
  readonly sha256: string;
}

/** Answer of `animateModel`. */
export interface AnimationReport extends ModelReport {
  readonly animation: FrameFacts & {
    readonly frames: number;
    readonly fps: number;
    readonly width_px: number;
    readonly height_px: number;
  };
  /** All frames side by side, labelled; null when none has geometry. */
  readonly sheet: AnimationPictures['sheet'] | null;
  readonly artifacts: readonly AnimationArtifact[];
}

const NOT_WRITTEN_NOTE = 'No animation was written, since not all frames are right.';

/** What {@link reportAnimation} needs besides the animation. */
export interface AnimationContext {
  readonly request: PictureRequest;
  readonly timing: AnimationTiming;
  readonly artifacts: readonly AnimationArtifact[];
  readonly stopwatch: Stopwatch;
}

/** Writes what became of an animation. Its size is that of the box around all frames. */
export function reportAnimation(
  { frames, pictures, notes }: MadeAnimation,
  { request, timing, artifacts, stopwatch }: AnimationContext,
): AnimationReport {
  const { width_px, height_px } = request;
  const facts = describeFrames(frames);
  const fault = judgeFrames(frames, facts);
  const reports = frames.map(frame => reportModel(frame, stopwatch));
  // What is the same for all frames is taken from one that has geometry, if there is one.
  const drawable = frames.findIndex(frame => shapeOf(frame) !== null);
  const typical = reports[Math.max(0, drawable)];
  const { model_id, quality, kind, timing_ms } = typical;
  const allNotes = new Set([
    ...describeLikeness(frames, facts),
    ...(pictures !== null && artifacts.length === 0 ? [NOT_WRITTEN_NOTE] : []),
    ...reports.flatMap(report => report.notes ?? []),
    ...notes,
  ]);
  const diagnostics = foldFrames(frames);
  return {
    ok: fault === null,
    summary: summarize(frames, diagnostics, fault, { timing, artifacts }),
    ...(model_id === undefined ? {} : { model_id }),
    ...withoutTime(typical),
    ...(quality === undefined ? {} : { quality }),
    ...(kind === undefined ? {} : { kind }),
    ...sizeOf(frames),
    diagnostics,
    ...(allNotes.size === 0 ? {} : { notes: [...allNotes] }),
    timing_ms,
    cache: frames.some(({ cache }) => cache === 'miss') ? 'miss' : 'mesh',
    ...(fault === null ? {} : { error: reportError(fault) }),
    animation: { ...timing, width_px, height_px, ...facts },
    sheet: pictures?.sheet ?? null,
    artifacts,
  };
}

/** An animation fails with its first failed frame, or when there is nothing to see in any frame. */
function judgeFrames(frames: readonly EvaluatedModel[], { failed, empty }: FrameFacts): AppError | null {
  if (empty.length === frames.length) return frames[0].fault;
  const fault = frames.at(failed.at(0) ?? frames.length)?.fault ?? null;
  if (fault === null || frames.length === 1) return fault;
  const { code, hint } = fault;
  const which =
    failed.length === frames.length ? `All ${frames.length} frames` : capitalize(nameFrames(failed));
  return new AppError(code, `${which} failed: ${fault.message}`, { hint, cause: fault });
}

function describeLikeness(
  frames: readonly EvaluatedModel[],
  { all_equal, empty, failed }: FrameFacts,
): string[] {
  if (frames.length === 1) return [];
  const equal = 'All frames are equal: nothing goes by $t. Use it in what is to move: rotate($t * 360).';
  return [
    ...(all_equal && failed.length + empty.length === 0 ? [equal] : []),
    ...(empty.length > 0 && empty.length < frames.length ? [`Without geometry: ${nameFrames(empty)}.`] : []),
  ];
}

function summarize(
  frames: readonly EvaluatedModel[],
  diagnostics: readonly Diagnostic[],
  fault: AppError | null,
  { timing, artifacts }: Pick<AnimationContext, 'timing' | 'artifacts'>,
): string {
  if (fault !== null) return `${fault.code}: ${fault.message}`;
  const size = boxAround(frames)?.size ?? [];
  const sides = frames.some(frame => shapeOf(frame)?.kind === '3d') ? size : size.slice(0, 2);
  const seconds = formatNumber(timing.frames / timing.fps);
  const shape = `${sides.length}D, ${sides.map(formatNumber).join(' × ')} mm over all frames`;
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  const counted = warnings === 0 ? 'No warnings.' : `${warnings} warning${warnings === 1 ? '' : 's'}.`;
  const written = artifacts.map(({ path, bytes }) => ` Wrote ${path} (${formatNumber(bytes / 1000)} kB).`);
  return `Animation of ${timing.frames} frames, ${seconds} s: ${shape}. ${counted}${written.join('')}`;
}

/** What was set from outside, but for the `$t` that the frames set. */
function withoutTime({ parameters }: ModelReport): Pick<ModelReport, 'parameters'> {
  const { $t: _, ...rest } = parameters ?? {};
  return Object.keys(rest).length === 0 ? {} : { parameters: rest };
}

function sizeOf(frames: readonly EvaluatedModel[]): Pick<ModelReport, 'size'> {
  const box = boxAround(frames);
  if (box === null) return {};
  const axes = frames.some(frame => shapeOf(frame)?.kind === '3d') ? 3 : 2;
  const round = (vector: readonly number[]) =>
    vector.slice(0, axes).map(value => Number(value.toPrecision(7)));
  return { size: { min: round(box.min), max: round(box.max), size: round(box.size) } };
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
