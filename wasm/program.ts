import { LIMITS } from '../src/contracts/limits.ts';
import { importProgramFactory, type OpenScadProgram, type ProgramFactory } from './emscripten.ts';
import type { ModuleNames } from './manifest.ts';
import { capMemory } from './memory-cap.ts';
import { linkTrampolines, type Trampolines } from './trampolines.ts';

/** OpenSCAD, compiled once and ready to be shared with any number of threads. */
export interface CompiledProgram {
  readonly module: WebAssembly.Module;
  readonly trampolines: Trampolines;
  readonly names: ModuleNames;
  /** URL of the JavaScript that belongs to the module; each thread imports it. */
  readonly glueUrl: string;
}

/** What is needed to start an instance in this thread. */
export interface ProgramSource extends Omit<CompiledProgram, 'glueUrl'> {
  readonly createProgram: ProgramFactory;
}

/** Gets ready to start instances in this thread. */
export async function openProgramSource({ glueUrl, ...compiled }: CompiledProgram): Promise<ProgramSource> {
  return { ...compiled, createProgram: await importProgramFactory(glueUrl) };
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
  const { module, names, trampolines, createProgram } = source;
  let exports: Record<string, unknown> = {};
  const ignore = () => {};
  const program = await createProgram({
    noInitialRun: true,
    noExitRuntime: true,
    print: ignore,
    printErr: ignore,
    instantiateWasm(imports, receive) {
      const capped = capMemory(imports, names.growMemoryImport, memoryBytes, 'The model');
      const linked = linkTrampolines(capped, trampolines, names);
      const instance = new WebAssembly.Instance(module, linked.imports);
      exports = instance.exports;
      linked.connect(exports);
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
