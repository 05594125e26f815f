import type { LibraryFile, ModelOrigin } from '../contracts/model.ts';
import type { CacheTierStatus, KnownModel, Libraries } from '../contracts/ports.ts';
import { decodeModel, type LibraryReference, type StoredModel } from './decode-model.ts';
import { encodeModel } from './encode-model.ts';
import type { FaultLog } from './fault-log.ts';
import type { GuardedBlobs, Lookup } from './guarded-blobs.ts';
import { within } from './within.ts';
import { WriteBehind } from './write-behind.ts';

/** From the order to close until what waits to be written is given up; the process ends soon after. */
const FLUSH_MS = 700;

/** What {@link SlowTier} works with. */
export interface SlowTierParts {
  readonly blobs: GuardedBlobs;
  readonly log: FaultLog;
  /** Tells apart what servers of other versions wrote. */
  readonly namespace: () => Promise<string>;
  readonly libraries: Pick<Libraries, 'find'>;
  /** Whether files may still be read from where a model came from: the roots may be others now. */
  readonly isOpen: (origin: ModelOrigin) => Promise<boolean>;
}

/** A place behind memory that keeps models beyond this process. It fails no call. */
export class SlowTier {
  readonly #parts: SlowTierParts;
  readonly #writing: WriteBehind;

  constructor(parts: SlowTierParts) {
    this.#parts = parts;
    this.#writing = new WriteBehind(model => this.#write(model));
  }

  /** Looks a model up. What is damaged is removed; what cannot be used here is a miss. */
  async find(id: string): Promise<{ outcome: Lookup['outcome']; model?: KnownModel }> {
    const { blobs, log } = this.#parts;
    try {
      const namespace = await this.#parts.namespace();
      const { outcome, bytes } = await blobs.get(nameOf(namespace, id));
      if (bytes === null) return { outcome };
      const stored = await decodeModel(bytes, { id, namespace });
      if (stored === null) {
        void blobs.delete(nameOf(namespace, id));
        return { outcome: 'miss' };
      }
      const model = await this.#complete(stored);
      return model === null ? { outcome: 'miss' } : { outcome, model };
    } catch (thrown) {
      log.report('restore', thrown);
      return { outcome: 'error' };
    }
  }

  /** Keeps a model, in a while. */
  keep(model: KnownModel): void {
    this.#writing.add(model);
  }

  status(): Promise<CacheTierStatus> {
    return this.#parts.blobs.status();
  }

  /** Forgets all models of servers of this version. */
  async clear(): Promise<void> {
    const { blobs, log, namespace } = this.#parts;
    await this.#writing.drop();
    try {
      await blobs.clear(`${await namespace()}:`);
    } catch (thrown) {
      log.report('clear', thrown);
    }
  }

  async close(): Promise<void> {
    await within(FLUSH_MS, this.#writing.flush()).catch(() => {});
    await this.#parts.blobs.close();
  }

  async #write(model: KnownModel): Promise<void> {
    const { blobs, log } = this.#parts;
    try {
      const namespace = await this.#parts.namespace();
      const bytes = await encodeModel(model, namespace);
      // The source of a model is less than what another server may have written of it.
      const mode = model.evaluation === null ? 'if-absent' : 'replace';
      await blobs.put(nameOf(namespace, model.id), bytes, mode);
    } catch (thrown) {
      log.report('write', thrown);
    }
  }

  async #complete({ model, fileSet, libraries }: StoredModel): Promise<KnownModel | null> {
    if (model.origin !== null && !(await this.#parts.isOpen(model.origin))) return null;
    const files = await Promise.all(libraries.map(reference => this.#findLibrary(reference)));
    const found = files.filter(file => file !== null);
    return found.length < libraries.length ? null : { ...model, fileSet: { ...fileSet, libraries: found } };
  }

  async #findLibrary({ path, sha256 }: LibraryReference): Promise<LibraryFile | null> {
    const file = await this.#parts.libraries.find(path);
    return file?.sha256 === sha256 ? file : null;
  }
}

function nameOf(namespace: string, id: string): string {
  return `${namespace}:${id}`;
}
