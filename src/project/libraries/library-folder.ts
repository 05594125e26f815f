import type { BigIntStats, Dirent } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../contracts/errors.ts';
import type { LibraryFile } from '../../contracts/model.ts';
import { readGuarded } from '../guarded-read.ts';
import { quotePath } from '../model-path.ts';
import { FolderListings } from './folder-listing.ts';
import { createLibraryFile, MAX_LIBRARY_FILE_BYTES } from './library-file.ts';
import { isHidden } from './library-path.ts';

/** Files changed within this time of being read may change again and keep their time of change. */
const CLOCK_STEP_MS = 2000;

/** A file that was read, and how it looked on disk just before. */
interface KnownFile {
  readonly fingerprint: string;
  readonly isSettled: boolean;
  readonly file: LibraryFile;
}

/**
 * A folder of the user's with libraries in it: each of its folders is one, and so is each `.scad` file
 * that lies in it directly.
 */
export class LibraryFolder {
  /** Absolute. */
  readonly path: string;
  readonly #listings = new FolderListings();
  readonly #files = new Map<string, KnownFile>();

  constructor(path: string) {
    this.path = path;
  }

  /** The names of its libraries. */
  async names(): Promise<readonly string[]> {
    const entries = [...(await this.#listings.list(this.path))].filter(([name]) => !isHidden(name));
    const names = await Promise.all(
      entries.map(async ([name, entry]) => ((await this.#isLibrary(entry)) ? name : null)),
    );
    return names.filter(name => name !== null);
  }

  /** Whether paths that begin with a name are looked for here, and in no other place. */
  async has(name: string): Promise<boolean> {
    const entry = (await this.#listings.list(this.path)).get(name.normalize('NFC'));
    return entry !== undefined && this.#isLibrary(entry);
  }

  /**
   * Reads a file, or gives out the same object again while the file has not changed.
   *
   * A library may itself be a link: who puts one into this folder installs what it leads to, and people
   * link BOSL2 to where they keep it. Its own folder is then the border that no other link may cross.
   *
   * @throws AppError SOURCE_TOO_LARGE
   */
  async find(segments: readonly string[]): Promise<LibraryFile | null> {
    const path = segments.join('/');
    const place = await this.#locate(segments);
    const facts = place === null ? null : await stat(place, { bigint: true }).catch(() => null);
    if (place === null || facts === null || !facts.isFile()) return this.#forget(path);
    const fingerprint = fingerprintOf(facts);
    const known = this.#files.get(path);
    if (known?.isSettled && known.fingerprint === fingerprint) return known.file;
    const root = await this.#rootOf(segments);
    const bounds = {
      folders: root === null ? [] : [root],
      extensions: null,
      maxBytes: MAX_LIBRARY_FILE_BYTES,
    };
    const found = await readGuarded(place, bounds);
    if (!('bytes' in found)) {
      if (found.refused === 'too-large') throw tooLarge(path);
      return this.#forget(path);
    }
    const isSettled = Date.now() - Number(facts.ctimeMs) > CLOCK_STEP_MS;
    const read = createLibraryFile(path, found.bytes);
    const file = known?.file.sha256 === read.sha256 ? known.file : read;
    this.#files.set(path, { fingerprint, isSettled, file });
    return file;
  }

  #forget(path: string): null {
    this.#files.delete(path);
    return null;
  }

  async #isLibrary(entry: Dirent): Promise<boolean> {
    if (entry.isFile()) return entry.name.endsWith('.scad');
    if (entry.isDirectory()) return true;
    const target = entry.isSymbolicLink() ? await stat(join(this.path, entry.name)).catch(() => null) : null;
    return target?.isDirectory() === true;
  }

  /** Where a file lies, with every name as the disk spells it; null when one of them is not there. */
  async #locate(segments: readonly string[]): Promise<string | null> {
    let place = this.path;
    for (const segment of segments) {
      const entry = (await this.#listings.list(place)).get(segment.normalize('NFC'));
      if (entry === undefined) return null;
      place = join(place, entry.name);
    }
    return place;
  }

  /** The folder a file has to lie in once links are followed: its library's, or this one. */
  async #rootOf(segments: readonly string[]): Promise<string | null> {
    const folder = await this.#locate(segments.slice(0, segments.length > 1 ? 1 : 0));
    return folder === null ? null : realpath(folder).catch(() => null);
  }
}

function fingerprintOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`;
}

function tooLarge(path: string): AppError {
  const limit_MB = MAX_LIBRARY_FILE_BYTES / 2 ** 20;
  return new AppError('SOURCE_TOO_LARGE', `Library file ${quotePath(path)} is larger than ${limit_MB} MB.`, {
    hint: 'Leave it out, or use a smaller one.',
  });
}
