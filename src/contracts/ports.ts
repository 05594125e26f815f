import type { Diagnostic, TopLevelNote } from './diagnostics.ts';
import type { Mesh } from './mesh.ts';
import type { FileSet } from './model.ts';
import type { PictureRequest } from './picture.ts';
import type {
  DrawSubject,
  EvaluateResponse,
  EvaluationOutput,
  EvaluationProduct,
  MeshFormat,
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
  encode(mesh: Mesh, format: MeshFormat, signal: AbortSignal): Promise<Uint8Array>;
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
  }): Promise<{ readonly path: string; readonly sha256: string }>;
}

/** The server's log. Fields never hold source text or secrets above level debug. */
export interface Logger {
  debug(event: string, fields?: Readonly<Record<string, unknown>>): void;
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}
