import type { KnownModel, ModelStore } from '../../contracts/ports.ts';
import { geometryBytes } from './geometry-bytes.ts';

/**
 * The part of all room for known models that a call which makes many may take, so that it does not drive
 * out those of others.
 */
const SHARE = 0.25;

/**
 * A store for one call: models are found as ever, and kept while those of the call stay within its share.
 * The first is always kept, since the result names it.
 */
export function limitStore(store: ModelStore): ModelStore {
  const { type, maxBytes } = store;
  const decided = new Map<string, boolean>();
  let taken = 0;
  return {
    type,
    maxBytes,
    get: id => store.get(id),
    put(model) {
      if (!decided.has(model.id)) {
        taken += sizeOf(model);
        decided.set(model.id, decided.size === 0 || taken <= SHARE * maxBytes);
      }
      if (decided.get(model.id)) store.put(model);
    },
    list: () => store.list(),
    status: () => store.status(),
    clear: () => store.clear(),
    close: () => store.close(),
  };
}

function sizeOf({ fileSet, evaluation }: KnownModel): number {
  const sources = fileSet.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return sources + geometryBytes(evaluation?.output);
}
