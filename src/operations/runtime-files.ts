import { LRUCache } from 'lru-cache';
import type { MissingFile } from '../scad/missing-files.ts';

/** Names remembered for all models together, some of which a model may only have printed. */
const MAX_CHARACTERS = 4_000_000;

/**
 * Remembers which files a model asked for under names that only a run brings to light, such as
 * `import(str(name, ".stl"))`. The next call stages them at once, so that it needs one run, and so that a
 * change in any of them gives the model another id.
 */
export class RuntimeFiles {
  readonly #names = new LRUCache<string, readonly MissingFile[]>({
    maxSize: MAX_CHARACTERS,
    sizeCalculation: names => names.reduce((sum, { path, file = '' }) => sum + path.length + file.length, 64),
  });

  /** @param id of the model with the files that its source names. */
  recall(id: string): readonly MissingFile[] {
    return this.#names.get(id) ?? [];
  }

  clear(): void {
    this.#names.clear();
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
