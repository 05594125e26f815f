import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ManifoldToplevel } from 'manifold-3d';
import { startManifold } from '../../wasm/manifold.ts';

const module = new WebAssembly.Module(
  readFileSync(createRequire(import.meta.url).resolve('manifold-3d/manifold.wasm')),
);

/** A fresh instance of the package as it was installed, without a cap on its memory. */
export function startUncapped(): Promise<ManifoldToplevel> {
  return startManifold({ module, growMemoryImport: '' }, Infinity);
}
