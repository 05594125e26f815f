import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ASSET_FILES, type AssetManifest } from '../../wasm/manifest.ts';
import { expectHash, sha256 } from './hashes.ts';
import { findName } from './openscad.ts';

const MANIFOLD = {
  package: 'manifold-3d@3.5.4',
  licence: 'Apache-2.0',
  source: 'https://github.com/elalish/manifold',
  sha256: 'ca3c8a88df63bb3083013d1eb7f700bf23216594f6e98a2566e34f55d7341ce8',
  wasmSha256: '73e3b419ad31294f6b1cc478173944e50efc4a34bfdeeff0107bdfc12975f11c',
};

/**
 * Writes Manifold's module and its licence into `folder`. Its JavaScript is bundled into the worker that uses
 * it, so that here only the name is looked up by which the module asks for memory.
 */
export function writeManifold(folder: string): AssetManifest['manifold'] {
  const { resolve } = createRequire(import.meta.url);
  const code = readFileSync(resolve('manifold-3d/manifold.js'));
  const wasm = readFileSync(resolve('manifold-3d/manifold.wasm'));
  expectHash(MANIFOLD.package, sha256(code), MANIFOLD.sha256);
  expectHash('the module inside it', sha256(wasm), MANIFOLD.wasmSha256);
  writeFileSync(join(folder, ASSET_FILES.manifold), wasm);
  const licence = join(resolve('manifold-3d/manifold.js'), '..', 'LICENSE');
  copyFileSync(licence, join(folder, 'LICENSE-manifold'));
  return {
    package: MANIFOLD.package,
    licence: MANIFOLD.licence,
    source: MANIFOLD.source,
    bytes: wasm.length,
    sha256: sha256(wasm),
    growMemoryImport: findName(code.toString('latin1'), /(\w+):_emscripten_resize_heap\b/),
  };
}
