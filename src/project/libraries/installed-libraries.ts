import type { LibraryFile } from '../../contracts/model.ts';
import type { InstalledLibrary, Libraries, LibraryDocs, LibraryName } from '../../contracts/ports.ts';
import { ANY_EXTENSION } from '../staging-rules.ts';
import { BundledLibraries, type BundledLocation } from './bundled-libraries.ts';
import { createKnownFiles, LibraryFolder } from './library-folder.ts';
import { splitLibraryPath } from './library-path.ts';

/** Where libraries are looked for. */
export interface InstalledLibrariesOptions {
  /** The user's folders of libraries, the most important first; absolute. They need not exist. */
  readonly folders: readonly string[];
  readonly bundled: BundledLocation;
  /**
   * Kinds of files that libraries of the user may have besides code, lower case with the dot: meshes,
   * drawings, fonts, and data such as the `.json` that `import()` reads. None unless given.
   */
  readonly allowedExtensions?: ReadonlySet<string>;
}

/** Whatever else the operator allows, a library is code. */
const CODE_EXTENSIONS = ['.scad', '.inc'];

/**
 * The libraries of the user's folders and those that are bundled.
 *
 * The first place that has a library is the only one its files come from: two versions of a library mixed
 * file by file would fail in ways nobody could explain.
 */
export class InstalledLibraries implements Libraries {
  readonly #folders: readonly LibraryFolder[];
  readonly #bundled: BundledLibraries;

  constructor({ folders, bundled, allowedExtensions = new Set() }: InstalledLibrariesOptions) {
    const extensions =
      allowedExtensions === ANY_EXTENSION
        ? ANY_EXTENSION
        : new Set([...CODE_EXTENSIONS, ...allowedExtensions]);
    const knownFiles = createKnownFiles();
    this.#folders = [...new Set(folders)].map(path => new LibraryFolder({ path, extensions, knownFiles }));
    this.#bundled = new BundledLibraries(bundled);
  }

  async find(path: string): Promise<LibraryFile | null> {
    const segments = splitLibraryPath(path);
    if (segments === null) return null;
    // All at once: one after the other would double what staging a large library costs.
    const owners = await Promise.all(this.#folders.map(folder => folder.has(segments[0])));
    const place = this.#folders.find((_, index) => owners[index]) ?? this.#bundled;
    return place.find(segments);
  }

  async list(): Promise<readonly InstalledLibrary[]> {
    const found = new Map<string, InstalledLibrary>();
    for (const folder of this.#folders) {
      for (const name of await folder.names()) {
        if (!found.has(name)) found.set(name, { name, origin: 'folder', folder: folder.path });
      }
    }
    for (const library of await this.#bundled.list()) {
      if (!found.has(library.name)) found.set(library.name, library);
    }
    return [...found.values()].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  }

  names(): Promise<readonly LibraryName[]> {
    return this.#bundled.names();
  }

  async describe(library: string): Promise<LibraryDocs | null> {
    const owners = await Promise.all(this.#folders.map(folder => folder.has(library)));
    return owners.includes(true) ? null : this.#bundled.describe(library);
  }
}
