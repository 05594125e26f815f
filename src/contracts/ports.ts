import type { CheckJob, CheckResult, MeasureJob } from './analysis.ts';
import type { Diagnostic, TopLevelNote } from './diagnostics.ts';
import type { FileSet, LibraryFile, ModelOrigin } from './model.ts';
import type { PictureRequest } from './picture.ts';
import type {
  AnimationJob,
  AnimationPictures,
  DrawSubject,
  EncodeJob,
  EvaluateResponse,
  EvaluationOutput,
  EvaluationProduct,
  FoldedSource,
  FoldJob,
  MeshResponse,
} from './worker-protocol.ts';

/** A model as an engine gets it. */
export interface EvaluationJob {
  readonly fileSet: FileSet;
  /** Encoded `name=literal` definitions. */
  readonly definitions: readonly string[];
  readonly product: EvaluationProduct;
}

/** How busy a thread pool is. */
export interface PoolStatus {
  readonly threads: number;
  readonly maxThreads: number;
  readonly queued: number;
  readonly maxQueue: number;
  readonly completed: number;
}

/** What an engine says about itself. */
export interface EngineStatus {
  readonly engine: 'wasm';
  readonly version: string;
  /** Bundled font faces. */
  readonly fonts: readonly string[];
  readonly pool: PoolStatus | null;
}

/**
 * Someone who evaluates OpenSCAD.
 *
 * `evaluate` answers with what the model did, right or wrong. It throws an AppError only when the job
 * was not done: QUEUE_FULL, BACKEND_UNAVAILABLE, ENGINE_CRASHED when the thread itself died, or the
 * reason of `signal` once that is aborted.
 */
export interface Engine {
  evaluate(job: EvaluationJob, signal: AbortSignal): Promise<EvaluateResponse>;
  /** Gets ready for a first job, which then is no slower than the next. */
  warm(): Promise<void>;
  status(): Promise<EngineStatus>;
  close(): Promise<void>;
}

/** Someone who draws and encodes meshes. Throws as {@link Engine} does. */
export interface MeshService {
  draw(
    subject: DrawSubject,
    request: PictureRequest,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<Extract<MeshResponse, { kind: 'pictures' }>>;
  /** @throws AppError UNSUPPORTED_FORMAT when the format does not hold this kind of model. */
  encode(job: EncodeJob, signal: AbortSignal): Promise<Uint8Array>;
  /** By the names asked for. @throws AppError INVALID_INPUT for points that make no sense. */
  measure(job: MeasureJob, signal: AbortSignal): Promise<Readonly<Record<string, unknown>>>;
  check(job: CheckJob, signal: AbortSignal): Promise<CheckResult>;
  /** @throws AppError UNSUPPORTED_FORMAT where one file might not mean the same, with place and hint. */
  fold(job: FoldJob, signal: AbortSignal): Promise<FoldedSource>;
  /** Draws one view for an animation; its pixels are opaque RGBA. */
  drawFrame(
    subject: DrawSubject,
    request: PictureRequest,
    signal: AbortSignal,
  ): Promise<Pick<Extract<MeshResponse, { kind: 'frame' }>, 'rgba' | 'notes'>>;
  animate(job: AnimationJob, signal: AbortSignal): Promise<AnimationPictures>;
  warm(): Promise<void>;
  status(): PoolStatus | null;
  close(): Promise<void>;
}

/** What an evaluation found, with OpenSCAD's words made into diagnostics. */
export interface Evaluation {
  readonly output: EvaluationOutput;
  readonly diagnostics: readonly Diagnostic[];
  readonly topLevel: TopLevelNote | null;
}

/** A model that was seen before, kept under its id so that further questions need no new evaluation. */
export interface KnownModel {
  readonly id: string;
  readonly fileSet: FileSet;
  /** Where it was read from; null when its files came with a call. */
  readonly origin: ModelOrigin | null;
  /** Every value its callers set. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly quality: string;
  /** Its geometry, or null while nobody asked for more than its syntax. */
  readonly evaluation: Evaluation | null;
}

/** Where known models are kept. */
export interface ModelStore {
  get(id: string): KnownModel | undefined;
  /** Keeps a model; one that comes without an evaluation does not displace the one that is there. */
  put(model: KnownModel): void;
  /** Most recently used first. */
  list(): readonly KnownModel[];
  status(): { readonly models: number; readonly bytes: number; readonly maxBytes: number };
  clear(): void;
}

/** A library that models can use. */
export interface InstalledLibrary {
  /** Its folder, with which paths begin: `BOSL2` in `include <BOSL2/std.scad>`. */
  readonly name: string;
  /** `bundled` with this server, or found in a folder of the user's. */
  readonly origin: 'bundled' | 'folder';
  /** The folder it was found in, for libraries of the user's. */
  readonly folder?: string;
  readonly licence?: string;
  readonly homepage?: string;
  readonly description?: string;
}

/** A module or function of a library, and how to get it. */
export interface LibraryName {
  readonly name: string;
  /** `include <BOSL2/std.scad>` or `use <MCAD/involute_gears.scad>`. */
  readonly statement: string;
}

/** The libraries installed here. A user's own copy hides the bundled one of the same name. */
export interface Libraries {
  /**
   * Finds a file by the path a model writes, for instance `BOSL2/std.scad`. Nothing outside a library is
   * ever found, whatever the path.
   */
  find(path: string): Promise<LibraryFile | null>;
  /** In the order of their names. */
  list(): Promise<readonly InstalledLibrary[]>;
  /** The modules and functions of bundled libraries that a model might have forgotten to include. */
  names(): Promise<readonly LibraryName[]>;
}

/** Writes finished files to disk. */
export interface FileWriter {
  /**
   * Writes bytes where a caller asked, inside the allowed roots, or into the artifact folder when it
   * did not say where.
   *
   * @throws AppError PATH_REJECTED, INVALID_INPUT when the file exists, or INTERNAL when the disk refuses.
   */
  write(request: {
    readonly bytes: Uint8Array;
    readonly format: string;
    readonly suggestedName: string;
    readonly outputPath?: string;
    readonly overwrite: boolean;
    /** Absolute paths that are not replaced even so: the model's own files. */
    readonly inputs: readonly string[];
  }): Promise<{ readonly path: string; readonly sha256: string }>;
}

/** The server's log. Fields never hold source text or secrets above level debug. */
export interface Logger {
  debug(event: string, fields?: Readonly<Record<string, unknown>>): void;
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}
