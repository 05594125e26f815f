import { LRUCache } from 'lru-cache';
import type { KnownModel, ModelStore } from '../contracts/ports.ts';

/** Bookkeeping of one entry besides what is counted. */
const ENTRY_BYTES = 1024;

/** Keeps known models in memory, the least recently used leaving first. */
export class MemoryModels implements ModelStore {
  readonly #models: LRUCache<string, KnownModel>;
  readonly #maxBytes: number;

  /** @param maxBytes bound on sources and geometry together. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#models = new LRUCache({ maxSize: maxBytes, sizeCalculation: sizeOf });
  }

  get(id: string): KnownModel | undefined {
    return this.#models.get(id);
  }

  put(model: KnownModel): void {
    const evaluation = model.evaluation ?? this.#models.peek(model.id)?.evaluation ?? null;
    this.#models.set(model.id, { ...model, evaluation });
  }

  list(): readonly KnownModel[] {
    return [...this.#models.values()];
  }

  status(): { models: number; bytes: number; maxBytes: number } {
    return { models: this.#models.size, bytes: this.#models.calculatedSize, maxBytes: this.#maxBytes };
  }

  clear(): void {
    this.#models.clear();
  }
}

function sizeOf({ fileSet, evaluation }: KnownModel): number {
  const sources = fileSet.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const words = evaluation === null ? 0 : JSON.stringify(evaluation.diagnostics).length;
  return ENTRY_BYTES + sources + words + geometryBytes(evaluation?.output);
}

function geometryBytes(output: NonNullable<KnownModel['evaluation']>['output'] | undefined): number {
  switch (output?.kind) {
    case '3d': {
      const { positions, indices, faceColors } = output.mesh;
      return positions.byteLength + indices.byteLength + (faceColors?.byteLength ?? 0);
    }
    case '2d':
      return output.outline.contours.reduce((sum, contour) => sum + contour.byteLength, 0);
    case 'document':
      return output.bytes.length;
    default:
      return 0;
  }
}
