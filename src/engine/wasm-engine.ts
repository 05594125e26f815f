import { loadEngineAssets, readManifest } from '../../wasm/assets.ts';
import { ASSET_FILES, type AssetManifest } from '../../wasm/manifest.ts';
import { SelfTest } from '../../wasm/self-test.ts';
import type { EvaluatingThreadData } from '../../wasm/thread-data.ts';
import {
  type EvaluateRequest,
  type EvaluateResponse,
  evaluateResponseSchema,
} from '../contracts/evaluation-protocol.ts';
import { LIMITS } from '../contracts/limits.ts';
import type { Metrics } from '../contracts/metrics.ts';
import type { Engine, EngineStatus, EvaluationJob, Logger } from '../contracts/ports.ts';
import { FontShelf } from './font-shelf.ts';
import { findNeededCode } from './needed-code.ts';
import { needsColor } from './needs-color.ts';
import { logFault } from './thread-faults.ts';
import { ThreadPool } from './thread-pool.ts';

/** Where the engine finds its parts and how much it may use. */
export interface WasmEngineOptions {
  /** The built evaluating worker. */
  readonly workerFile: URL;
  /** Folder made by the asset script, ending in a slash. */
  readonly assetsFolder: URL;
  readonly maxThreads: number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly maxQueue: number;
  /** Cap on one render's WASM memory. */
  readonly memoryBytes: number;
}

/** OpenSCAD as WebAssembly in worker threads: the default engine, and the sandbox. */
export class WasmEngine implements Engine {
  readonly name = 'wasm';
  readonly #options: WasmEngineOptions;
  readonly #pool: ThreadPool<EvaluateRequest, EvaluateResponse>;
  readonly #fonts: FontShelf;
  readonly #selfTest = new SelfTest();
  #manifest: Promise<AssetManifest> | null = null;

  constructor(options: WasmEngineOptions) {
    this.#options = options;
    this.#fonts = new FontShelf(options.assetsFolder, () => this.#readManifest());
    this.#pool = new ThreadPool({
      file: options.workerFile,
      rights: { assetsFolder: options.assetsFolder, addons: false },
      threadData: () => this.#threadData(),
      maxThreads: options.maxThreads,
      maxQueue: options.maxQueue,
      stackSizeMb: LIMITS.workerStackMb,
      onFault: fault => logFault(options.logger, fault),
      onRestart: () => options.metrics.countThreadRestart('evaluate'),
      parse: answer => evaluateResponseSchema.parse(answer),
    });
  }

  async evaluate(job: EvaluationJob, signal: AbortSignal): Promise<EvaluateResponse> {
    return this.#pool.run(await this.toRequest(job), signal);
  }

  /** What a thread is asked, with the fonts that the model needs. */
  async toRequest({ fileSet, definitions, product }: EvaluationJob): Promise<EvaluateRequest> {
    const libraries = findNeededCode(fileSet, definitions);
    return {
      entry: fileSet.entry,
      files: fileSet.files,
      libraries,
      fonts: await this.#fonts.fontsFor(fileSet, definitions),
      definitions,
      product,
      colors: product === 'geometry' && needsColor(fileSet, libraries),
      outputBytes: LIMITS.maxOutputBytes,
    };
  }

  async warm(): Promise<void> {
    const cube = new TextEncoder().encode('cube(1);');
    const files = [{ path: 'main.scad', bytes: cube, isSource: true }];
    const fileSet = { entry: 'main.scad', files, libraries: [] };
    const job: EvaluationJob = { fileSet, definitions: [], product: 'geometry' };
    await this.#pool.warm(await this.toRequest(job));
  }

  async status(): Promise<EngineStatus> {
    const { openscad, fonts } = await this.#readManifest();
    const faces = fonts.faces.map(({ family, style }) => `${family} ${style}`);
    return {
      engine: this.name,
      version: openscad.version,
      exceptions: this.#selfTest.handler,
      fonts: faces,
      pool: this.#pool.status(),
    };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #threadData(): Promise<EvaluatingThreadData> {
    const { program } = await loadEngineAssets(this.#options.assetsFolder);
    return { program, selfTest: this.#selfTest.memory, memoryBytes: this.#options.memoryBytes };
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
