import type { CheckJob, CheckResult, MeasureJob } from './analysis.ts';
import type { Diagnostic, TopLevelNote } from './diagnostics.ts';
import type { EvaluateResponse, EvaluationOutput, EvaluationProduct } from './evaluation-protocol.ts';
import type {
  AnimationJob,
  AnimationPictures,
  DrawSubject,
  EncodeJob,
  FoldedSource,
  FoldJob,
  MeshResponse,
} from './mesh-protocol.ts';
import type { CacheTier } from './metrics.ts';
import type { FileSet, LibraryFile, ModelOrigin } from './model.ts';
import type { EngineIdentity, NativeStatus } from './native.ts';
import type { PictureRequest } from './picture.ts';

/** A model as an engine gets it. */
export interface EvaluationJob {
  readonly fileSet: FileSet;
  /** Encoded `name=literal` definitions. */
  readonly definitions: readonly string[];
  readonly product: EvaluationProduct;
  /** Who is to answer where there is a choice: who answered about the same model before. */
  readonly by?: EngineIdentity['engine'];
}

/** What an engine answers. */
export type EngineAnswer = EvaluateResponse & {
  /** Who answered, when it was not the engine that its status names. */
  readonly by?: EngineIdentity;
};

/** How busy a thread pool is. */
export interface PoolStatus {
  readonly threads: number;
  readonly maxThreads: number;
  /** Jobs that a thread works on. */
  readonly running: number;
  readonly queued: number;
  readonly maxQueue: number;
  readonly completed: number;
}

/** What an engine says about itself. */
export interface EngineStatus extends EngineIdentity {
  /**
   * Who handles the exceptions of OpenSCAD's C++: WebAssembly itself or, more slowly, JavaScript. Null as long as
   * no thread has found out.
   */
  readonly exceptions: 'webassembly' | 'javascript' | null;
  /** Bundled font faces. */
  readonly fonts: readonly string[];
  readonly pool: PoolStatus | null;
  /** Absent when no installed OpenSCAD is configured. */
  readonly native?: NativeStatus;
}

/**
 * Someone who evaluates OpenSCAD.
 *
 * `evaluate` answers with what the model did, right or wrong. It throws an AppError only when the job
 * was not done: QUEUE_FULL, BACKEND_UNAVAILABLE, NATIVE_UNAVAILABLE, PATH_REJECTED for what an engine without a
 * sandbox does not take, ENGINE_CRASHED when the thread itself died, or the reason of `signal` once that is aborted.
 */
export interface Engine {
  /** As status calls it, for the log. */
  readonly name: EngineStatus['engine'];
  evaluate(job: EvaluationJob, signal: AbortSignal): Promise<EngineAnswer>;
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
  /** The engine that answered, as results name it; absent for the bundled one. */
  readonly engine?: string;
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

/**
 * How known models are kept: behind memory on disk or in Redis, in memory alone, or, with `off`, only their
 * sources and those in memory.
 */
export type CacheType = 'off' | CacheTier;

/** How full one tier of the model cache is; a tier that cannot be asked at present is not `ok`. */
export interface CacheTierStatus {
  readonly tier: CacheTier;
  readonly ok: boolean;
  readonly models?: number;
  readonly bytes?: number;
  readonly maxBytes?: number;
}

/**
 * Where known models are kept. Memory comes first; slower tiers behind it survive a restart or are shared
 * with other servers. A tier that fails is passed over: no call fails because of the cache.
 */
export interface ModelStore {
  readonly type: CacheType;
  /** Room for models in memory. */
  readonly maxBytes: number;
  get(id: string): Promise<KnownModel | undefined>;
  /**
   * Keeps a model; one that comes without an evaluation does not displace the one that is there. It is in
   * memory at once; slower tiers get it in their own time.
   */
  put(model: KnownModel): void;
  /** Those in memory, most recently used first. */
  list(): readonly KnownModel[];
  status(): Promise<readonly CacheTierStatus[]>;
  /** Forgets all models, in the slower tiers too. */
  clear(): Promise<void>;
  /** Waits a moment for what slower tiers have yet to take, and lets go of them. */
  close(): Promise<void>;
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

/** What a library offers to models, file by file. */
export interface LibraryDocs {
  /** A model that uses it. */
  readonly example: string;
  readonly files: readonly LibraryFileDocs[];
}

/** What one file of a library offers to models. */
export interface LibraryFileDocs {
  /** Inside the library. */
  readonly path: string;
  /** What brings its names: `include <BOSL2/std.scad>`. */
  readonly statement: string;
  /** One sentence of its author's. */
  readonly purpose?: string;
  readonly names: readonly {
    readonly kind: 'module' | 'function';
    readonly name: string;
    /** `(size, center = false)` */
    readonly signature: string;
    /** One sentence of its author's. */
    readonly purpose?: string;
  }[];
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
  /** What a bundled library offers; null for one that is not known or is the user's own. */
  describe(library: string): Promise<LibraryDocs | null>;
}

/** Writes finished files to disk. */
export interface FileWriter {
  /**
   * Says before any work is done whether a file could be written where a caller asked.
   *
   * @throws AppError PATH_REJECTED, or INVALID_INPUT when the file exists.
   */
  check(request: {
    readonly format: string;
    readonly outputPath: string;
    readonly overwrite: boolean;
  }): Promise<void>;
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
  /**
   * Tries whether the artifact folder takes files, by writing one and removing it.
   *
   * @returns the folder and the space left on its disk.
   * @throws AppError INTERNAL with what to do about it.
   */
  tryFolder(): Promise<{ readonly folder: string; readonly freeBytes: number }>;
}

/** What a record of the log says besides its event: plain values, which can always be written. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The server's log. Fields never hold source text or secrets above level debug. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
