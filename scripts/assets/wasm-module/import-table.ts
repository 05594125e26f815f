import { TRAMPOLINE_NAMES, TRAMPOLINE_NAMESPACE } from '../../../wasm/trampolines.ts';
import {
  appendItem,
  contentOf,
  readSections,
  readUnsigned,
  replaceContent,
  SECTION,
  writeName,
  writeSections,
  writeUnsigned,
} from './binary.ts';
import { readImports, readLimits } from './imports.ts';
import { KIND, LIMITS_FLAG, TYPE } from './instructions.ts';

/** A module whose table of functions comes from outside. */
export interface ModuleWithoutTable {
  readonly module: Buffer;
  /** Slots that the module fills. */
  readonly tableSlots: number;
}

/**
 * Makes a module import its table of functions instead of having one of its own, so that another module, which has
 * to be started before this one, can call through the same table. Its number, 0, stays what it was, and with it
 * every instruction and the export.
 *
 * @throws Error when the module has more than one table.
 */
export function importTable(original: Buffer): ModuleWithoutTable {
  const sections = readSections(original);
  const imports = contentOf(sections, SECTION.import);
  const tableSlots = readOnlyTable(contentOf(sections, SECTION.table));
  if (readImports(imports).some(({ kind }) => kind === KIND.table)) {
    throw new Error('the module imports a table already');
  }
  const added = appendItem(imports, describeTable(tableSlots));
  const others = sections.filter(({ id }) => id !== SECTION.table);
  return { module: writeSections(replaceContent(others, SECTION.import, added.content)), tableSlots };
}

/** An import of a table that has at least so many slots. */
export function describeTable(slots: number): number[] {
  return [
    ...writeName(TRAMPOLINE_NAMESPACE),
    ...writeName(TRAMPOLINE_NAMES.table),
    KIND.table,
    TYPE.functionReference,
    LIMITS_FLAG.minimum,
    ...writeUnsigned(slots),
  ];
}

/** The size of the one table a section holds. */
function readOnlyTable(content: Buffer): number {
  const { value: count, end } = readUnsigned(content, 0);
  if (count !== 1 || content[end] !== TYPE.functionReference) {
    throw new Error('the module has not exactly one table of functions');
  }
  return readLimits(content, end + 1).minimum;
}
