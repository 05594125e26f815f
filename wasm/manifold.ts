import type { ManifoldToplevel } from 'manifold-3d';
import { readManifest, readVerified } from './assets.ts';
import type { ModuleImports } from './emscripten.ts';
import { ASSET_FILES } from './manifest.ts';
import { capMemory } from './memory-cap.ts';

/** Manifold's module, compiled, and what has to be known to cap its memory. */
export interface ManifoldSource {
  readonly module: WebAssembly.Module;
  readonly growMemoryImport: string;
}

/**
 * Reads, verifies and compiles the module of the library that computes with solids.
 *
 * @param folder URL of the assets folder, ending in a slash.
 * @throws AppError BACKEND_UNAVAILABLE when it is missing or damaged.
 */
export async function loadManifold(folder: URL): Promise<ManifoldSource> {
  const { manifold } = await readManifest(folder);
  const bytes = await readVerified(new URL(ASSET_FILES.manifold, folder), manifold.sha256);
  return { module: await WebAssembly.compile(bytes), growMemoryImport: manifold.growMemoryImport };
}

/**
 * Starts an instance for one job. Its memory goes with it, so that solids need not be deleted one by one. What
 * needs more memory throws a LimitError.
 *
 * @param memoryBytes cap on its linear memory.
 */
export async function startManifold(
  { module, growMemoryImport }: ManifoldSource,
  memoryBytes: number,
): Promise<ManifoldToplevel> {
  const { default: createManifold } = await import('manifold-3d');
  const ignore = () => {};
  const options = {
    // Asked only by whoever lets the library read its own module.
    locateFile: () => ASSET_FILES.manifold,
    print: ignore,
    printErr: ignore,
    instantiateWasm(imports: ModuleImports, receive: (instance: WebAssembly.Instance) => void) {
      const capped = capMemory(imports, growMemoryImport, memoryBytes, 'The comparison');
      receive(new WebAssembly.Instance(module, capped));
    },
  };
  const kit = await createManifold(options);
  kit.setup();
  return kit;
}
