import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { AppError } from '../src/contracts/errors.ts';
import type { StagedFile } from '../src/contracts/model.ts';
import { ASSET_FILES, type AssetManifest, type BundledFace, manifestSchema } from './manifest.ts';
import type { CompiledProgram } from './program.ts';

const unpack = promisify(brotliDecompress);

/** Ends the names of files packed by Brotli. */
const PACKED = '.br';

/** OpenSCAD, and what the build knows of it. */
export interface EngineAssets {
  readonly program: CompiledProgram;
  readonly manifest: AssetManifest;
}

/**
 * Reads, verifies and compiles the OpenSCAD module and its trampolines. Compilation happens off the calling thread.
 * There are no trampolines where this Node does not know the instructions they are made of.
 *
 * @param folder URL of the assets folder, ending in a slash.
 * @throws AppError BACKEND_UNAVAILABLE when a file is missing or is not the one that was built.
 */
export async function loadEngineAssets(folder: URL): Promise<EngineAssets> {
  const manifest = await readManifest(folder);
  const { names, trampolines } = manifest;
  const [wasm, helper] = await Promise.all([
    readVerified(new URL(ASSET_FILES.wasm, folder), manifest.wasm.sha256),
    readVerified(new URL(ASSET_FILES.trampolines, folder), trampolines.sha256),
    readVerified(new URL(ASSET_FILES.glue, folder), manifest.glue.sha256),
  ]);
  const [module, compiled] = await Promise.all([
    WebAssembly.compile(wasm),
    WebAssembly.compile(helper).catch(() => null),
  ]);
  const program: CompiledProgram = {
    module,
    trampolines: { module: compiled, tableSlots: trampolines.tableSlots },
    names,
    glueUrl: new URL(ASSET_FILES.glue, folder).href,
  };
  return { program, manifest };
}

/**
 * Reads a bundled font face into shared memory, so that all threads mount the same bytes.
 *
 * @throws AppError BACKEND_UNAVAILABLE when it is missing or damaged.
 */
export async function loadFace(folder: URL, { file, sha256 }: BundledFace): Promise<StagedFile> {
  const bytes = await readVerified(new URL(`${ASSET_FILES.fonts}/${file}`, folder), sha256);
  if (!file.endsWith(PACKED)) return { path: file, bytes: share(bytes) };
  return { path: file.slice(0, -PACKED.length), bytes: share(await unpack(bytes)) };
}

/**
 * Reads all bundled faces, without the font program that some of them need to be drawn.
 *
 * @throws AppError BACKEND_UNAVAILABLE
 */
export function loadFonts(folder: URL, manifest: AssetManifest): Promise<StagedFile[]> {
  return Promise.all(manifest.fonts.faces.map(face => loadFace(folder, face)));
}

function share(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
  shared.set(bytes);
  return shared;
}

/**
 * Reads the manifest alone, which says what is bundled without loading any of it.
 *
 * @throws AppError BACKEND_UNAVAILABLE
 */
export async function readManifest(folder: URL): Promise<AssetManifest> {
  const url = new URL(ASSET_FILES.manifest, folder);
  try {
    return manifestSchema.parse(JSON.parse(await readFile(url, 'utf8')));
  } catch (cause) {
    throw damaged(ASSET_FILES.manifest, cause);
  }
}

/** What {@link verifyAssets} found. */
export interface VerifiedAssets {
  readonly files: number;
  /** Of all of them. */
  readonly bytes: number;
}

/**
 * Reads every bundled file and compares it with what the build wrote down.
 *
 * @throws AppError BACKEND_UNAVAILABLE naming the first that is missing or damaged.
 */
export async function verifyAssets(folder: URL): Promise<VerifiedAssets> {
  const { wasm, trampolines, glue, manifold, fonts, libraries } = await readManifest(folder);
  const expected = [
    { ...wasm, file: ASSET_FILES.wasm },
    { ...trampolines, file: ASSET_FILES.trampolines },
    { ...glue, file: ASSET_FILES.glue },
    { ...manifold, file: ASSET_FILES.manifold },
    ...fonts.faces.map(face => ({ ...face, file: `${ASSET_FILES.fonts}/${face.file}` })),
    ...Object.entries(libraries.archives).map(([name, archive]) => ({
      ...archive,
      file: `${ASSET_FILES.libraries}/${name}.zip`,
    })),
    ...[libraries.names, libraries.docs].map(listed => ({
      ...listed,
      file: `${ASSET_FILES.libraries}/${listed.file}`,
    })),
  ];
  let bytes = 0;
  // One after the other: all of them at once would be held in memory together.
  for (const { file, sha256 } of expected)
    bytes += (await readVerified(new URL(file, folder), sha256)).length;
  return { files: expected.length, bytes };
}

/**
 * Reads a bundled file whose hash the manifest tells.
 *
 * @throws AppError BACKEND_UNAVAILABLE when it is missing or is not the one that was built.
 */
export async function readVerified(url: URL, sha256: string): Promise<Uint8Array> {
  const name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(url);
  } catch (cause) {
    throw damaged(name, cause);
  }
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) throw damaged(name, new Error(`sha256 is ${found}, expected ${sha256}`));
  return bytes;
}

function damaged(name: string, cause: unknown): AppError {
  return new AppError('BACKEND_UNAVAILABLE', `The bundled file ${name} is missing or damaged.`, {
    cause,
    hint: 'Install openscad-mcp-server again.',
  });
}
