import { fileURLToPath } from 'node:url';
import { AppError } from '../contracts/errors.ts';
import type { Mesh } from '../contracts/mesh.ts';
import type { PictureRequest } from '../contracts/picture.ts';
import type { Logger, MeshService, PoolStatus } from '../contracts/ports.ts';
import {
  type DrawingThreadData,
  type DrawSubject,
  type MeshFormat,
  type MeshRequest,
  type MeshResponse,
  meshResponseSchema,
} from '../contracts/worker-protocol.ts';
import { logFault, ThreadPool } from './thread-pool.ts';

/** Where the drawing threads find their parts and how much they take on. */
export interface MeshThreadsOptions {
  /** The built drawing worker. */
  readonly workerFile: URL;
  readonly captionFontFile: URL;
  readonly maxThreads: number;
  readonly logger: Logger;
  readonly maxQueue: number;
}

/** Draws and encodes meshes in worker threads. */
export class MeshThreads implements MeshService {
  readonly #pool: ThreadPool<MeshRequest, MeshResponse>;

  constructor(options: MeshThreadsOptions) {
    const threadData: DrawingThreadData = { captionFontFile: fileURLToPath(options.captionFontFile) };
    this.#pool = new ThreadPool({
      file: options.workerFile,
      threadData: async () => threadData,
      maxThreads: options.maxThreads,
      maxQueue: options.maxQueue,
      onFault: fault => logFault(options.logger, fault),
      parse: answer => meshResponseSchema.parse(answer),
    });
  }

  async draw(
    subject: DrawSubject,
    request: PictureRequest,
    signal: AbortSignal,
  ): Promise<Extract<MeshResponse, { kind: 'pictures' }>> {
    const answer = await this.#run({ kind: 'draw', subject, request }, signal);
    if (answer.kind !== 'pictures') throw unexpected(answer.kind);
    return answer;
  }

  async encode(mesh: Mesh, format: MeshFormat, signal: AbortSignal): Promise<Uint8Array> {
    const answer = await this.#run({ kind: 'encode', mesh, format }, signal);
    if (answer.kind !== 'file') throw unexpected(answer.kind);
    return answer.bytes;
  }

  async warm(): Promise<void> {
    // One small triangle takes the drawing code through every stage.
    const mesh: Mesh = {
      positions: new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]),
      indices: new Uint32Array([0, 1, 2]),
      faceColors: null,
    };
    const request: PictureRequest = {
      views: ['iso'],
      projection: 'perspective',
      width_px: 200,
      height_px: 150,
      layout: 'sheet',
      fit: 'tight',
    };
    await this.draw({ kind: '3d', mesh, closed: false }, request, new AbortController().signal);
  }

  status(): PoolStatus | null {
    return this.#pool.status();
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #run(job: MeshRequest, signal: AbortSignal): Promise<Extract<MeshResponse, { ok: true }>> {
    const answer = await this.#pool.run(job, signal);
    if (!answer.ok) throw new AppError(answer.code, answer.message);
    return answer;
  }
}

function unexpected(kind: string): AppError {
  return new AppError('INTERNAL', `A drawing thread answered with ${kind}.`);
}
