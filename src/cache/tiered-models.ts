import type { CacheTier, Metrics } from '../contracts/metrics.ts';
import type { CacheTierStatus, CacheType, KnownModel, ModelStore } from '../contracts/ports.ts';
import type { MemoryModels } from './memory-models.ts';
import type { SlowTier } from './slow-tier.ts';

/** Only what looks like an id is looked for beyond memory. */
const MODEL_ID = /^[\w-]{1,80}$/;

/** What {@link TieredModels} are put together from. */
export interface TieredModelsParts {
  readonly type: CacheType;
  readonly memory: MemoryModels;
  readonly slow?: { readonly tier: Exclude<CacheTier, 'memory'>; readonly models: SlowTier };
  readonly metrics: Metrics;
}

/** Known models in memory, and behind it, unless there is none, in a slower tier. */
export class TieredModels implements ModelStore {
  readonly type: CacheType;
  readonly maxBytes: number;
  readonly #parts: TieredModelsParts;
  /** One lookup in the slower tier per model, however many ask. */
  readonly #lookups = new Map<string, Promise<KnownModel | undefined>>();
  /** Goes up when the cache is cleared: what was looked up before is not kept after. */
  #generation = 0;

  constructor(parts: TieredModelsParts) {
    this.type = parts.type;
    this.maxBytes = parts.memory.maxBytes;
    this.#parts = parts;
  }

  async get(id: string): Promise<KnownModel | undefined> {
    const { memory, slow, metrics } = this.#parts;
    const known = memory.get(id);
    metrics.countCacheLookup('memory', known === undefined ? 'miss' : 'hit');
    if (known !== undefined || slow === undefined || !MODEL_ID.test(id)) return known;
    const running = this.#lookups.get(id);
    if (running !== undefined) return running;
    const lookup = this.#lookUp(id, slow).finally(() => this.#lookups.delete(id));
    this.#lookups.set(id, lookup);
    return lookup;
  }

  put(model: KnownModel): void {
    const { memory, slow, type } = this.#parts;
    const { kept, isNews } = memory.put(type === 'off' ? { ...model, evaluation: null } : model);
    if (isNews) slow?.models.keep(kept);
  }

  list(): readonly KnownModel[] {
    return this.#parts.memory.list();
  }

  async status(): Promise<readonly CacheTierStatus[]> {
    const { memory, slow } = this.#parts;
    const { size, bytes, maxBytes } = memory;
    const first = { tier: 'memory', ok: true, models: size, bytes, maxBytes } as const;
    return slow === undefined ? [first] : [first, await slow.models.status()];
  }

  async clear(): Promise<void> {
    const { memory, slow } = this.#parts;
    this.#generation += 1;
    this.#lookups.clear();
    memory.clear();
    await slow?.models.clear();
  }

  async close(): Promise<void> {
    await this.#parts.slow?.models.close();
  }

  async #lookUp(
    id: string,
    { tier, models }: NonNullable<TieredModelsParts['slow']>,
  ): Promise<KnownModel | undefined> {
    const { memory, metrics } = this.#parts;
    const generation = this.#generation;
    const { outcome, model } = await models.find(id);
    metrics.countCacheLookup(tier, outcome);
    if (model === undefined || generation !== this.#generation) return memory.get(id);
    return memory.put(model).kept;
  }
}
