import { fileURLToPath } from 'node:url';
import type { CheckJob, CheckResult, MeasureJob } from '../contracts/analysis.ts';
import { AppError } from '../contracts/errors.ts';
import type { EvaluateRequest, EvaluationOutput } from '../contracts/evaluation-protocol.ts';
import { LIMITS } from '../contracts/limits.ts';
import type { Mesh } from '../contracts/mesh.ts';
import type {
  AnimationJob,
  AnimationPictures,
  DrawingThreadData,
  DrawSubject,
  EncodeJob,
  FoldedSource,
  FoldJob,
  MeshRequest,
  MeshResponse,
  NativeOutputs,
  ScreenedFiles,
} from '../contracts/mesh-protocol.ts';
import { meshResponseSchema } from '../contracts/mesh-response-schema.ts';
import type { Metrics } from '../contracts/metrics.ts';
import { DEFAULT_PICTURE, type PictureRequest } from '../contracts/picture.ts';
import type { Logger, MeshService, PoolStatus } from '../contracts/ports.ts';
import { logFault } from './thread-faults.ts';
import { ThreadPool } from './thread-pool.ts';

/** Where the drawing threads find their parts and how much they take on. */
export interface MeshThreadsOptions {
  /** The built drawing worker. */
  readonly workerFile: URL;
  readonly captionFontFile: URL;
  readonly assetsFolder: URL;
  /** Cap on the WASM memory of one job. */
  readonly memoryBytes: number;
  readonly maxThreads: number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly maxQueue: number;
}

/** Small, with everything in it that a usual picture has. */
const WARMING_PICTURE: PictureRequest = { ...DEFAULT_PICTURE, width_px: 400, height_px: 300 };

/** Pictures after which the compiler has seen most loops often enough. */
const WARMING_ROUNDS = 10;

/** Enough triangles that the loops over them count. */
const WARMING_PYRAMIDS = 200;

/** A spiral of small pyramids: something of everything that is drawn, without asking OpenSCAD. */
function pyramids(count: number): Mesh {
  const corners = [0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2];
  const faces = [0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3];
  const positions = Float32Array.from({ length: count * corners.length }, (_, at) => {
    const index = Math.floor(at / corners.length);
    const offset = [Math.cos(index) * index, Math.sin(index) * index, index / 2];
    return corners[at % corners.length] + offset[at % 3];
  });
  const indices = Uint32Array.from(
    { length: count * faces.length },
    (_, at) => Math.floor(at / faces.length) * 4 + faces[at % faces.length],
  );
  return { positions, indices, faceColors: null };
}

/** Draws and encodes meshes in worker threads. */
export class MeshThreads implements MeshService {
  readonly #pool: ThreadPool<MeshRequest, MeshResponse>;

  constructor(options: MeshThreadsOptions) {
    const threadData: DrawingThreadData = {
      captionFontFile: fileURLToPath(options.captionFontFile),
      assetsFolder: options.assetsFolder.href,
      memoryBytes: options.memoryBytes,
    };
    this.#pool = new ThreadPool({
      file: options.workerFile,
      // The library that draws text is native code.
      rights: { assetsFolder: options.assetsFolder, addons: true },
      threadData: async () => threadData,
      maxThreads: options.maxThreads,
      maxQueue: options.maxQueue,
      onFault: fault => logFault(options.logger, fault),
      onRestart: () => options.metrics.countThreadRestart('draw'),
      parse: answer => meshResponseSchema.parse(answer),
    });
  }

  async draw(
    subject: DrawSubject,
    request: PictureRequest,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<Extract<MeshResponse, { kind: 'pictures' }>> {
    const answer = await this.#run({ kind: 'draw', subject, request, maxBytes }, signal);
    if (answer.kind !== 'pictures') throw unexpected(answer.kind);
    return answer;
  }

  async encode(job: EncodeJob, signal: AbortSignal): Promise<Uint8Array> {
    const answer = await this.#run({ kind: 'encode', job }, signal);
    if (answer.kind !== 'file') throw unexpected(answer.kind);
    return answer.bytes;
  }

  async measure(job: MeasureJob, signal: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.#run({ kind: 'measure', job }, signal);
    if (answer.kind !== 'measures') throw unexpected(answer.kind);
    return answer.measures;
  }

  async check(job: CheckJob, signal: AbortSignal): Promise<CheckResult> {
    const answer = await this.#run({ kind: 'check', job }, signal);
    if (answer.kind !== 'checked') throw unexpected(answer.kind);
    return answer.result;
  }

  async fold(job: FoldJob, signal: AbortSignal): Promise<FoldedSource> {
    const answer = await this.#run({ kind: 'fold', job }, signal);
    if (answer.kind !== 'folded') throw unexpected(answer.kind);
    return answer.folded;
  }

  /** Looks at a model's files before an installed OpenSCAD reads them. */
  async screen(request: EvaluateRequest, signal: AbortSignal): Promise<ScreenedFiles> {
    const answer = await this.#run({ kind: 'screen', request }, signal);
    if (answer.kind !== 'screened') throw unexpected(answer.kind);
    return answer.screened;
  }

  /**
   * Makes geometry of what an installed OpenSCAD wrote.
   *
   * @throws AppError ENGINE_CRASHED for what is no such file, OUTPUT_TOO_LARGE for too many triangles.
   */
  async readGeometry(outputs: NativeOutputs, signal: AbortSignal): Promise<EvaluationOutput> {
    const answer = await this.#run({ kind: 'read', outputs }, signal);
    if (answer.kind !== 'geometry') throw unexpected(answer.kind);
    return answer.output;
  }

  async drawFrame(
    subject: DrawSubject,
    request: PictureRequest,
    signal: AbortSignal,
  ): Promise<Extract<MeshResponse, { kind: 'frame' }>> {
    const answer = await this.#run({ kind: 'frame', subject, request }, signal);
    if (answer.kind !== 'frame') throw unexpected(answer.kind);
    return answer;
  }

  async animate(job: AnimationJob, signal: AbortSignal): Promise<AnimationPictures> {
    const answer = await this.#run({ kind: 'animation', job }, signal);
    if (answer.kind !== 'animation') throw unexpected(answer.kind);
    return answer.animation;
  }

  async warm(): Promise<void> {
    const subject = { kind: '3d', mesh: pyramids(WARMING_PYRAMIDS), closed: true } as const;
    const maxBytes = LIMITS.maxImageBytes;
    for (let round = 0; round < WARMING_ROUNDS; round++) {
      const answer = await this.#pool.warm({ kind: 'draw', subject, request: WARMING_PICTURE, maxBytes });
      if (answer !== null) unwrap(answer);
    }
  }

  status(): PoolStatus | null {
    return this.#pool.status();
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #run(job: MeshRequest, signal: AbortSignal): Promise<Extract<MeshResponse, { ok: true }>> {
    return unwrap(await this.#pool.run(job, signal));
  }
}

/** @throws AppError what the thread says went wrong. */
function unwrap(answer: MeshResponse): Extract<MeshResponse, { ok: true }> {
  if (answer.ok) return answer;
  const { code, message, hint } = answer;
  throw new AppError(code, message, hint === undefined ? {} : { hint });
}

function unexpected(kind: string): AppError {
  return new AppError('INTERNAL', `A drawing thread answered with ${kind}.`);
}
