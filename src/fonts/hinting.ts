import { SFNT_KINDS, type Sfnt, viewOf } from './sfnt.ts';

/** A font program that pushes a number and takes it away again. */
const NO_OP_PROGRAM = Uint8Array.of(0xb0, 0x00, 0x21);

/** A `prep` program of up to this many bytes only sets dropout control, which FreeType takes for no hinting. */
const TRIVIAL_PREP_BYTES = 7;

/** Where `maxp` holds how deep the stack of the programs may get. */
const STACK_DEPTH_OFFSET = 24;
const LEAST_STACK_DEPTH = 8;

/**
 * Gives a TrueType font without hinting programs one that does nothing.
 *
 * FreeType hints such fonts by its auto-hinter, which in the WebAssembly build calls a function through a
 * pointer of another type and so traps. With a font program it takes the font's own interpreter.
 */
export function addHintingProgram(font: Sfnt): Sfnt {
  const { kind, tables } = font;
  const maxp = tables.get('maxp');
  if (kind === SFNT_KINDS.cff || !tables.has('glyf') || maxp === undefined) return font;
  const hasProgram = (tables.get('fpgm')?.length ?? 0) > 0;
  if (hasProgram || (tables.get('prep')?.length ?? 0) > TRIVIAL_PREP_BYTES) return font;
  const profile = Uint8Array.from(maxp);
  const view = viewOf(profile);
  if (view.getUint16(STACK_DEPTH_OFFSET) < LEAST_STACK_DEPTH) {
    view.setUint16(STACK_DEPTH_OFFSET, LEAST_STACK_DEPTH);
  }
  return { kind, tables: new Map([...tables, ['fpgm', NO_OP_PROGRAM], ['maxp', profile]]) };
}
