import { AppError } from '../contracts/errors.ts';
import type { FileSet, LibraryFile, ModelFile, StagedFile } from '../contracts/model.ts';
import type { Libraries } from '../contracts/ports.ts';
import type { Reference } from '../scad/references.ts';
import { traitsOf } from '../scad/source-traits.ts';
import { Breather } from './breather.ts';
import type { FileSource, Mention } from './disk-files.ts';
import { checkLibraryTotals } from './libraries/library-totals.ts';
import { type Lookup, lookupsOf, takesCode } from './lookups.ts';
import { findReferenceFault, staysInside } from './model-path.ts';
import { normalizeSource } from './source-text.ts';
import type { Refusal, UnreadReference } from './staging-rules.ts';
import { checkTotals } from './totals.ts';

/** Names looked for in vain; a model that means well has a handful. */
const MAX_MISSES = 1000;

/** Where {@link Gathering} finds files. */
export interface Supplies {
  readonly own: FileSource;
  readonly libraries: Libraries;
}

/**
 * Collects everything a model refers to, directly or through others, starting at the files it is given.
 * Every file is read once, so the bytes that are evaluated are the bytes the model is known by.
 */
export class Gathering {
  readonly #entry: string;
  readonly #supplies: Supplies;
  readonly #files = new Map<string, ModelFile>();
  readonly #libraries = new Map<string, LibraryFile>();
  readonly #unread = new Map<string, UnreadReference>();
  readonly #misses = new Map<string, Refusal>();
  /** Code whose references have not been followed. */
  readonly #waiting: { readonly at: Lookup; readonly file: ModelFile }[] = [];

  constructor(entry: string, supplies: Supplies) {
    this.#entry = entry;
    this.#supplies = supplies;
  }

  /** How many files there are. */
  get size(): number {
    return this.#files.size + this.#libraries.size;
  }

  /** References of the model's own files that led to no file; those of libraries are not its concern. */
  get unread(): readonly UnreadReference[] {
    return [...this.#unread.values()];
  }

  /** Takes over files that are complete already: their references are not followed again. */
  resume({ files, libraries }: FileSet): void {
    for (const file of files) this.#files.set(file.path, file);
    for (const file of libraries) this.#libraries.set(file.path, file);
  }

  /** Adds a file that was handed over. */
  add(file: StagedFile, isCode: boolean): void {
    const { path } = file;
    if (!isCode) {
      this.#files.set(path, { ...file, isSource: false });
      return;
    }
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes);
    const source = { path, bytes: new TextEncoder().encode(normalizeSource(path, text)), isSource: true };
    this.#files.set(path, source);
    this.#waiting.push({ at: { shelf: 'model', path }, file: source });
  }

  /**
   * Follows references until nothing new turns up. Other work of the server gets its turn in between.
   *
   * @throws AppError for a file or a model that is too large
   * @throws the reason of `signal` once that is aborted.
   */
  async followAll(signal?: AbortSignal): Promise<void> {
    const breather = new Breather(signal);
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      await breather.breathe();
      for (const reference of traitsOf(next.file).references) {
        await breather.breathe();
        await this.#followFrom(reference, next.at);
      }
    }
  }

  /** Takes the first of the files that is there; answers why the first one is not when none is. */
  async takeFirst(
    lookups: readonly Lookup[],
    kind: Reference['kind'],
    mention: Mention | null,
  ): Promise<Refusal | null> {
    let first: Refusal | null = null;
    for (const { shelf, path } of lookups) {
      const refusal =
        shelf === 'library' ? await this.#takeLibrary(path) : await this.#takeOwn(path, kind, mention);
      if (refusal === null) return null;
      first ??= refusal;
    }
    return first;
  }

  /** Everything collected. */
  fileSet(): FileSet {
    return { entry: this.#entry, files: [...this.#files.values()], libraries: [...this.#libraries.values()] };
  }

  async #followFrom(reference: Reference, at: Lookup): Promise<void> {
    const refusal = await this.#follow(reference, at);
    if (refusal === null || at.shelf === 'library') return;
    const { kind, path, line } = reference;
    const key = `${refusal.reason} ${refusal.place}`;
    if (!this.#unread.has(key)) this.#unread.set(key, { kind, path, line, file: at.path, ...refusal });
  }

  async #follow(reference: Reference, at: Lookup): Promise<Refusal | null> {
    const { kind, path, line } = reference;
    const fault = findReferenceFault(path);
    if (fault !== null) return { place: path, reason: fault };
    return this.takeFirst(lookupsOf(reference, at, this.#entry), kind, { file: at.path, line });
  }

  async #takeOwn(path: string, kind: Reference['kind'], mention: Mention | null): Promise<Refusal | null> {
    const isCode = takesCode(kind, path);
    const known = this.#files.get(path);
    if (known !== undefined) {
      // What is data to one file can be code to another.
      if (isCode && !known.isSource) this.add(known, true);
      return null;
    }
    const missed = this.#misses.get(path);
    if (missed !== undefined) return missed;
    const found = await this.#supplies.own.read(path, mention);
    if (!('bytes' in found)) return this.#miss(path, found);
    this.add({ path, bytes: found.bytes }, isCode);
    checkTotals([...this.#files.values()]);
    return null;
  }

  async #takeLibrary(path: string): Promise<Refusal | null> {
    if (this.#libraries.has(path)) return null;
    const key = `library ${path}`;
    const missed = this.#misses.get(key);
    if (missed !== undefined) return missed;
    const file = staysInside(path) ? await this.#supplies.libraries.find(path) : null;
    if (file === null) return this.#miss(key, { place: path, reason: 'unreadable' });
    this.#libraries.set(path, file);
    checkLibraryTotals([...this.#libraries.values()]);
    this.#waiting.push({ at: { shelf: 'library', path }, file });
    return null;
  }

  #miss(key: string, refusal: Refusal): Refusal {
    this.#misses.set(key, refusal);
    if (this.#misses.size > MAX_MISSES) {
      throw new AppError(
        'INVALID_INPUT',
        `The model refers to more than ${MAX_MISSES} files that it does not have.`,
        {
          hint: 'Remove the include, use, import and surface statements that lead nowhere.',
        },
      );
    }
    return refusal;
  }
}
