import { DIGITS_EXPORT, streamFormat } from '../../wasm/output-digits.ts';
import {
  appendItem,
  readSections,
  readUnsigned,
  SECTION,
  type Section,
  writeSections,
  writeSigned,
  writeUnsigned,
} from './wasm-binary.ts';

/** Instructions and types. Source: the core specification, 5.3 and 5.4. */
const OP = { globalGet: 0x23, constI64: 0x42, end: 0x0b, nop: 0x01 } as const;
const TYPE_I64 = 0x7e;
const MUTABLE = 0x01;
const GLOBAL_KIND = 0x03;

/**
 * Makes the number of digits that OpenSCAD writes into files a choice of whoever starts it.
 *
 * C++ streams write six significant digits unless told otherwise, and OpenSCAD tells them nothing: an evaluated
 * tree or a drawing loses what lies beyond. The module sets up every stream in one place, by storing one
 * constant that holds its flags and its six digits; this puts a global in the place of the constant, of the same
 * value, which an instance's owner can change.
 *
 * @throws Error when the module does not hold the constant exactly once.
 */
export function exposeOutputDigits(module: Buffer): Buffer {
  const constant = Buffer.from([OP.constI64, ...writeSigned(streamFormat(6))]);
  const at = module.indexOf(constant);
  if (at < 0 || module.indexOf(constant, at + 1) >= 0) {
    throw new Error('the module does not set up its streams in exactly one place');
  }
  const changed = Buffer.from(module);
  const sections = readSections(changed);
  const globals = sectionOf(sections, SECTION.global);
  const added = appendItem(globals.content, [...[TYPE_I64, MUTABLE], ...[...constant, OP.end]]);
  const index = countImportedGlobals(sectionOf(sections, SECTION.import).content) + added.index;
  // As long as what it replaces, so that no length has to be changed.
  const read = [OP.globalGet, ...writeUnsigned(index, constant.length - 2), OP.nop];
  Buffer.from(read).copy(changed, at);
  const name = Buffer.from(DIGITS_EXPORT);
  const exported = [...writeUnsigned(name.length), ...name, GLOBAL_KIND, ...writeUnsigned(index)];
  return writeSections(
    changed,
    sections.map(section => {
      if (section.id === SECTION.global) return { ...section, content: added.content };
      if (section.id !== SECTION.export) return section;
      return { ...section, content: appendItem(section.content, exported).content };
    }),
  );
}

function sectionOf(sections: readonly Section[], id: number): Section {
  const section = sections.find(one => one.id === id);
  if (section === undefined) throw new Error(`the module has no section ${id}`);
  return section;
}

/** Counts the globals among the imports, whose numbers come before those of the module's own. */
function countImportedGlobals(content: Buffer): number {
  let globals = 0;
  let { value: count, end: at } = readUnsigned(content, 0);
  for (; count > 0; count--) {
    at = skipName(content, skipName(content, at));
    const kind = content[at];
    if (kind === GLOBAL_KIND) globals += 1;
    at = skipDescription(content, at + 1, kind);
  }
  return globals;
}

function skipName(content: Buffer, at: number): number {
  const { value: length, end } = readUnsigned(content, at);
  return end + length;
}

/** Steps over what an import is: a function's type, a table, a memory or a global. */
function skipDescription(content: Buffer, at: number, kind: number): number {
  if (kind === 0) return readUnsigned(content, at).end;
  if (kind === GLOBAL_KIND) return at + 2;
  const limits = kind === 1 ? at + 1 : at;
  const { value: flags, end } = readUnsigned(content, limits);
  const afterMinimum = readUnsigned(content, end).end;
  return (flags & 1) === 1 ? readUnsigned(content, afterMinimum).end : afterMinimum;
}
