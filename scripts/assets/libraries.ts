import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { AssetManifest } from '../../wasm/manifest.ts';
import { projectRoot } from '../project-paths.ts';
import { sha256 } from './hashes.ts';
import { type CatalogEntry, LIBRARY_CATALOG } from './library-catalog.ts';
import { describeLibraries } from './library-docs.ts';
import { indexNames } from './library-index.ts';
import { PLAYGROUND, unzipFromPlayground } from './playground.ts';

type LibrariesManifest = AssetManifest['libraries'];

/** A library's files by their paths inside it. */
type LibraryFiles = Readonly<Record<string, Uint8Array>>;

const LICENCE_FILE = /^(?:LICENSE|COPYING|[A-Z]+-[\d.]+)(?:\.txt)?$/;

const NAMES_FILE = 'names.json';

const DOCS_FILE = 'docs.json';

/** Any date will do, as long as it is the same in every build. */
const ARCHIVE_DATE = new Date(2020, 0, 1);

/** Writes one archive per bundled library into `folder`, and the index of their names. */
export function writeLibraries(folder: string): LibrariesManifest {
  mkdirSync(folder, { recursive: true });
  const archives: LibrariesManifest['archives'] = {};
  const shortPaths: LibrariesManifest['shortPaths'] = {};
  const sources = new Map<string, LibraryFiles>();
  for (const [name, entry] of Object.entries(LIBRARY_CATALOG)) {
    const files = collectFiles(name, entry);
    const archive = zipSync(files, { level: 9, mtime: ARCHIVE_DATE });
    writeFileSync(join(folder, `${name}.zip`), archive);
    const { licence, homepage, description } = entry;
    const hashed = { bytes: archive.length, sha256: sha256(archive) };
    archives[name] = { licence, homepage, description, ...versionOf(files), ...hashed };
    for (const [short, path] of Object.entries(entry.shortPaths ?? {})) shortPaths[short] = `${name}/${path}`;
    sources.set(name, files);
  }
  return {
    package: PLAYGROUND.package,
    archives,
    shortPaths,
    names: writeJson(folder, NAMES_FILE, indexNames(sources)),
    docs: writeJson(folder, DOCS_FILE, describeLibraries(sources)),
  };
}

function writeJson(folder: string, file: string, value: unknown): LibrariesManifest['names'] {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
  writeFileSync(join(folder, file), bytes);
  return { file, bytes: bytes.length, sha256: sha256(bytes) };
}

/** A library's code and licence; pictures, documentation and tests stay behind. */
function collectFiles(name: string, entry: CatalogEntry): LibraryFiles {
  const files: Record<string, Uint8Array> = {};
  for (const [path, bytes] of Object.entries(unzipFromPlayground(name))) {
    const isWanted = path.endsWith('.scad') ? entry.leaveOut?.test(path) !== true : LICENCE_FILE.test(path);
    if (isWanted) files[path] = bytes;
  }
  for (const [path, [library, file]] of Object.entries(entry.licenceTexts ?? {})) {
    files[path] = unzipFromPlayground(library)[file];
  }
  if (entry.standIns !== undefined) Object.assign(files, readStandIns(entry.standIns, files));
  if (!Object.keys(files).some(path => LICENCE_FILE.test(path))) throw new Error(`${name} has no licence`);
  return files;
}

function readStandIns(name: string, files: LibraryFiles): LibraryFiles {
  const folder = join(projectRoot, 'scripts', 'assets', name);
  return Object.fromEntries(
    readdirSync(folder).map(path => {
      if (path in files) throw new Error(`${path} is there and needs no file of ours`);
      return [path, readFileSync(join(folder, path))];
    }),
  );
}

/** The version as a library's `version.scad` states it; only BOSL2 has one. */
function versionOf(files: LibraryFiles): { version?: string } {
  const text = new TextDecoder().decode(files['version.scad']);
  const found = /^\w+_VERSION = \[(\d+), *(\d+), *(\d+)\]/m.exec(text);
  return found === null ? {} : { version: found.slice(1).join('.') };
}
