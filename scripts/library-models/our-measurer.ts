import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CONTINUED } from '../../src/contracts/evaluation-protocol.ts';
import { LIMITS } from '../../src/contracts/limits.ts';
import { NO_METRICS } from '../../src/contracts/metrics.ts';
import type { Logger } from '../../src/contracts/ports.ts';
import { WasmEngine } from '../../src/engine/wasm-engine.ts';
import { InstalledLibraries } from '../../src/project/libraries/installed-libraries.ts';
import { stageInline } from '../../src/project/staging.ts';
import { readManifest } from '../../wasm/assets.ts';
import { ASSET_FILES } from '../../wasm/manifest.ts';
import { distFolder } from '../project-paths.ts';
import { type Measure, measureOutput } from './measure.ts';
import type { LibraryModel } from './models.ts';

const LIMIT_MS = 120_000;

const dist = pathToFileURL(`${distFolder}/`);
const assets = pathToFileURL(join(distFolder, 'assets/'));

const libraries = new InstalledLibraries({
  folders: [],
  bundled: {
    folder: new URL(`${ASSET_FILES.libraries}/`, assets),
    catalog: async () => (await readManifest(assets)).libraries,
  },
});

const ignore = () => {};
const SILENT: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Evaluates models as the server does, with the built package's engine and libraries. */
export class OurMeasurer {
  readonly #engine = new WasmEngine({
    workerFile: new URL('workers/evaluate.worker.js', dist),
    assetsFolder: assets,
    maxThreads: 1,
    maxQueue: 0,
    logger: SILENT,
    metrics: NO_METRICS,
    memoryBytes: 2 ** 31,
  });

  /** @throws Error when it makes no geometry, with what OpenSCAD said. */
  async measure({ code, definitions }: LibraryModel): Promise<Measure> {
    const { fileSet } = await stageInline(
      { code },
      {
        roots: [],
        libraries,
        maxFileBytes: LIMITS.maxTotalBytes,
        allowedExtensions: new Set(['.scad']),
        externalIncludes: false,
      },
    );
    const job = { fileSet, definitions, product: 'geometry' } as const;
    const answer = await this.#engine.evaluate(job, AbortSignal.timeout(LIMIT_MS));
    const measure = answer.ok ? measureOutput(answer.output) : null;
    if (measure === null)
      throw new Error(
        [...answer.log.head, ...answer.log.tail].slice(-5).join('\n').replaceAll(CONTINUED, ''),
      );
    return measure;
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}
