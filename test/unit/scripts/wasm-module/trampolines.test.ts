import { beforeEach, describe, expect, it } from 'vitest';
import {
  SECTION,
  writeName,
  writeSections,
  writeVector,
} from '../../../../scripts/assets/wasm-module/binary.ts';
import { importTable } from '../../../../scripts/assets/wasm-module/import-table.ts';
import { KIND, OP, TYPE } from '../../../../scripts/assets/wasm-module/instructions.ts';
import { writeTrampolines } from '../../../../scripts/assets/wasm-module/trampolines.ts';
import type { ModuleNames } from '../../../../wasm/manifest.ts';
import { linkTrampolines } from '../../../../wasm/trampolines.ts';

const ELEMENT_SECTION = 9;
const CALL = 0x10;

const TYPES = [
  { parameters: [TYPE.i32], results: [TYPE.i32] },
  { parameters: [TYPE.i32, TYPE.i32], results: [TYPE.i32] },
  { parameters: [], results: [TYPE.i32] },
  { parameters: [TYPE.i32], results: [] },
  { parameters: [TYPE.i32, TYPE.i32], results: [] },
].map(({ parameters, results }) => [
  ...[TYPE.function, parameters.length, ...parameters],
  ...[results.length, ...results],
]);

/** Slots of the table: returns what it gets; throws; calls slot 1 by the trampoline and returns what it gets. */
const SLOTS = { identity: 0, thrower: 1, nested: 2 };

const local = (index: number) => [OP.localGet, index];
const body = (...code: number[]) => [code.length + 2, 0, ...code, OP.end];

/**
 * A module as Emscripten makes them, in small. Imports: `throw` (0) and the trampoline `invoke` (1). Functions: those
 * of the table (2 to 4), `call` (5), which calls a slot by the trampoline, and what trampolines need (6 to 8).
 */
function makeModule(): Buffer {
  return writeSections([
    { id: SECTION.type, content: writeVector(TYPES) },
    {
      id: SECTION.import,
      content: writeVector([
        [...writeName('a'), ...writeName('throw'), KIND.function, 0],
        [...writeName('a'), ...writeName('invoke'), KIND.function, 1],
        [...writeName('a'), ...writeName('noteStack'), KIND.function, 3],
        [...writeName('a'), ...writeName('noteThrew'), KIND.function, 4],
      ]),
    },
    { id: SECTION.function, content: writeVector([[0], [0], [0], [1], [2], [3], [4]]) },
    { id: SECTION.table, content: writeVector([[TYPE.functionReference, 1, 3, 3]]) },
    {
      id: SECTION.export,
      content: writeVector(
        ['call', 'readStack', 'setStack', 'setThrew'].map((name, at) => [
          ...writeName(name),
          KIND.function,
          7 + at,
        ]),
      ),
    },
    { id: ELEMENT_SECTION, content: writeVector([[0, OP.constI32, 0, OP.end, 3, 4, 5, 6]]) },
    {
      id: SECTION.code,
      content: writeVector([
        body(...local(0)),
        body(...local(0), CALL, 0),
        body(OP.constI32, SLOTS.thrower, ...local(0), CALL, 1, OP.localSet, 0, ...local(0)),
        body(...local(0), ...local(1), CALL, 1),
        body(OP.constI32, 42),
        body(...local(0), CALL, 2),
        body(...local(0), ...local(1), CALL, 3),
      ]),
    },
  ]);
}

const NAMES: ModuleNames = {
  growMemoryImport: '',
  memalignExport: '',
  readStackExport: 'readStack',
  setStackExport: 'setStack',
  setThrewExport: 'setThrew',
  throwImports: ['throw'],
};

const changed = importTable(makeModule());
const module = new WebAssembly.Module(changed.module);
const compiled = new WebAssembly.Module(writeTrampolines(changed.module, changed.tableSlots, ['invoke']));

/** What the module told of itself. */
let notes: string[];
beforeEach(() => {
  notes = [];
});

function start(trampolines: WebAssembly.Module | null, thrown: unknown) {
  const imports = {
    a: {
      throw: () => {
        throw typeof thrown === 'function' ? thrown() : thrown;
      },
      invoke: (slot: number, value: number) => {
        notes.push('JavaScript');
        return slot + value;
      },
      noteStack: (pointer: number) => notes.push(`stack ${pointer}`),
      noteThrew: (...args: number[]) => notes.push(`threw ${args.join(' ')}`),
    },
  };
  const linked = linkTrampolines(imports, { module: trampolines, tableSlots: changed.tableSlots }, NAMES);
  const { exports } = new WebAssembly.Instance(module, linked.imports);
  linked.connect(exports);
  const { call } = exports;
  if (typeof call !== 'function') throw new Error('the function is gone');
  return (slot: number, value: number): unknown => call(slot, value);
}

describe('a trampoline', () => {
  it('calls a function of the table and returns what it returns', () => {
    expect(start(compiled, 1)(SLOTS.identity, 7)).toBe(7);
    expect(notes).toEqual([]);
  });

  it('catches a C++ exception, puts the stack back and tells the module', () => {
    expect(start(compiled, 1234)(SLOTS.thrower, 7)).toBe(0);
    expect(notes).toEqual(['stack 42', 'threw 1 0']);
  });

  it('catches the jump of a C program, too', () => {
    expect(start(compiled, Number.POSITIVE_INFINITY)(SLOTS.thrower, 7)).toBe(0);
  });

  it('lets the innermost catch, and only that one', () => {
    expect(start(compiled, 1234)(SLOTS.nested, 7)).toBe(0);
    expect(notes).toEqual(['stack 42', 'threw 1 0']);
  });

  it.each([new Error('limit'), new RangeError('Maximum call stack'), 'unwind'])('lets %s pass', thrown => {
    const call = start(compiled, thrown);
    expect(() => call(SLOTS.nested, 7)).toThrow(thrown instanceof Error ? thrown : 'unwind');
    expect(notes).toEqual([]);
  });

  it('catches again after something has passed', () => {
    const thrown = [1, new Error('limit'), 2];
    const call = start(compiled, () => thrown.shift());
    expect(call(SLOTS.thrower, 0)).toBe(0);
    expect(() => call(SLOTS.thrower, 0)).toThrow('limit');
    expect(call(SLOTS.thrower, 0)).toBe(0);
  });

  it('is JavaScript where there are none', () => {
    expect(start(null, 1)(SLOTS.nested, 7)).toBe(9);
    expect(notes).toEqual(['JavaScript']);
  });

  it('is made only for what the module imports', () => {
    expect(() => writeTrampolines(changed.module, changed.tableSlots, ['missing'])).toThrow(
      'the module imports no function missing',
    );
  });

  it('takes a table from outside once', () => {
    expect(() => importTable(changed.module)).toThrow('no section 4');
  });
});
