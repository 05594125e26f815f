import type { ModuleImports } from './emscripten.ts';
import type { ModuleNames } from './manifest.ts';

/** Where OpenSCAD's module and that of its trampolines take from what they share. */
export const TRAMPOLINE_NAMESPACE = 'trampolines';

/** What the two modules share: the table of functions, and whether a C++ exception is under way. */
export const TRAMPOLINE_NAMES = { table: 'table', thrown: 'thrown' } as const;

/** Which functions of OpenSCAD's module the trampolines find in the table, behind what the module fills itself. */
export const SLOT = { readStack: 0, setStack: 1, setThrew: 2 } as const;

/** How many those are. */
export const SLOT_COUNT = 3;

/** How calls of C++ that may throw are made. */
export interface Trampolines {
  /** The compiled trampolines; null to make such calls by the JavaScript that came with OpenSCAD. */
  readonly module: WebAssembly.Module | null;
  /** Slots of the table that OpenSCAD's module fills. */
  readonly tableSlots: number;
}

/** The imports of an instance, and what is left to do once it exists. */
export interface Linked {
  readonly imports: ModuleImports;
  connect(exports: Record<string, unknown>): void;
}

/**
 * Adds the table to the imports of an instance and, where there are compiled trampolines, puts them in the places
 * of those in JavaScript.
 *
 * A C++ exception is a number that JavaScript throws. WebAssembly can catch it and cannot see what it is, so that a
 * global says that it is one. Everything else that is thrown passes through.
 */
export function linkTrampolines(
  imports: ModuleImports,
  { module, tableSlots }: Trampolines,
  names: ModuleNames,
): Linked {
  const table = new WebAssembly.Table({ element: 'anyfunc', initial: tableSlots + SLOT_COUNT });
  const thrown = new WebAssembly.Global({ value: 'i32', mutable: true }, 0);
  const shared = { [TRAMPOLINE_NAMES.table]: table, [TRAMPOLINE_NAMES.thrown]: thrown };
  const linked: ModuleImports = { ...imports, [TRAMPOLINE_NAMESPACE]: shared };
  if (module === null) return { imports: linked, connect: () => {} };
  const { exports } = new WebAssembly.Instance(module, { [TRAMPOLINE_NAMESPACE]: shared });
  for (const [namespace, functions] of Object.entries(imports)) {
    linked[namespace] = {
      ...functions,
      ...exports,
      ...announceThrows(functions, names.throwImports, thrown),
    };
  }
  return {
    imports: linked,
    connect: main => {
      table.set(tableSlots + SLOT.readStack, main[names.readStackExport]);
      table.set(tableSlots + SLOT.setStack, main[names.setStackExport]);
      table.set(tableSlots + SLOT.setThrew, main[names.setThrewExport]);
    },
  };
}

/** The functions that throw C++ exceptions, made to say so. */
function announceThrows(
  functions: Record<string, unknown>,
  names: readonly string[],
  thrown: WebAssembly.Global,
): Record<string, unknown> {
  const announcing: Record<string, unknown> = {};
  for (const name of names) {
    const original = functions[name];
    if (typeof original !== 'function') throw new Error(`OpenSCAD's JavaScript has no ${name}`);
    announcing[name] = (...args: unknown[]) => {
      try {
        return original(...args);
      } catch (exception) {
        // It also throws when it runs out of stack, or for a fault of its own.
        thrown.value = typeof exception === 'number' ? 1 : 0;
        throw exception;
      }
    };
  }
  return announcing;
}
