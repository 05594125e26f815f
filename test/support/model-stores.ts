import { MemoryModels } from '../../src/cache/memory-models.ts';
import { TieredModels } from '../../src/cache/tiered-models.ts';
import { NO_METRICS } from '../../src/contracts/metrics.ts';
import type { ModelStore } from '../../src/contracts/ports.ts';

/** A store that keeps models in memory alone. */
export function memoryStore(maxBytes: number): ModelStore {
  return new TieredModels({ type: 'memory', memory: new MemoryModels({ maxBytes }), metrics: NO_METRICS });
}
