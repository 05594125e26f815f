import type { ManifoldKit } from '../src/mesh/booleans/solid.ts';
import { loadManifold, type ManifoldSource, startManifold } from '../wasm/manifold.ts';

/** Starts an instance of the library that computes with solids, good for one job. */
export type TakeManifold = () => Promise<ManifoldKit>;

/**
 * Gives out instances in this thread. The module is read and compiled when the first one is asked for.
 *
 * @param assetsFolder URL ending in a slash.
 * @param memoryBytes cap on the memory of each instance.
 */
export function supplyManifold(assetsFolder: URL, memoryBytes: number): TakeManifold {
  let loading: Promise<ManifoldSource> | null = null;
  return async () => {
    loading ??= loadManifold(assetsFolder).catch(thrown => {
      // A later job tries again: the cause may have been mended.
      loading = null;
      throw thrown;
    });
    return startManifold(await loading, memoryBytes);
  };
}
