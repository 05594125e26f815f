import type { ModuleImports } from './emscripten.ts';
import { LimitError } from './failure.ts';

/**
 * Replaces the import through which a C heap asks JavaScript for more memory by one that throws above a cap.
 * Throwing there ends the run at once and says why, whereas refusing politely ends in `bad_alloc` or, in code
 * that does not check, in a trap.
 *
 * @param growMemoryImport name of that import.
 * @param memoryBytes cap on linear memory.
 * @param who begins the message: `The model`.
 */
export function capMemory(
  imports: ModuleImports,
  growMemoryImport: string,
  memoryBytes: number,
  who: string,
): ModuleImports {
  const capped: ModuleImports = {};
  for (const [namespace, functions] of Object.entries(imports)) {
    const grow = functions[growMemoryImport];
    capped[namespace] = functions;
    if (typeof grow !== 'function') continue;
    capped[namespace] = {
      ...functions,
      [growMemoryImport]: (requested: number) => {
        // The size arrives as a signed 32-bit integer.
        const bytes = requested >>> 0;
        if (bytes > memoryBytes) {
          const cap_MB = Math.round(memoryBytes / 2 ** 20);
          throw new LimitError('MEMORY_LIMIT', `${who} needs more than the ${cap_MB} MB a render may use.`);
        }
        return grow(requested);
      },
    };
  }
  return capped;
}
