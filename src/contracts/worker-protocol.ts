import { z } from 'zod';
import type { CheckJob, CheckResult, MeasureJob } from './analysis.ts';
import { DIAGNOSTIC_CODES, type Diagnostic, SEVERITIES } from './diagnostics.ts';
import type { Bounds, FileTitle, Mesh, MeshFacts, Outline, OutlineFacts, Vec2 } from './mesh.ts';
import type { StagedFile } from './model.ts';
import type { ColorScheme, GimbalCamera, Picture, PictureRequest } from './picture.ts';

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
  'INVALID_INPUT',
  'INTERNAL',
] as const;

/** A member of {@link ENGINE_FAILURE_CODES}. */
export type EngineFailureCode = (typeof ENGINE_FAILURE_CODES)[number];

/**
 * What OpenSCAD printed: its first lines, how many were left out after them, and its last lines.
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

/** Geometry that a drawing thread works on. */
export type DrawSubject =
  | { readonly kind: '3d'; readonly mesh: Mesh; readonly closed: boolean }
  | { readonly kind: '2d'; readonly outline: Outline };

/** Formats that are written from known geometry without asking OpenSCAD again; `pdf` holds 2D models. */
export type GeometryFormat = 'stl' | '3mf' | 'off' | 'obj' | 'amf' | 'glb' | 'pdf';

/** Geometry to be written to a file. */
export interface EncodeJob {
  readonly subject: DrawSubject;
  readonly format: GeometryFormat;
  readonly title: FileTitle;
}

/** What is known of the library that a file belongs to. */
export interface LibraryNotice {
  /** Of its folder, for instance `BOSL2`. */
  readonly name: string;
  /** As an SPDX expression, where known. */
  readonly licence?: string;
  /** The comment at the head of the file. */
  readonly header?: string;
}

/** A model's code, to be written as one file. Paths are the model's own, or begin with LIBRARY_ROOT. */
export interface FoldJob {
  readonly entry: string;
  /** Code by path. */
  readonly sources: ReadonlyMap<string, string>;
  /** By path: where its `include` and `use` lead, by what is written in them. Those that lead nowhere are absent. */
  readonly targets: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By path, for files of libraries. */
  readonly libraries: ReadonlyMap<string, LibraryNotice>;
}

/** A model as one file. */
export interface FoldedSource {
  readonly text: string;
  /** What a person should know of it, in sentences. */
  readonly notes: readonly string[];
}

/** What a drawing thread is started with. */
export interface DrawingThreadData {
  /** A TrueType file for captions. */
  readonly captionFontFile: string;
}

/** Frames to be made into an animated PNG and into a sheet that shows them all. */
export interface AnimationJob {
  readonly width_px: number;
  readonly height_px: number;
  /** Opaque RGBA of each frame; null for one with nothing to show. At least one frame. */
  readonly frames: readonly (Uint8ClampedArray | null)[];
  /** What each frame is called on the sheet; letters, digits and `=:.` */
  readonly labels: readonly string[];
  /** Of the frames, for what is drawn around them. */
  readonly colorScheme: ColorScheme;
  readonly frameDuration_ms: number;
  /** The animation gets fewer colours, as far as that looks well, to stay below this. */
  readonly maxBytes: number;
  readonly maxSheetSide_px: number;
  /** The sheet gets fewer colours and then smaller to stay below this. */
  readonly maxSheetBytes: number;
}

/** What became of an {@link AnimationJob}. */
export interface AnimationPictures {
  /** The animated PNG. */
  readonly png: Uint8Array;
  readonly sheet: Picture & { readonly columns: number; readonly rows: number };
  /** What had to be changed, in sentences for the caller. */
  readonly notes: readonly string[];
}

/** Asks a drawing thread for pictures or for a file. */
export type MeshRequest =
  | {
      readonly kind: 'draw';
      readonly subject: DrawSubject;
      readonly request: PictureRequest;
      /** Each picture is encoded with fewer colours, as far as that looks well, to stay below this. */
      readonly maxBytes: number;
    }
  | { readonly kind: 'encode'; readonly job: EncodeJob }
  | { readonly kind: 'measure'; readonly job: MeasureJob }
  | { readonly kind: 'check'; readonly job: CheckJob }
  | { readonly kind: 'fold'; readonly job: FoldJob }
  /** One view without a name, to become part of an animation. */
  | { readonly kind: 'frame'; readonly subject: DrawSubject; readonly request: PictureRequest }
  | { readonly kind: 'animation'; readonly job: AnimationJob };

/**
 * Answer to {@link MeshRequest}; `pictures` to `draw`, `file` to `encode`, `measures` to `measure`, `checked`
 * to `check`, `folded` to `fold`, else of the same kind.
 */
export type MeshResponse =
  | {
      readonly ok: true;
      readonly kind: 'pictures';
      readonly pictures: readonly Picture[];
      readonly drawMs: number;
      readonly encodeMs: number;
    }
  | { readonly ok: true; readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly ok: true; readonly kind: 'measures'; readonly measures: Readonly<Record<string, unknown>> }
  | { readonly ok: true; readonly kind: 'checked'; readonly result: CheckResult }
  | { readonly ok: true; readonly kind: 'folded'; readonly folded: FoldedSource }
  | {
      readonly ok: true;
      readonly kind: 'frame';
      /** In shared memory, so that it goes back for the animation without a copy. */
      readonly rgba: Uint8ClampedArray;
      readonly notes: readonly string[];
    }
  | { readonly ok: true; readonly kind: 'animation'; readonly animation: AnimationPictures }
  | {
      readonly ok: false;
      readonly code: EngineFailureCode;
      readonly message: string;
      readonly hint?: string;
    };

const bytes = z.instanceof(Uint8Array);
const finite3 = z.tuple([z.number(), z.number(), z.number()]);
const finite2 = z.tuple([z.number(), z.number()]);
const count = z.number().int().nonnegative();
const failure = {
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

const diagnostics = z.array(
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

/** Checks an answer of an evaluating thread. */
export const evaluateResponseSchema: z.ZodType<EvaluateResponse> = z.union([
  z.object({
    ok: z.literal(true),
    output: z.union([
      solid,
      outline,
      z.object({ kind: z.literal('document'), bytes }),
      z.object({ kind: z.literal('none') }),
    ]),
    log,
    diagnostics: diagnostics.exactOptional(),
  }),
  z.object({ ...failure, log, diagnostics: diagnostics.exactOptional() }),
]);

const picture = z.object({
  view: z.string(),
  width_px: count,
  height_px: count,
  png: bytes,
  mm_per_px: z.number().exactOptional(),
  notes: z.array(z.string()),
});

const checkResult = z.object({
  findings: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(['error', 'warning', 'info']),
      message: z.string(),
      at: finite3.exactOptional(),
      region: z.looseObject({}).exactOptional(),
      value: z.number().exactOptional(),
      limit: z.number().exactOptional(),
      hint: z.string().exactOptional(),
    }),
  ),
  expectations: z.array(
    z.object({
      name: z.string(),
      expected: z.unknown(),
      actual: z.unknown().optional(),
      tolerance: z.string().exactOptional(),
      verdict: z.enum(['pass', 'fail', 'unknown']),
    }),
  ),
  orientations: z.array(z.looseObject({})).exactOptional(),
});

/** Checks an answer of a drawing thread. */
export const meshResponseSchema: z.ZodType<MeshResponse> = z.union([
  z.object({
    ok: z.literal(true),
    kind: z.literal('pictures'),
    pictures: z.array(picture),
    drawMs: z.number(),
    encodeMs: z.number(),
  }),
  z.object({ ok: z.literal(true), kind: z.literal('file'), bytes }),
  z.object({
    ok: z.literal(true),
    kind: z.literal('measures'),
    measures: z.record(z.string(), z.unknown()),
  }),
  z.object({ ok: z.literal(true), kind: z.literal('checked'), result: checkResult }),
  z.object({
    ok: z.literal(true),
    kind: z.literal('folded'),
    folded: z.object({ text: z.string(), notes: z.array(z.string()) }),
  }),
  z.object({
    ok: z.literal(true),
    kind: z.literal('frame'),
    rgba: z.instanceof(Uint8ClampedArray),
    notes: z.array(z.string()),
  }),
  z.object({
    ok: z.literal(true),
    kind: z.literal('animation'),
    animation: z.object({
      png: bytes,
      sheet: picture.extend({ columns: count, rows: count }),
      notes: z.array(z.string()),
    }),
  }),
  z.object({ ...failure, hint: z.string().exactOptional() }),
]);
