import * as z from 'zod';
import { DIAGNOSTIC_CODES, type Diagnostic, SEVERITIES } from './diagnostics.ts';
import type { Bounds, Mesh, MeshFacts, Outline, OutlineFacts, Vec2 } from './mesh.ts';
import type { StagedFile } from './model.ts';
import type { GimbalCamera } from './picture.ts';

/**
 * What crosses the boundary between the server and its worker threads.
 *
 * Requests are plain data. Answers are closed unions: a worker never throws across the boundary,
 * because an error arrives there without its class, name and code. The server checks the shape of
 * every answer, since a crashed WASM instance is not to be trusted.
 */

/** Error codes with which a thread may answer. */
export const ENGINE_FAILURE_CODES = [
  'UNSUPPORTED_FORMAT',
  'SCAD_SYNTAX',
  'SCAD_RUNTIME',
  'MEMORY_LIMIT',
  'OUTPUT_TOO_LARGE',
  'ENGINE_CRASHED',
  'BACKEND_UNAVAILABLE',
  'INVALID_INPUT',
  'INTERNAL',
] as const;

/** A member of {@link ENGINE_FAILURE_CODES}. */
export type EngineFailureCode = (typeof ENGINE_FAILURE_CODES)[number];

/**
 * Begins a line of a log that goes on with the message of the line before: a text of the model's had a line break in
 * it. OpenSCAD prints no NUL, and no line that begins with one looks like a message.
 */
export const CONTINUED = '\0';

/**
 * What OpenSCAD printed: its first lines, how many were left out after them, and its last lines. Lines within a message
 * begin with {@link CONTINUED}, where that could be told.
 * `evaluations` says how often the script ran while it was written, with the same messages each time.
 */
export interface RunLog {
  readonly head: readonly string[];
  readonly leftOut: number;
  readonly tail: readonly string[];
  readonly evaluations: number;
}

/** What one evaluation is to bring back. `geometry` decides between 3D and 2D by itself. */
export type EvaluationProduct = 'geometry' | 'csg' | 'svg' | 'dxf' | 'param';

/** Asks an evaluating thread to run OpenSCAD on a model. */
export interface EvaluateRequest {
  readonly entry: string;
  readonly files: readonly StagedFile[];
  /** Paths relative to LIBRARY_ROOT. */
  readonly libraries: readonly StagedFile[];
  readonly fonts: readonly StagedFile[];
  /** Encoded `name=literal` definitions. */
  readonly definitions: readonly string[];
  readonly product: EvaluationProduct;
  /** Whether the model may use `color()`: colours cost a second output. */
  readonly colors: boolean;
  readonly outputBytes: number;
}

/** A 3D model as it came out of an evaluation. */
export interface SolidResult {
  readonly kind: '3d';
  readonly mesh: Mesh;
  readonly bounds: Bounds;
  readonly facts: MeshFacts;
  /** The camera that the file sets with `$vp*`, or null. */
  readonly camera: GimbalCamera | null;
  /** What had to be left out of the mesh, in sentences for the caller. */
  readonly notes: readonly string[];
}

/** A 2D model as it came out of an evaluation. */
export interface OutlineResult {
  readonly kind: '2d';
  readonly outline: Outline;
  readonly bounds: Bounds<Vec2>;
  readonly facts: OutlineFacts;
}

/** What an evaluation found: geometry, a document in a text format, or nothing. */
export type EvaluationOutput =
  | SolidResult
  | OutlineResult
  | { readonly kind: 'document'; readonly bytes: Uint8Array }
  | { readonly kind: 'none' };

/** Answer to {@link EvaluateRequest}. */
export type EvaluateResponse =
  | {
      readonly ok: true;
      readonly output: EvaluationOutput;
      readonly log: RunLog;
      /** What the thread found out that OpenSCAD does not say; absent when that is nothing. */
      readonly diagnostics?: readonly Diagnostic[];
    }
  | {
      readonly ok: false;
      readonly code: EngineFailureCode;
      readonly message: string;
      readonly log: RunLog;
      readonly diagnostics?: readonly Diagnostic[];
    };

const bytes = z.instanceof(Uint8Array);

const finite3 = z.tuple([z.number(), z.number(), z.number()]);

const finite2 = z.tuple([z.number(), z.number()]);

const count = z.number().int().nonnegative();

/** What every answer has that says what went wrong. */
export const failureShape = {
  ok: z.literal(false),
  code: z.enum(ENGINE_FAILURE_CODES),
  message: z.string(),
};

const log = z.object({
  head: z.array(z.string()),
  leftOut: count,
  tail: z.array(z.string()),
  evaluations: count,
});

/** Checks diagnostics that come from outside this process or thread. */
export const diagnosticsSchema: z.ZodType<Diagnostic[]> = z.array(
  z.object({
    severity: z.enum(SEVERITIES),
    code: z.enum(DIAGNOSTIC_CODES),
    message: z.string(),
    file: z.string().exactOptional(),
    line: count.exactOptional(),
    excerpt: z.string().exactOptional(),
    hint: z.string().exactOptional(),
  }),
);

const solid = z
  .object({
    kind: z.literal('3d'),
    mesh: z.object({
      positions: z.instanceof(Float32Array),
      indices: z.instanceof(Uint32Array),
      faceColors: bytes.nullable(),
    }),
    bounds: z.object({ min: finite3, max: finite3, size: finite3 }),
    facts: z.object({
      triangles: count,
      vertices: count,
      watertight: z.boolean(),
      parts: count,
      volume_mm3: z.number(),
      area_mm2: z.number(),
    }),
    camera: z
      .object({ rotation: finite3, translation: finite3, distance: z.number(), fov: z.number() })
      .nullable(),
    notes: z.array(z.string()),
  })
  .refine(({ mesh, facts }) => mesh.indices.length === facts.triangles * 3, 'triangle count');

const outline = z.object({
  kind: z.literal('2d'),
  outline: z.object({ contours: z.array(z.instanceof(Float64Array)) }),
  bounds: z.object({ min: finite2, max: finite2, size: finite2 }),
  facts: z.object({ contours: count, area_mm2: z.number(), perimeter_mm: z.number() }),
});

/** Checks what an evaluation found. */
export const evaluationOutputSchema: z.ZodType<EvaluationOutput> = z.union([
  solid,
  outline,
  z.object({ kind: z.literal('document'), bytes }),
  z.object({ kind: z.literal('none') }),
]);

/** Checks an answer of an evaluating thread. */
export const evaluateResponseSchema: z.ZodType<EvaluateResponse> = z.union([
  z.object({
    ok: z.literal(true),
    output: evaluationOutputSchema,
    log,
    diagnostics: diagnosticsSchema.exactOptional(),
  }),
  z.object({ ...failureShape, log, diagnostics: diagnosticsSchema.exactOptional() }),
]);
