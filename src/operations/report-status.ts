import { AppError } from '../contracts/errors.ts';
import { LIMITS } from '../contracts/limits.ts';
import type { CacheTier } from '../contracts/metrics.ts';
import type { NativeStatus } from '../contracts/native.ts';
import type { CacheTierStatus, CacheType, EngineStatus, ModelStore, PoolStatus } from '../contracts/ports.ts';
import type { Workshop } from './workshop.ts';

/** A setting and where its value came from. */
export interface ReportedSetting {
  readonly name: string;
  /** Null when there is none; secrets are hidden. */
  readonly value: string | number | boolean | readonly string[] | null;
  readonly source: string;
}

/** A setting as the composition root knows it. */
export interface KnownSetting extends ReportedSetting {
  /** Whether the value names files or folders of this machine. */
  readonly isPath: boolean;
}

/** What the composition root knows about the program it put together. */
export interface ServerFacts {
  readonly version: string;
  readonly nodeVersion: string;
  readonly settings: readonly KnownSetting[];
  /** Who calls: the person whose machine this is, or others, over a network. */
  readonly callers: 'owner' | 'others';
  /** Sentences about settings that were given and do not count. */
  readonly warnings: readonly string[];
}

/** What stands in the place of a path. */
const HIDDEN = 'hidden';

/** How full the cache is: in memory, and by tier. */
export interface ReportedCache {
  readonly type: CacheType;
  readonly models: number;
  readonly bytes: number;
  readonly max_bytes: number;
  readonly tiers: readonly {
    readonly tier: CacheTier;
    /** Whether it can be asked at present. */
    readonly ok: boolean;
    readonly models?: number;
    readonly bytes?: number;
    readonly max_bytes?: number;
  }[];
}

/** An installed OpenSCAD and whether it can be used. */
export interface ReportedNative {
  readonly use: NativeStatus['use'];
  readonly version: string | null;
  readonly sandbox: NativeStatus['sandbox'];
  readonly limits: boolean;
  readonly set_aside: boolean;
  /** Why it cannot be used, with what to do; null when it can. */
  readonly problem: string | null;
}

/** Answer of {@link reportStatus}. */
export interface StatusReport {
  readonly ok: true;
  readonly summary: string;
  readonly versions: { readonly server: string; readonly openscad: string; readonly node: string };
  readonly engine: string;
  /** The installed OpenSCAD, where one is configured. */
  readonly native?: ReportedNative;
  /** Who handles OpenSCAD's exceptions; see `EngineStatus`. */
  readonly exceptions: EngineStatus['exceptions'];
  readonly limits: Readonly<Record<string, number>>;
  /** Seconds since the process started. */
  readonly uptime_s: number;
  /** Of the process; OpenSCAD's memory and that of threads is in the resident size alone. */
  readonly memory: {
    readonly rss_bytes: number;
    readonly heap_bytes: number;
    readonly external_bytes: number;
  };
  /** Worker threads that run. */
  readonly threads: number;
  readonly pool: { readonly evaluate: PoolStatus | null; readonly draw: PoolStatus | null };
  readonly cache: ReportedCache;
  readonly fonts: readonly string[];
  /** Name and where it comes from. */
  readonly libraries: readonly { readonly name: string; readonly origin: string }[];
  readonly settings: readonly ReportedSetting[];
}

/**
 * Says what this server is, how busy it is and how it is set up.
 *
 * Who is not the owner learns no paths of this machine and may not clear what all callers share.
 *
 * @param clearCache forget all known models first.
 * @throws AppError INVALID_INPUT when others want to clear the cache; BACKEND_UNAVAILABLE when the bundled files are damaged.
 */
export async function reportStatus(
  { engine, meshes, models, shared, bounds, staging, runtimeFiles }: Workshop,
  { version, nodeVersion, settings, callers }: ServerFacts,
  clearCache: boolean,
): Promise<StatusReport> {
  const isOwner = callers === 'owner';
  if (clearCache) {
    if (!isOwner) throw cacheIsShared();
    await models.clear();
    shared.clear();
    runtimeFiles.clear();
  }
  const status = await engine.status();
  const cache = await reportCache(models);
  const cleared = clearCache ? 'The cache was cleared. ' : '';
  return {
    ok: true,
    summary: `${cleared}openscad-mcp-server ${version} with OpenSCAD ${status.version} (${status.engine}), ${cache.models} models in memory.`,
    versions: { server: version, openscad: status.version, node: nodeVersion },
    engine: status.engine,
    ...(status.native === undefined ? {} : { native: reportNative(status.native) }),
    exceptions: status.exceptions,
    limits: {
      timeout_s: bounds.timeout_s,
      max_file_bytes: staging.maxFileBytes,
      max_picture_side_px: bounds.maxPictureSide_px,
      max_files: LIMITS.maxFiles,
      max_total_bytes: LIMITS.maxTotalBytes,
      max_parameters: LIMITS.maxParameters,
      max_output_bytes: LIMITS.maxOutputBytes,
      max_triangles: LIMITS.maxTriangles,
      max_views: LIMITS.maxViews,
    },
    ...measureProcess(status.pool, meshes.status()),
    pool: { evaluate: status.pool, draw: meshes.status() },
    cache,
    fonts: status.fonts,
    libraries: (await staging.libraries.list()).map(({ name, origin, folder }) => ({
      name,
      origin: isOwner ? (folder ?? origin) : origin,
    })),
    settings: settings.map(({ name, value, source, isPath }) => ({
      name,
      value: isPath && !isOwner ? HIDDEN : value,
      source,
    })),
  };
}

function reportNative({ hasLimits, isSetAside, problem, ...status }: NativeStatus): ReportedNative {
  return {
    ...status,
    limits: hasLimits,
    set_aside: isSetAside,
    problem: problem === null ? null : `${problem.message} ${problem.hint}`,
  };
}

function cacheIsShared(): AppError {
  return new AppError('INVALID_INPUT', 'clear_cache: all callers of this server share its cache.', {
    hint: 'Call without clear_cache; only who runs the server may clear its cache.',
  });
}

function measureProcess(
  ...pools: readonly (PoolStatus | null)[]
): Pick<StatusReport, 'uptime_s' | 'memory' | 'threads'> {
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    uptime_s: Math.round(process.uptime()),
    memory: { rss_bytes: rss, heap_bytes: heapUsed, external_bytes: external },
    threads: pools.reduce((sum, pool) => sum + (pool?.threads ?? 0), 0),
  };
}

async function reportCache(models: ModelStore): Promise<ReportedCache> {
  const tiers = await models.status();
  const memory = tiers.find(({ tier }) => tier === 'memory');
  return {
    type: models.type,
    models: memory?.models ?? 0,
    bytes: memory?.bytes ?? 0,
    max_bytes: models.maxBytes,
    tiers: tiers.map(reportTier),
  };
}

function reportTier({ maxBytes, ...tier }: CacheTierStatus): ReportedCache['tiers'][number] {
  return maxBytes === undefined ? tier : { ...tier, max_bytes: maxBytes };
}
