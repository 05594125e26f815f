import { LRUCache } from 'lru-cache';
import type { LibraryFile } from '../contracts/model.ts';
import type { KnownModel } from '../contracts/ports.ts';
import { ownBytes } from './model-size.ts';

/** How much {@link MemoryModels} keep. */
export interface MemoryBounds {
  /** Sources, library files and geometry together. */
  readonly maxBytes: number;
  /** Number of models; not bounded unless given. */
  readonly maxEntries?: number;
  /** Time since a model was last used after which it is forgotten; 0 or none for ever. */
  readonly ttl_s?: number;
}

/**
 * Keeps known models in memory, the least recently used leaving first.
 *
 * The files of libraries are objects that many models share, so each of them is counted once, as long as any
 * model refers to it.
 */
export class MemoryModels {
  readonly maxBytes: number;
  readonly #models: LRUCache<string, KnownModel>;
  /** How many of the models refer to a file. */
  readonly #libraryUses = new Map<LibraryFile, number>();
  #libraryBytes = 0;

  constructor({ maxBytes, maxEntries = 0, ttl_s = 0 }: MemoryBounds) {
    this.maxBytes = maxBytes;
    this.#models = new LRUCache({
      max: maxEntries,
      maxSize: maxBytes,
      sizeCalculation: ownBytes,
      ttl: ttl_s * 1000,
      updateAgeOnGet: true,
      dispose: model => this.#release(model),
    });
  }

  /** Finds a model, which counts as a use. */
  get(id: string): KnownModel | undefined {
    return this.#models.get(id);
  }

  /**
   * Keeps a model; one that comes without an evaluation does not displace the one that is there.
   *
   * @returns what is kept from now on, and whether it is more than was kept before.
   */
  put(model: KnownModel): { readonly kept: KnownModel; readonly isNews: boolean } {
    const before = this.#models.peek(model.id);
    const kept = { ...model, evaluation: model.evaluation ?? before?.evaluation ?? null };
    this.#retain(kept);
    this.#models.set(model.id, kept);
    if (this.#models.peek(model.id) !== kept) this.#release(kept);
    while (this.bytes > this.maxBytes && this.#models.size > 0) this.#models.pop();
    return { kept, isNews: before === undefined || (before.evaluation === null && kept.evaluation !== null) };
  }

  /** Those kept, most recently used first. */
  list(): readonly KnownModel[] {
    return [...this.#models.values()];
  }

  /** How many models are kept. */
  get size(): number {
    this.#models.purgeStale();
    return this.#models.size;
  }

  /** What they take. */
  get bytes(): number {
    return this.#models.calculatedSize + this.#libraryBytes;
  }

  /** Forgets them all. */
  clear(): void {
    this.#models.clear();
  }

  #retain({ fileSet }: KnownModel): void {
    for (const file of fileSet.libraries) {
      const uses = this.#libraryUses.get(file) ?? 0;
      if (uses === 0) this.#libraryBytes += file.bytes.length;
      this.#libraryUses.set(file, uses + 1);
    }
  }

  #release({ fileSet }: KnownModel): void {
    for (const file of fileSet.libraries) {
      const uses = this.#libraryUses.get(file) ?? 0;
      if (uses > 1) {
        this.#libraryUses.set(file, uses - 1);
      } else if (uses === 1) {
        this.#libraryUses.delete(file);
        this.#libraryBytes -= file.bytes.length;
      }
    }
  }
}
