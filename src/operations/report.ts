import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { AppError, ErrorCode } from '../contracts/errors.ts';
import type { EvaluationOutput } from '../contracts/evaluation-protocol.ts';
import { escapeHidden } from '../contracts/hidden-text.ts';
import type { Bounds, MeshFacts, OutlineFacts, Vec2 } from '../contracts/mesh.ts';
import type { ModelKind } from '../contracts/model.ts';
import type { Stopwatch } from './deadline.ts';
import type { EvaluatedModel } from './evaluate-model.ts';

/** What every result about a model says. Names are those of the tool contract. */
export interface ModelReport {
  readonly ok: boolean;
  /** One or two sentences that stand alone. */
  readonly summary: string;
  /** Absent when the model cannot be asked about again. */
  readonly model_id?: string;
  /** What was set from outside, by this call and those before it. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly quality?: string;
  /** Absent when nobody evaluated the geometry. */
  readonly kind?: ModelKind;
  readonly diagnostics: readonly Diagnostic[];
  readonly size?: ReportedSize;
  readonly mesh?: MeshFacts;
  readonly outline?: OutlineFacts;
  readonly notes?: readonly string[];
  /** Who evaluated: `wasm`, or an installed OpenSCAD, like `native 2021.01`. Absent when the run failed. */
  readonly engine?: string;
  readonly timing_ms: Readonly<Record<string, number>>;
  readonly cache: 'hit' | 'mesh' | 'miss';
  readonly error?: ReportedError;
}

/** The box of a model in mm: three numbers each, or two for a 2D model. */
export interface ReportedSize {
  readonly min: readonly number[];
  readonly max: readonly number[];
  readonly size: readonly number[];
}

/** A failure as a caller sees it. */
export interface ReportedError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly retryable: boolean;
}

/** Takes from an error what a caller may see; what it quotes may hide characters that a reader must not miss. */
export function reportError({ code, message, hint, retryable }: AppError): ReportedError {
  return { code, message: escapeHidden(message), hint: escapeHidden(hint), retryable };
}

/** The fields of a report that follow from the evaluation alone. */
export function reportModel(
  evaluated: EvaluatedModel,
  stopwatch: Stopwatch,
  extraNotes: readonly string[] = [],
): ModelReport {
  const { evaluation, diagnostics, fault, cache, model } = evaluated;
  const geometry = evaluation === null ? {} : describeGeometry(evaluation.output);
  const notes = [...(evaluation?.output.kind === '3d' ? evaluation.output.notes : []), ...extraNotes];
  return {
    ok: fault === null,
    summary: summarize(evaluated),
    ...(evaluation === null ? {} : { model_id: model.id }),
    ...(Object.keys(model.parameters).length === 0 ? {} : { parameters: model.parameters }),
    ...(model.quality === 'normal' ? {} : { quality: model.quality }),
    ...geometry,
    ...(evaluation === null ? {} : { engine: evaluation.engine ?? 'wasm' }),
    diagnostics,
    ...(notes.length === 0 ? {} : { notes }),
    timing_ms: readStopwatch(stopwatch),
    cache,
    ...(fault === null ? {} : { error: reportError(fault) }),
  };
}

/**
 * A model whose result was put together from what was known.
 *
 * @param isRestKnown whether nothing had to be worked out besides the geometry.
 */
export function withCache(evaluated: EvaluatedModel, isRestKnown: boolean): EvaluatedModel {
  return evaluated.cache === 'mesh' && isRestKnown ? { ...evaluated, cache: 'hit' } : evaluated;
}

/** Milliseconds by phase, to a tenth. */
export function readStopwatch({ started, spent }: Stopwatch): Record<string, number> {
  const phases = Object.entries({ ...spent, total: performance.now() - started });
  return Object.fromEntries(phases.map(([phase, ms]) => [phase, Math.round(ms * 10) / 10]));
}

function describeGeometry(output: EvaluationOutput): Partial<ModelReport> {
  switch (output.kind) {
    case '3d':
      return { kind: '3d', size: roundBounds(output.bounds), mesh: roundFacts(output.facts) };
    case '2d':
      return { kind: '2d', size: roundBounds(output.bounds), outline: roundFacts(output.facts) };
    case 'none':
      return { kind: 'empty' };
    case 'document':
      return {};
  }
}

/**
 * Seven significant digits: what the export's float32 holds. More would be noise that a language model
 * pays for and a person has to read over.
 */
function roundNumber(value: number): number {
  return Number(value.toPrecision(7));
}

function roundBounds({ min, max, size }: Bounds | Bounds<Vec2>): ReportedSize {
  return { min: min.map(roundNumber), max: max.map(roundNumber), size: size.map(roundNumber) };
}

function roundFacts<Facts extends MeshFacts | OutlineFacts>(facts: Facts): Facts {
  const rounded = Object.entries(facts).map(([name, value]) => [
    name,
    typeof value === 'number' ? roundNumber(value) : value,
  ]);
  return { ...facts, ...Object.fromEntries(rounded) };
}

function summarize({ evaluation, diagnostics, fault }: EvaluatedModel): string {
  const shape = evaluation === null ? null : describeShape(evaluation.output);
  const counts = countDiagnostics(diagnostics);
  if (fault !== null) {
    const rest = shape === null ? '' : ` What could be evaluated: ${shape}.`;
    return `${fault.code}: ${fault.message}${rest}`;
  }
  return shape === null ? counts : `${shape}. ${counts}`;
}

/** A solid or a drawing with its numbers; null when there is none. */
export function describeShape(output: EvaluationOutput): string | null {
  if (output.kind === '3d') {
    const { triangles, parts, watertight, volume_mm3 } = output.facts;
    const size = output.bounds.size.map(formatNumber).join(' × ');
    const closed = watertight ? 'watertight' : 'not watertight';
    return `3D model of ${size} mm, ${plural(parts, 'part')}, ${closed}, ${triangles} triangles, volume ${formatNumber(volume_mm3)} mm³`;
  }
  if (output.kind === '2d') {
    const { contours, area_mm2 } = output.facts;
    const size = output.bounds.size.map(formatNumber).join(' × ');
    return `2D model of ${size} mm, ${plural(contours, 'contour')}, area ${formatNumber(area_mm2)} mm²`;
  }
  return null;
}

function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  const deprecated = diagnostics.filter(({ severity }) => severity === 'deprecated').length;
  const parts = [
    warnings === 0 ? 'No warnings' : plural(warnings, 'warning'),
    ...(deprecated === 0 ? [] : [plural(deprecated, 'deprecation')]),
  ];
  return `${parts.join(', ')}.`;
}

/** A number to about four significant digits, without an exponent where people expect none. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e9)) return value.toExponential(3);
  const decimals = magnitude >= 1000 ? 0 : magnitude >= 100 ? 1 : magnitude >= 1 ? 2 : 5;
  return String(Number(value.toFixed(decimals)));
}

/** A number of things. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
