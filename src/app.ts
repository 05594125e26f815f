import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { readManifest, type VerifiedAssets, verifyAssets } from '../wasm/assets.ts';
import { collectGarbage } from '../wasm/collect-garbage.ts';
import { ASSET_FILES } from '../wasm/manifest.ts';
import { createModelStore } from './cache/create-model-store.ts';
import type { ResolvedSettings } from './config/resolve-settings.ts';
import type { Settings } from './config/settings.ts';
import { AppError } from './contracts/errors.ts';
import { LIMITS } from './contracts/limits.ts';
import { type Metrics, NO_METRICS } from './contracts/metrics.ts';
import type { Engine, Logger } from './contracts/ports.ts';
import { MeshThreads } from './engine/mesh-threads.ts';
import { NativeEngine } from './engine/native/native-engine.ts';
import { findSystemPrograms } from './engine/native/sandbox.ts';
import { SwitchingEngine } from './engine/switching-engine.ts';
import { captionFont, WasmEngine } from './engine/wasm-engine.ts';
import type { ServerFacts } from './operations/report-status.ts';
import { RuntimeFiles } from './operations/runtime-files.ts';
import { createSharedWork } from './operations/shared-work.ts';
import type { Workshop } from './operations/workshop.ts';
import { findPackageRoot, readVersion } from './package-root.ts';
import { ownFolder } from './project/artifact-folder.ts';
import { createSweeper } from './project/artifact-sweeper.ts';
import { DiskWriter, type DiskWriterOptions } from './project/file-writer.ts';
import { InstalledLibraries } from './project/libraries/installed-libraries.ts';
import { isOpenOrigin, type StagingRules } from './project/staging.ts';
import { ANY_EXTENSION } from './project/staging-rules.ts';
import { createLogger, type ServerLog } from './telemetry/logger.ts';
import { createMetrics, type ServerMetrics } from './telemetry/metrics.ts';

/** Geometry and sources of known models kept in memory. */
const MODEL_MEMORY_BYTES = 256 * 1024 * 1024;

/** Models kept on disk, all files together. */
const MODEL_DISK_BYTES = 1024 * 1024 * 1024;

/** How often files that nobody needs any more are looked for. */
const SWEEP_INTERVAL_MS = 60 * 60 * 1000;

/** The server's parts, put together. */
export interface App {
  readonly workshop: Workshop;
  readonly facts: ServerFacts;
  readonly log: ServerLog;
  /** Compares the bundled files with what was built. @throws AppError BACKEND_UNAVAILABLE */
  verifyFiles(): Promise<VerifiedAssets>;
  /** Starts threads and code paths that a first call would otherwise wait for. */
  warm(): Promise<void>;
  /** Ends every thread at once, lets go of the cache, and then of the log. */
  close(): Promise<void>;
}

/** What may differ between those who put a server together. */
export interface AppOptions {
  /**
   * Where output paths may lead: the roots, or anywhere for a user who names the files on their own command line.
   * Default: the roots.
   */
  readonly writableFolders?: DiskWriterOptions['roots'];
  /** Who counts what the server does. Default: nobody. */
  readonly metrics?: Metrics;
  /** A log that is open already; {@link App.close} closes it. Default: the one that the settings name. */
  readonly log?: ServerLog;
}

/** Puts the server together. Nothing starts before it is needed or {@link App.warm} is called. */
export function createApp(
  { settings, origins, warnings, libraryFolders }: ResolvedSettings,
  { writableFolders = settings.roots, metrics = NO_METRICS, log }: AppOptions = {},
): App {
  const root = findPackageRoot();
  const assetsFolder = new URL('dist/assets/', root);
  const logger = log ?? createLogger(settings.logLevel, settings.logFile);
  const { bundled, engine, meshes } = createEngines(root, assetsFolder, settings, logger, metrics);
  const allowedExtensions = settings.validateFiles ? new Set(settings.allowedExtensions) : ANY_EXTENSION;
  const libraries = new InstalledLibraries({
    folders: libraryFolders,
    allowedExtensions,
    bundled: {
      folder: new URL(`${ASSET_FILES.libraries}/`, assetsFolder),
      catalog: async () => (await readManifest(assetsFolder)).libraries,
    },
  });
  const artifactFolder = join(settings.tempFolder, 'artifacts');
  const sweeper = createSweeper({
    folder: artifactFolder,
    maxAgeMs: LIMITS.maxArtifactAgeMs,
    intervalMs: SWEEP_INTERVAL_MS,
    onSwept: removed => logger.info('old files removed', { removed }),
  });
  const staging: StagingRules = {
    roots: settings.roots,
    libraries,
    maxFileBytes: settings.maxFileBytes,
    allowedExtensions,
    externalIncludes: !settings.disableExternalIncludes,
  };
  const version = readVersion(root);
  const models = createModelStore({
    type: settings.cacheType,
    ttl_s: settings.cacheTtl_s,
    maxEntries: settings.cacheMaxEntries,
    redisUrl: settings.redisUrl ?? '',
    maxBytes: MODEL_MEMORY_BYTES,
    folder: join(settings.tempFolder, 'cache'),
    maxDiskBytes: MODEL_DISK_BYTES,
    versions: async () => ({ package: version, engine: (await bundled.status()).version }),
    libraries,
    isOpen: async origin => writableFolders === 'anywhere' || isOpenOrigin(origin, staging),
    logger,
    metrics,
  });
  const workshop: Workshop = {
    engine,
    meshes,
    models,
    shared: createSharedWork({ remembers: models.type !== 'off', ttl_s: settings.cacheTtl_s, metrics }),
    writer: new DiskWriter({
      roots: writableFolders,
      artifactFolder,
      maxArtifactBytes: LIMITS.maxArtifactBytes,
    }),
    logger,
    metrics,
    staging,
    runtimeFiles: new RuntimeFiles(),
    readViewer: () => readViewer(new URL('dist/viewer.html', root)),
    facts: { version },
    bounds: {
      timeout_s: settings.timeout_s,
      maxPictureSide_px: settings.maxPictureSide_px,
    },
  };
  return {
    workshop,
    facts: { version, nodeVersion: process.version, settings: origins, callers: 'owner', warnings },
    log: logger,
    verifyFiles: () => verifyAssets(assetsFolder),
    warm: async () => {
      await Promise.all([sweeper.start(), engine.warm(), meshes.warm()]);
      // The engine's files were read here, and a server may wait for hours now.
      collectGarbage();
    },
    close: async () => {
      sweeper.close();
      await Promise.all([engine.close(), meshes.close(), models.close()]);
      await logger.close();
    },
  };
}

async function readViewer(place: URL): Promise<string> {
  try {
    return await readFile(place, 'utf8');
  } catch (cause) {
    throw new AppError('BACKEND_UNAVAILABLE', 'The page of the viewer is missing.', { cause });
  }
}

/** The engine, and the threads that draw; none starts yet. */
function createEngines(root: URL, assetsFolder: URL, settings: Settings, logger: Logger, metrics: Metrics) {
  const { maxThreads, queueSize: maxQueue } = settings;
  const memoryBytes = settings.maxMemory_MB * 1024 * 1024;
  const shared = { assetsFolder, memoryBytes, maxThreads, maxQueue, logger, metrics };
  const bundled = new WasmEngine({
    ...shared,
    workerFile: new URL('dist/workers/evaluate.worker.js', root),
  });
  const meshes = new MeshThreads({
    ...shared,
    workerFile: new URL('dist/workers/mesh.worker.js', root),
    captionFontFile: captionFont(assetsFolder),
  });
  return { bundled, meshes, engine: addNative(bundled, meshes, settings, logger) };
}

/** Puts the installed OpenSCAD beside the bundled one, where one is configured. */
function addNative(bundled: WasmEngine, meshes: MeshThreads, settings: Settings, logger: Logger): Engine {
  const { engine, nativeBinary, allowUnsandboxedNative, maxThreads, queueSize, tempFolder } = settings;
  if (engine === 'wasm' || nativeBinary === null) return bundled;
  const folder = join(tempFolder, 'native');
  const native = new NativeEngine({
    binary: nativeBinary,
    allowUnsandboxed: allowUnsandboxedNative,
    programs: findSystemPrograms(),
    limits: {
      memoryBytes: settings.maxMemory_MB * 1024 * 1024,
      fileBytes: LIMITS.maxOutputBytes,
      // The deadline ends a run before; this is for one that nobody watches any more.
      cpu_s: LIMITS.maxTimeout_s * availableParallelism(),
    },
    maxProcesses: maxThreads,
    maxQueue: queueSize,
    prepareFolder: async () => {
      await ownFolder(folder);
      return folder;
    },
    toRequest: job => bundled.toRequest(job),
    screen: (request, signal) => meshes.screen(request, signal),
    readGeometry: (outputs, signal) => meshes.readGeometry(outputs, signal),
  });
  return new SwitchingEngine({
    use: engine === 'native' ? 'always' : 'fallback',
    bundled,
    native,
    logger,
  });
}

/** Puts a server together that counts what it does, for those who run it. */
export async function createMeasuredApp(
  resolved: ResolvedSettings,
): Promise<App & { metrics: ServerMetrics }> {
  const metrics = await createMetrics({
    version: readVersion(),
    pools: async () => ({
      evaluate: (await app.workshop.engine.status()).pool,
      draw: app.workshop.meshes.status(),
    }),
    cacheTiers: () => app.workshop.models.status(),
  });
  const app = createApp(resolved, { metrics });
  return { ...app, metrics };
}
