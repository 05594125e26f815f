import type { BigIntStats, Dirent } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { AppError } from '../../contracts/errors.ts';
import type { LibraryFile } from '../../contracts/model.ts';
import { readGuarded } from '../guarded-read.ts';
import { quotePath } from '../model-path.ts';
import { FolderListings } from './folder-listing.ts';
import { createLibraryFile, MAX_LIBRARY_FILE_BYTES } from './library-file.ts';
import { isHidden } from './library-path.ts';

/** Files changed within this time of being read may change again and keep their time of change. */
const CLOCK_STEP_MS = 2000;

/** Bound on the files of all folders that stay in memory; BOSL2 has 1 MB without its comments. */
const MAX_KEPT_BYTES = 128 * 1024 * 1024;

/** What a file costs apart from its bytes. */
const BYTES_PER_FILE = 1024;

/** A file that was read, and how it looked on disk just before. */
interface KnownFile {
  readonly fingerprint: string;
  readonly isSettled: boolean;
  readonly file: LibraryFile;
}

/** Files that were read, by folder and path; those not used for longest are forgotten. */
export type KnownFiles = LRUCache<string, KnownFile>;

/**
 * Makes room for the files of all folders together.
 *
 * @param maxBytes of the files kept.
 */
export function createKnownFiles(maxBytes: number = MAX_KEPT_BYTES): KnownFiles {
  return new LRUCache({
    maxSize: maxBytes,
    sizeCalculation: ({ file }) => file.bytes.length + BYTES_PER_FILE,
  });
}

/** What a {@link LibraryFolder} gives out. */
export interface LibraryFolderOptions {
  /** Absolute. */
  readonly path: string;
  /** Extensions its files may have under their real names, lower case with the dot. */
  readonly extensions: ReadonlySet<string>;
  readonly knownFiles: KnownFiles;
}

/**
 * A folder of the user's with libraries in it: each of its folders is one, and so is each `.scad` file
 * that lies in it directly.
 */
export class LibraryFolder {
  /** Absolute. */
  readonly path: string;
  readonly #extensions: ReadonlySet<string>;
  readonly #listings = new FolderListings();
  readonly #known: KnownFiles;

  constructor({ path, extensions, knownFiles }: LibraryFolderOptions) {
    this.path = path;
    this.#extensions = extensions;
    this.#known = knownFiles;
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
   * Files of other kinds than code and what code imports are not found: OpenSCAD's messages quote a file
   * that is not what it should be, and settings and keys lie beside code.
   *
   * @throws AppError SOURCE_TOO_LARGE
   */
  async find(segments: readonly string[]): Promise<LibraryFile | null> {
    const path = segments.join('/');
    const place = await this.#locate(segments);
    const facts = place === null ? null : await stat(place, { bigint: true }).catch(() => null);
    if (place === null || facts === null || !facts.isFile()) return this.#forget(path);
    const fingerprint = fingerprintOf(facts);
    const known = this.#known.get(this.#keyOf(path));
    if (known?.isSettled && known.fingerprint === fingerprint) return known.file;
    const root = await this.#rootOf(segments);
    const bounds = {
      folders: root === null ? [] : [root],
      extensions: this.#extensions,
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
    this.#known.set(this.#keyOf(path), { fingerprint, isSettled, file });
    return file;
  }

  /** No path of a library file has a line break in it, so no two files share a key. */
  #keyOf(path: string): string {
    return `${this.path}\n${path}`;
  }

  #forget(path: string): null {
    this.#known.delete(this.#keyOf(path));
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
