import { LRUCache } from 'lru-cache';
import type { MissingFile } from '../scad/missing-files.ts';

/** Models whose run-time names are remembered; each takes a few hundred bytes. */
const MAX_MODELS = 1000;

/**
 * Remembers which files a model asked for under names that only a run brings to light, such as
 * `import(str(name, ".stl"))`. The next call stages them at once, so that it needs one run, and so that a
 * change in any of them gives the model another id.
 */
export class RuntimeFiles {
  readonly #names = new LRUCache<string, readonly MissingFile[]>({ max: MAX_MODELS });

  /** @param id of the model with the files that its source names. */
  recall(id: string): readonly MissingFile[] {
    return this.#names.get(id) ?? [];
  }

  /** Adds what a run asked for, whether it was found or not: it may be there next time. */
  remember(id: string, missing: readonly MissingFile[]): void {
    const known = this.recall(id);
    const added = missing.filter(
      ({ path, file }) => !known.some(one => one.path === path && one.file === file),
    );
    if (added.length > 0) this.#names.set(id, [...known, ...added]);
  }
}
