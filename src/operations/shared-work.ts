import { createHash } from 'node:crypto';
import type { CheckResult } from '../contracts/analysis.ts';
import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { EvaluateResponse } from '../contracts/evaluation-protocol.ts';
import type { Legend } from '../contracts/highlight.ts';
import type { Metrics } from '../contracts/metrics.ts';
import type { FileSet } from '../contracts/model.ts';
import type { Picture } from '../contracts/picture.ts';
import type { Evaluation } from '../contracts/ports.ts';
import type { Customizer } from '../scad/customizer/customizer.ts';
import { Memo } from './memo.ts';

/** What became of an evaluation, without what only one of the calls that wanted it knows. */
export interface EvaluatedOnce {
  /** Of the model with the files it turned out to need. */
  readonly id: string;
  readonly fileSet: FileSet;
  /** What OpenSCAD made of it; null when the run itself failed. */
  readonly evaluation: Evaluation | null;
  readonly failure: Pick<Extract<EvaluateResponse, { ok: false }>, 'code' | 'message'> | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Files that a tree names and that are not to be had. */
  readonly missing: readonly string[];
}

/** What OpenSCAD answered when asked for a customizer; null when it could not read the model. */
export interface AskedCustomizer {
  readonly answer: EvaluateResponse;
  readonly customizer: Customizer | null;
  /** What it wrote has that many characters. */
  readonly length: number;
}

/** Drawn pictures. */
export interface DrawnPictures {
  readonly pictures: readonly Picture[];
  /** What had to be changed, in sentences for the caller. */
  readonly notes: readonly string[];
  /** What the colours mean, when the picture is coloured by a finding. */
  readonly legend?: Legend;
  /** Milliseconds by phase. */
  readonly spent: { readonly draw: number; readonly encode: number; readonly analyse?: number };
}

/** A model in a file format. */
export interface EncodedFile {
  readonly bytes: Uint8Array;
  /** What a reader should know of it. */
  readonly notes: readonly string[];
}

/** Measurements by their names. */
export type Measures = Readonly<Record<string, unknown>>;

/** Work that equal calls share, at the same time and, as far as it is remembered, one after the other. */
export interface SharedWork {
  /** Geometry is not remembered here: it belongs to the known models. */
  readonly evaluations: Memo<EvaluatedOnce>;
  readonly customizers: Memo<AskedCustomizer>;
  readonly pictures: Memo<DrawnPictures>;
  readonly measures: Memo<Measures>;
  readonly checks: Memo<CheckResult>;
  /** Exported files, by model and format. */
  readonly files: Memo<EncodedFile>;
  /** Forgets everything. */
  clear(): void;
}

/** What results may take, all kinds together 88 MB; pictures and files are by far the largest. */
const ROOM = {
  evaluations: 12 * 1024 * 1024,
  customizers: 12 * 1024 * 1024,
  pictures: 32 * 1024 * 1024,
  measures: 4 * 1024 * 1024,
  checks: 4 * 1024 * 1024,
  files: 24 * 1024 * 1024,
} as const;

/**
 * Makes the place where equal calls meet.
 *
 * @param options.remembers whether later calls get results of earlier ones.
 */
export function createSharedWork(options: {
  readonly remembers: boolean;
  readonly ttl_s: number;
  readonly metrics: Metrics;
}): SharedWork {
  const { remembers, ttl_s, metrics } = options;
  const bounds = (kind: keyof typeof ROOM) => ({ maxBytes: remembers ? ROOM[kind] : 0, ttl_s, metrics });
  const jsonLength = (result: object) => JSON.stringify(result).length;
  const memos = {
    evaluations: new Memo<EvaluatedOnce>({ ...bounds('evaluations'), sizeOf: sizeOfEvaluated }),
    customizers: new Memo<AskedCustomizer>({ ...bounds('customizers'), sizeOf: ({ length }) => 4 * length }),
    pictures: new Memo<DrawnPictures>({ ...bounds('pictures'), sizeOf: sizeOfPictures }),
    measures: new Memo<Measures>({ ...bounds('measures'), sizeOf: jsonLength }),
    checks: new Memo<CheckResult>({ ...bounds('checks'), sizeOf: jsonLength }),
    files: new Memo<EncodedFile>({ ...bounds('files'), sizeOf: ({ bytes }) => bytes.length }),
  };
  return {
    ...memos,
    clear() {
      for (const memo of Object.values(memos)) memo.clear();
    },
  };
}

/**
 * Names a result by what it depends on: the model, what was found of it (two evaluations of a model with
 * `rands()` differ) and what was asked for.
 */
export function resultKey(id: string, evaluation: Evaluation, kind: string, request: object): string {
  const { output } = evaluation;
  const found = output.kind === '3d' || output.kind === '2d' ? [output.bounds, output.facts] : [];
  return createHash('sha256')
    .update(canonicalJson([id, kind, request, found]))
    .digest('hex');
}

/** JSON in which the order of fields does not matter. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) => (isRecord(field) ? sortFields(field) : field));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortFields(record: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sizeOfEvaluated({ fileSet, evaluation, diagnostics }: EvaluatedOnce): number {
  const sources = fileSet.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const document = evaluation?.output.kind === 'document' ? evaluation.output.bytes.length : 0;
  return sources + document + JSON.stringify(diagnostics).length;
}

function sizeOfPictures({ pictures }: DrawnPictures): number {
  return pictures.reduce((sum, { png }) => sum + png.length, 0);
}
