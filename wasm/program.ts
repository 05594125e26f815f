import { LIMITS } from '../src/contracts/limits.ts';
import type { OpenScadProgram, ProgramFactory } from './emscripten.ts';
import type { ModuleNames } from './manifest.ts';
import { capMemory } from './memory-cap.ts';

/** What is needed to start an instance in this thread. */
export interface ProgramSource {
  readonly module: WebAssembly.Module;
  readonly names: ModuleNames;
  readonly createProgram: ProgramFactory;
}

/** A fresh instance of OpenSCAD, good for exactly one run. */
export interface FreshProgram {
  readonly program: OpenScadProgram;
  readonly exports: Record<string, unknown>;
  /** Linear memory in use, in bytes. */
  memoryBytes(): number;
  /** What it may not grow beyond. */
  readonly memoryCapBytes: number;
}

/**
 * Starts an instance with a memory cap and a large C stack.
 *
 * The package's own C stack has 64 KiB, which recursion to a depth of 200 overruns into other
 * memory; a larger one is allocated and the stack pointer moved before `main` runs.
 *
 * @param memoryBytes cap on linear memory, the stack included.
 */
export async function startProgram(source: ProgramSource, memoryBytes: number): Promise<FreshProgram> {
  const { module, names, createProgram } = source;
  let exports: Record<string, unknown> = {};
  const ignore = () => {};
  const program = await createProgram({
    noInitialRun: true,
    noExitRuntime: true,
    print: ignore,
    printErr: ignore,
    instantiateWasm(imports, receive) {
      const capped = capMemory(imports, names.growMemoryImport, memoryBytes, 'The model');
      const instance = new WebAssembly.Instance(module, capped);
      exports = instance.exports;
      receive(instance);
    },
  });
  moveStack(exports, names);
  const memory = Object.values(exports).find(value => value instanceof WebAssembly.Memory);
  return { program, exports, memoryBytes: () => memory?.buffer.byteLength ?? 0, memoryCapBytes: memoryBytes };
}

function moveStack(exports: Record<string, unknown>, names: ModuleNames): void {
  const allocate = exports[names.memalignExport];
  const setStack = exports[names.setStackExport];
  if (typeof allocate !== 'function' || typeof setStack !== 'function') {
    throw new Error('the OpenSCAD module does not export the functions named in its manifest');
  }
  const base = Number(allocate(16, LIMITS.wasmStackBytes)) >>> 0;
  if (base === 0) throw new Error('no memory for the C stack');
  // The stack grows down; 16 bytes at its top keep the pointer aligned and inside the block.
  setStack(base + LIMITS.wasmStackBytes - 16);
}
