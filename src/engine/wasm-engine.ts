import { loadEngineAssets, loadFonts, readManifest } from '../../wasm/assets.ts';
import { ASSET_FILES, type AssetManifest } from '../../wasm/manifest.ts';
import type { EvaluatingThreadData } from '../../wasm/thread-data.ts';
import { LIMITS } from '../contracts/limits.ts';
import type { FileSet, StagedFile } from '../contracts/model.ts';
import type { Engine, EngineStatus, EvaluationJob, Logger } from '../contracts/ports.ts';
import {
  type EvaluateRequest,
  type EvaluateResponse,
  evaluateResponseSchema,
} from '../contracts/worker-protocol.ts';
import { usesColor, usesText } from '../scad/features.ts';
import { logFault, ThreadPool } from './thread-pool.ts';

/** Where the engine finds its parts and how much it may use. */
export interface WasmEngineOptions {
  /** The built evaluating worker. */
  readonly workerFile: URL;
  /** Folder made by the asset script, ending in a slash. */
  readonly assetsFolder: URL;
  readonly maxThreads: number;
  readonly logger: Logger;
  readonly maxQueue: number;
  /** Cap on one render's WASM memory. */
  readonly memoryBytes: number;
}

/** OpenSCAD as WebAssembly in worker threads: the default engine, and the sandbox. */
export class WasmEngine implements Engine {
  readonly #options: WasmEngineOptions;
  readonly #pool: ThreadPool<EvaluateRequest, EvaluateResponse>;
  #manifest: Promise<AssetManifest> | null = null;
  #fonts: Promise<readonly StagedFile[]> | null = null;

  constructor(options: WasmEngineOptions) {
    this.#options = options;
    this.#pool = new ThreadPool({
      file: options.workerFile,
      threadData: () => this.#threadData(),
      maxThreads: options.maxThreads,
      maxQueue: options.maxQueue,
      stackSizeMb: LIMITS.workerStackMb,
      onFault: fault => logFault(options.logger, fault),
      parse: answer => evaluateResponseSchema.parse(answer),
    });
  }

  async evaluate(job: EvaluationJob, signal: AbortSignal): Promise<EvaluateResponse> {
    const { fileSet, definitions, product } = job;
    const request: EvaluateRequest = {
      entry: fileSet.entry,
      files: fileSet.files,
      fonts: anySource(fileSet, 'text', usesText) ? await this.#loadFonts() : [],
      definitions,
      product,
      colors: product === 'geometry' && anySource(fileSet, 'color', usesColor),
      outputBytes: LIMITS.maxOutputBytes,
    };
    return this.#pool.run(request, signal);
  }

  async warm(): Promise<void> {
    const cube = new TextEncoder().encode('cube(1);');
    const fileSet = { entry: 'main.scad', files: [{ path: 'main.scad', bytes: cube, isSource: true }] };
    const job: EvaluationJob = { fileSet, definitions: [], product: 'geometry' };
    await this.evaluate(job, new AbortController().signal);
  }

  async status(): Promise<EngineStatus> {
    const { openscad, fonts } = await this.#readManifest();
    const faces = Object.keys(fonts.files).map(name => name.replace(/\.ttf$/, ''));
    return { engine: 'wasm', version: openscad.version, fonts: faces, pool: this.#pool.status() };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #threadData(): Promise<EvaluatingThreadData> {
    const { module, glueUrl, manifest } = await loadEngineAssets(this.#options.assetsFolder);
    return { module, glueUrl, names: manifest.names, memoryBytes: this.#options.memoryBytes };
  }

  async #loadFonts(): Promise<readonly StagedFile[]> {
    const manifest = await this.#readManifest();
    // What failed is tried again by the next call: the cause may have been mended.
    this.#fonts ??= loadFonts(this.#options.assetsFolder, manifest).catch(thrown => {
      this.#fonts = null;
      throw thrown;
    });
    return this.#fonts;
  }

  #readManifest(): Promise<AssetManifest> {
    this.#manifest ??= readManifest(this.#options.assetsFolder).catch(thrown => {
      this.#manifest = null;
      throw thrown;
    });
    return this.#manifest;
  }
}

/** The font that captions in pictures are set in. */
export function captionFont(assetsFolder: URL): URL {
  return new URL(`${ASSET_FILES.fonts}/LiberationSans-Regular.ttf`, assetsFolder);
}

/**
 * Whether any source of the model uses a feature. Looking for the word in the bytes first spares
 * tokenizing whole libraries that never mention it.
 */
function anySource({ files }: FileSet, word: string, uses: (source: string) => boolean): boolean {
  return files.some(({ bytes, isSource }) => {
    if (!isSource) return false;
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return buffer.includes(word) && uses(buffer.toString('utf8'));
  });
}
