import { endianness } from 'node:os';
import type { Metrics } from '../contracts/metrics.ts';
import type { ModelOrigin } from '../contracts/model.ts';
import type { CacheType, Libraries, Logger, ModelStore } from '../contracts/ports.ts';
import type { BlobStore } from './blob-store.ts';
import { DiskBlobs } from './disk-blobs.ts';
import { FaultLog } from './fault-log.ts';
import { GuardedBlobs } from './guarded-blobs.ts';
import { MemoryModels } from './memory-models.ts';
import { RedisBlobs } from './redis-blobs.ts';
import { SlowTier } from './slow-tier.ts';
import { TieredModels } from './tiered-models.ts';

/** How known models are kept. */
export interface ModelStoreOptions {
  readonly type: CacheType;
  /** Time since a model was last used in a tier after which it is forgotten there; 0 for ever. */
  readonly ttl_s: number;
  /** Models in memory; 0 for any number. */
  readonly maxEntries: number;
  /** Sources, library files and geometry of models in memory. */
  readonly maxBytes: number;
  /** For type `disk`: a folder of this server's own, absolute. It need not exist. */
  readonly folder: string;
  /** For type `disk`: all its files together. */
  readonly maxDiskBytes: number;
  /** For type `redis`. It may hold a password, and is never logged. */
  readonly redisUrl: string;
  /** Models that other versions have kept are not used. */
  readonly versions: () => Promise<{ readonly package: string; readonly engine: string }>;
  /** Where library files of kept models are found again. */
  readonly libraries: Pick<Libraries, 'find'>;
  /** Whether files may still be read from where a kept model came from. */
  readonly isOpen: (origin: ModelOrigin) => Promise<boolean>;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Of how models are written; goes up with every change of it. */
const FORMAT = 1;

/** Makes the cache of known models. Nothing is opened before it is needed, except the connection to Redis. */
export function createModelStore(options: ModelStoreOptions): ModelStore {
  const { type, maxBytes, maxEntries, ttl_s, metrics } = options;
  const memory = new MemoryModels({ maxBytes, maxEntries, ttl_s });
  if (type === 'off' || type === 'memory') return new TieredModels({ type, memory, metrics });
  const { versions, libraries, isOpen, logger } = options;
  const log = new FaultLog(logger, type);
  const blobs = new GuardedBlobs(openBlobs(type, options, log), log);
  const namespace = async () => {
    const { package: server, engine } = await versions();
    return [FORMAT, server, engine, endianness()].join(':');
  };
  const models = new SlowTier({ blobs, log, namespace, libraries, isOpen });
  return new TieredModels({ type, memory, slow: { tier: type, models }, metrics });
}

function openBlobs(
  type: 'disk' | 'redis',
  { folder, maxDiskBytes, redisUrl, ttl_s }: ModelStoreOptions,
  log: FaultLog,
): BlobStore {
  return type === 'disk'
    ? new DiskBlobs({ folder, maxBytes: maxDiskBytes, ttl_s })
    : new RedisBlobs({ url: redisUrl, ttl_s, log });
}
