import { SLOT, SLOT_COUNT, TRAMPOLINE_NAMES, TRAMPOLINE_NAMESPACE } from '../../../wasm/trampolines.ts';
import {
  contentOf,
  readSections,
  SECTION,
  writeName,
  writeSections,
  writeSigned,
  writeUnsigned,
  writeVector,
} from './binary.ts';
import { type FunctionType, readFunctionTypes, writeFunctionType } from './function-types.ts';
import { describeTable } from './import-table.ts';
import { readImports } from './imports.ts';
import { KIND, MUTABLE, OP, TYPE } from './instructions.ts';

/** A trampoline: the name under which the module imports it, and its type. */
interface Trampoline {
  readonly name: string;
  readonly type: FunctionType;
}

/** The constant 0 of each type. */
const ZERO: Readonly<Record<number, readonly number[]>> = {
  [TYPE.i32]: [OP.constI32, 0],
  [TYPE.i64]: [OP.constI64, 0],
  [TYPE.f32]: [OP.constF32, 0, 0, 0, 0],
  [TYPE.f64]: [OP.constF64, 0, 0, 0, 0, 0, 0, 0, 0],
};

/** Types of the functions in the extra slots. */
const READ_STACK: FunctionType = { parameters: [], results: [TYPE.i32] };
const SET_STACK: FunctionType = { parameters: [TYPE.i32], results: [] };
const SET_THREW: FunctionType = { parameters: [TYPE.i32, TYPE.i32], results: [] };

/** The global that says that a C++ exception is under way is the only one. */
const THROWN_GLOBAL = 0;

/**
 * Writes a module with the trampolines that another one imports.
 *
 * Emscripten compiles a call of C++ that may throw to a call of `invoke_…`: a JavaScript function that calls the
 * wanted one by its number in the table, catches what it throws and tells the module. That leads out of WebAssembly
 * and back in for each such call, which is half of the time of a model that uses a large library. The functions
 * written here do the same with WebAssembly's own exceptions and never leave it.
 *
 * @param module imports its table; see `importTable`.
 * @param tableSlots how many of the table it fills.
 * @param names under which it imports trampolines.
 * @throws Error when an import is no trampoline, or is missing.
 */
export function writeTrampolines(module: Buffer, tableSlots: number, names: readonly string[]): Buffer {
  const trampolines = findTrampolines(module, names);
  const types = new TypeList();
  const indices = trampolines.map(({ type }) => types.indexOf(type));
  const code = trampolines.map(({ type }) => writeBody(type, types, tableSlots));
  const sections = [
    { id: SECTION.import, content: writeVector([describeTable(tableSlots + SLOT_COUNT), describeThrown()]) },
    { id: SECTION.function, content: writeVector(indices.map(index => writeUnsigned(index))) },
    { id: SECTION.export, content: writeVector(trampolines.map(({ name }, at) => exportFunction(name, at))) },
    { id: SECTION.code, content: writeVector(code) },
  ];
  return writeSections([{ id: SECTION.type, content: types.write() }, ...sections]);
}

function findTrampolines(module: Buffer, names: readonly string[]): Trampoline[] {
  const sections = readSections(module);
  const types = readFunctionTypes(contentOf(sections, SECTION.type));
  const imports = new Map(readImports(contentOf(sections, SECTION.import)).map(one => [one.name, one]));
  return names.map(name => {
    const typeIndex = imports.get(name)?.typeIndex;
    if (typeof typeIndex !== 'number') throw new Error(`the module imports no function ${name}`);
    const type = types[typeIndex];
    if (type.parameters[0] !== TYPE.i32 || type.results.length > 1) {
      throw new Error(`${name} is no trampoline`);
    }
    return { name, type };
  });
}

/** Types in the order in which they are first asked for, each once. */
class TypeList {
  readonly #types: string[] = [];
  readonly #written: number[][] = [];

  indexOf(type: FunctionType): number {
    const written = writeFunctionType(type);
    const known = this.#types.indexOf(written.join());
    if (known >= 0) return known;
    this.#written.push(written);
    return this.#types.push(written.join()) - 1;
  }

  write(): Buffer {
    return writeVector(this.#written);
  }
}

/**
 * The code of a trampoline. In the text format, for `(func $index, $first) → i32`:
 *
 * ```wat
 * (local.set $stack (call_indirect $read_stack))
 * (try (result i32)
 *   (do (call_indirect (local.get $first) (local.get $index)))
 *   (catch_all
 *     (if (i32.eqz (global.get $thrown)) (then (rethrow 1)))
 *     (global.set $thrown (i32.const 0))
 *     (call_indirect $set_stack (local.get $stack))
 *     (call_indirect $set_threw (i32.const 1) (i32.const 0))
 *     (i32.const 0)))
 * ```
 */
function writeBody(type: FunctionType, types: TypeList, tableSlots: number): number[] {
  const { parameters, results } = type;
  const stack = writeUnsigned(parameters.length);
  const callSlot = (slot: number, called: FunctionType) => [
    ...[OP.constI32, ...writeSigned(BigInt(tableSlots + slot))],
    ...callIndirect(types.indexOf(called)),
  ];
  const [index, ...passed] = parameters.map((_, at) => [OP.localGet, ...writeUnsigned(at)]);
  const wanted = types.indexOf({ parameters: parameters.slice(1), results });
  const body = [
    // One local besides the parameters: the stack pointer.
    ...[1, 1, TYPE.i32],
    ...callSlot(SLOT.readStack, READ_STACK),
    ...[OP.localSet, ...stack],
    ...[OP.try, results[0] ?? TYPE.none],
    ...[...passed.flat(), ...index, ...callIndirect(wanted)],
    OP.catchAll,
    // What JavaScript throws, such as the end of the program or a limit, goes on its way.
    ...[OP.globalGet, THROWN_GLOBAL, OP.isZeroI32, OP.if, TYPE.none, OP.rethrow, 1, OP.end],
    ...[OP.constI32, 0, OP.globalSet, THROWN_GLOBAL],
    ...[OP.localGet, ...stack, ...callSlot(SLOT.setStack, SET_STACK)],
    ...[OP.constI32, 1, OP.constI32, 0, ...callSlot(SLOT.setThrew, SET_THREW)],
    ...results.flatMap(result => ZERO[result]),
    ...[OP.end, OP.end],
  ];
  return [...writeUnsigned(body.length), ...body];
}

function callIndirect(typeIndex: number): number[] {
  return [OP.callIndirect, ...writeUnsigned(typeIndex), 0];
}

function describeThrown(): number[] {
  return [
    ...writeName(TRAMPOLINE_NAMESPACE),
    ...writeName(TRAMPOLINE_NAMES.thrown),
    KIND.global,
    TYPE.i32,
    MUTABLE,
  ];
}

function exportFunction(name: string, index: number): number[] {
  return [...writeName(name), KIND.function, ...writeUnsigned(index)];
}
