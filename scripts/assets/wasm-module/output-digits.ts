import { DIGITS_EXPORT, streamFormat } from '../../../wasm/output-digits.ts';
import {
  appendItem,
  contentOf,
  readSections,
  replaceContent,
  SECTION,
  writeName,
  writeSections,
  writeSigned,
  writeUnsigned,
} from './binary.ts';
import { readImports } from './imports.ts';
import { KIND, MUTABLE, OP, TYPE } from './instructions.ts';

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
  const globals = appendItem(contentOf(sections, SECTION.global), [TYPE.i64, MUTABLE, ...constant, OP.end]);
  const index = countImportedGlobals(contentOf(sections, SECTION.import)) + globals.index;
  // As long as what it replaces, so that no length has to be changed.
  const read = [OP.globalGet, ...writeUnsigned(index, constant.length - 2), OP.nop];
  Buffer.from(read).copy(changed, at);
  const exported = [...writeName(DIGITS_EXPORT), KIND.global, ...writeUnsigned(index)];
  const exports = appendItem(contentOf(sections, SECTION.export), exported);
  return writeSections(
    replaceContent(
      replaceContent(sections, SECTION.global, globals.content),
      SECTION.export,
      exports.content,
    ),
  );
}

/** Counts the globals among the imports, whose numbers come before those of the module's own. */
function countImportedGlobals(content: Buffer): number {
  return readImports(content).filter(({ kind }) => kind === KIND.global).length;
}
