import { createModelStore, type ModelStoreOptions } from '../../src/cache/create-model-store.ts';
import type { CacheOutcome, CacheTier, Metrics } from '../../src/contracts/metrics.ts';
import { NO_METRICS } from '../../src/contracts/metrics.ts';
import type { KnownModel, Logger, ModelStore } from '../../src/contracts/ports.ts';
import { MemoryLibraries } from './memory-libraries.ts';

/** A store, what it looked up and what it logged. */
export interface WatchedStore {
  readonly store: ModelStore;
  readonly lookups: readonly (readonly [CacheTier, CacheOutcome])[];
  readonly log: readonly string[];
}

/** Makes a store as the server does, with room enough unless told otherwise. */
export function watchedStore(changes: Partial<ModelStoreOptions>): WatchedStore {
  const lookups: [CacheTier, CacheOutcome][] = [];
  const log: string[] = [];
  const note = (event: string, fields?: object) => log.push(`${event} ${JSON.stringify(fields ?? {})}`);
  const logger: Logger = { debug: note, info: note, warn: note, error: note };
  const metrics: Metrics = {
    ...NO_METRICS,
    countCacheLookup: (tier, outcome) => lookups.push([tier, outcome]),
  };
  const store = createModelStore({
    type: 'memory',
    ttl_s: 60,
    maxEntries: 100,
    maxBytes: 2 ** 26,
    folder: '',
    maxDiskBytes: 2 ** 26,
    redisUrl: '',
    versions: async () => ({ package: '1.2.3', engine: '2025.07.18' }),
    libraries: new MemoryLibraries(),
    isOpen: async () => true,
    logger,
    metrics,
    ...changes,
  });
  return { store, lookups, log };
}

/** Waits until something is so, which background work makes it; at most two seconds. */
export async function until(isSo: () => Promise<boolean> | boolean, limitMs = 2000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not so after ${limitMs} ms: ${isSo}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

/** The part of a model that tells whether it came back whole. */
export function plain(model: KnownModel | undefined): unknown {
  return model === undefined ? undefined : JSON.parse(JSON.stringify(model, replaceBytes));
}

function replaceBytes(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value)
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')
    : value;
}
