import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError } from '../../contracts/errors.ts';
import type { LibraryFile } from '../../contracts/model.ts';
import type { InstalledLibrary, LibraryDocs, LibraryName } from '../../contracts/ports.ts';
import { openZip, type ZipArchive } from '../../mesh/zip.ts';
import { type LibraryDocsFile, parseLibraryDocs } from './library-docs.ts';
import { createLibraryFile } from './library-file.ts';
import { parseLibraryNames } from './library-names.ts';

/** What the build says of the libraries it bundled. */
export interface BundledCatalog {
  /** By the name of the library's folder; its archive is `NAME.zip`. */
  readonly archives: Readonly<Record<string, BundledArchive>>;
  /** Paths that may be written without the library's folder, and where they lead. */
  readonly shortPaths: Readonly<Record<string, string>>;
  /** The file that lists their modules and functions. */
  readonly names: { readonly file: string; readonly sha256: string };
  /** The file that says what they offer. */
  readonly docs: { readonly file: string; readonly sha256: string };
}

/** One bundled library. */
export interface BundledArchive {
  /** Of the archive. */
  readonly sha256: string;
  readonly licence: string;
  readonly homepage: string;
  readonly description: string;
}

/** Where the bundled libraries lie. */
export interface BundledLocation {
  /** URL of their folder, ending in a slash. */
  readonly folder: URL;
  readonly catalog: () => Promise<BundledCatalog>;
}

/** An archive in memory, with the files that were asked for. */
interface OpenArchive {
  readonly archive: ZipArchive;
  /** By the path that was asked for. */
  readonly files: Map<string, LibraryFile>;
}

/** Archives of this project's own build, whose hashes are checked, need no bounds. */
const OWN_ARCHIVE = { maxEntries: Infinity, maxExpandedBytes: Infinity, maxRatio: Infinity };

/** The libraries in the package: archives that are opened when a model first needs one. */
export class BundledLibraries {
  readonly #location: BundledLocation;
  readonly #archives = new Map<string, Promise<OpenArchive>>();
  #catalog: Promise<BundledCatalog> | null = null;
  #names: Promise<readonly LibraryName[]> | null = null;

  constructor(location: BundledLocation) {
    this.#location = location;
  }

  /** Finds a file; the same object every time. @throws AppError BACKEND_UNAVAILABLE for a damaged archive */
  async find(segments: readonly string[]): Promise<LibraryFile | null> {
    const { archives, shortPaths } = await this.#readCatalog();
    const [first, ...rest] = segments;
    const target = Object.hasOwn(shortPaths, first) ? shortPaths[first].split('/') : [first];
    const [library, ...inside] = [...target, ...rest];
    if (!Object.hasOwn(archives, library)) return null;
    const { archive, files } = await this.#open(library, archives[library].sha256);
    const path = segments.join('/');
    const known = files.get(path);
    if (known !== undefined) return known;
    const name = inside.join('/');
    if (!archive.has(name)) return null;
    const file: LibraryFile = { ...createLibraryFile(path, archive.read(name)), isBundled: true };
    files.set(path, file);
    return file;
  }

  /** All of them, whether or not one of the user's hides it. */
  async list(): Promise<readonly InstalledLibrary[]> {
    const { archives } = await this.#readCatalog();
    return Object.entries(archives).map(([name, { licence, homepage, description }]) => ({
      name,
      origin: 'bundled',
      licence,
      homepage,
      description,
    }));
  }

  #readCatalog(): Promise<BundledCatalog> {
    // What failed is tried again by the next call: the cause may have been mended. So below.
    this.#catalog ??= this.#location.catalog().catch(thrown => {
      this.#catalog = null;
      throw thrown;
    });
    return this.#catalog;
  }

  /** Their modules and functions. @throws AppError BACKEND_UNAVAILABLE */
  names(): Promise<readonly LibraryName[]> {
    this.#names ??= this.#readNames().catch(thrown => {
      this.#names = null;
      throw thrown;
    });
    return this.#names;
  }

  async #readNames(): Promise<readonly LibraryName[]> {
    const { names } = await this.#readCatalog();
    const text = await this.#readVerified(names.file, names.sha256);
    return parseLibraryNames(new TextDecoder().decode(text));
  }

  /** What a library offers. Read from disk each time: it is seldom asked for. @throws AppError BACKEND_UNAVAILABLE */
  async describe(library: string): Promise<LibraryDocs | null> {
    const { docs } = await this.#readCatalog();
    const text = await this.#readVerified(docs.file, docs.sha256);
    const described: LibraryDocsFile = parseLibraryDocs(new TextDecoder().decode(text));
    return Object.hasOwn(described, library) ? described[library] : null;
  }

  #open(library: string, sha256: string): Promise<OpenArchive> {
    const known = this.#archives.get(library);
    if (known !== undefined) return known;
    const opened = this.#readVerified(`${library}.zip`, sha256).then(
      bytes => ({ archive: openZip(bytes, OWN_ARCHIVE), files: new Map() }),
      thrown => {
        this.#archives.delete(library);
        throw thrown;
      },
    );
    this.#archives.set(library, opened);
    return opened;
  }

  async #readVerified(name: string, sha256: string): Promise<Buffer> {
    const bytes = await readFile(new URL(name, this.#location.folder)).catch(cause => {
      throw damaged(name, cause);
    });
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== sha256) throw damaged(name, new Error(`sha256 is ${found}, expected ${sha256}`));
    return bytes;
  }
}

function damaged(name: string, cause: unknown): AppError {
  return new AppError('BACKEND_UNAVAILABLE', `The bundled library file ${name} is missing or damaged.`, {
    cause,
    hint: 'Install openscad-mcp-server again.',
  });
}
