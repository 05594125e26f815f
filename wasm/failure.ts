import type { EngineFailureCode } from '../src/contracts/evaluation-protocol.ts';

/** Thrown out of the WASM instance by our own hooks when a run passes one of its bounds. */
export class LimitError extends Error {
  readonly code: 'MEMORY_LIMIT' | 'OUTPUT_TOO_LARGE';

  constructor(code: LimitError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Why a run ended without coming back from `main`. */
export interface RunFailure {
  readonly code: EngineFailureCode;
  readonly message: string;
}

/** Emscripten keeps the exception header this many bytes before the thrown C++ object. */
const CXX_HEADER_BYTES = 24;

/** C++ exceptions that mean: the model asked for more memory than there is. */
const MEMORY_EXCEPTIONS = new Set(['St9bad_alloc', 'St12length_error', 'St20bad_array_new_length']);

/**
 * Explains what came out of `callMain` instead of a return value: one of our limits, a C++ exception
 * (which Emscripten throws as the number of its address), a trap, or an exhausted JavaScript stack.
 *
 * @param nearCap whether the memory had grown to within 1/8 of its cap: an out-of-bounds trap then
 *   is an unchecked failed allocation.
 */
export function explainFailure(
  thrown: unknown,
  exports: Record<string, unknown>,
  nearCap: boolean,
): RunFailure {
  if (thrown instanceof LimitError) return { code: thrown.code, message: thrown.message };
  // Other range errors are failed allocations.
  if (thrown instanceof RangeError && thrown.message.startsWith('Maximum call stack')) {
    return { code: 'SCAD_RUNTIME', message: 'The model recurses too deeply.' };
  }
  if (typeof thrown === 'number') {
    const type = readExceptionType(exports, thrown);
    if (type !== null && MEMORY_EXCEPTIONS.has(type)) {
      return { code: 'MEMORY_LIMIT', message: 'The model needs more memory than a render may use.' };
    }
    return { code: 'ENGINE_CRASHED', message: `OpenSCAD threw ${type ?? 'an unknown exception'}.` };
  }
  if (nearCap || thrown instanceof RangeError)
    return { code: 'MEMORY_LIMIT', message: 'The model ran out of the memory a render may use.' };
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'ENGINE_CRASHED', message: `OpenSCAD stopped: ${what}.` };
}

/** Reads the mangled C++ type name of a thrown object, for instance `St9bad_alloc`. */
function readExceptionType(exports: Record<string, unknown>, address: number): string | null {
  const memory = Object.values(exports).find(value => value instanceof WebAssembly.Memory);
  if (memory === undefined) return null;
  const view = new DataView(memory.buffer);
  try {
    const typeInfo = view.getUint32(address - CXX_HEADER_BYTES + 4, true);
    let name = view.getUint32(typeInfo + 4, true);
    let text = '';
    for (let byte = view.getUint8(name); byte !== 0 && text.length < 200; byte = view.getUint8(++name)) {
      text += String.fromCharCode(byte);
    }
    return text;
  } catch {
    return null;
  }
}
