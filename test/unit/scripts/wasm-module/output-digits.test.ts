import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUnsigned, writeSigned, writeUnsigned } from '../../../../scripts/assets/wasm-module/binary.ts';
import { exposeOutputDigits } from '../../../../scripts/assets/wasm-module/output-digits.ts';
import { setOutputDigits, streamFormat } from '../../../../wasm/output-digits.ts';

const section = (id: number, ...content: number[]) => [id, ...writeUnsigned(content.length), ...content];
const name = (text: string) => [text.length, ...Buffer.from(text)];

/** A module with one imported global and one function, `flags`, which returns constants one after the other. */
function moduleReturning(...constants: readonly bigint[]): Buffer {
  const body = [
    0,
    ...constants.flatMap((value, at) => [...(at === 0 ? [] : [0x1a]), 0x42, ...writeSigned(value)]),
    0x0b,
  ];
  return Buffer.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, 1, 0x60, 0, 1, 0x7e),
    ...section(2, 1, ...name('a'), ...name('b'), 0x03, 0x7f, 0x00),
    ...section(3, 1, 0),
    ...section(6, 1, 0x7f, 0x00, 0x41, 5, 0x0b),
    ...section(7, 1, ...name('flags'), 0x00, 0),
    ...section(10, 1, ...writeUnsigned(body.length), ...body),
  ]);
}

describe('exposeOutputDigits', () => {
  it('makes the constant a choice that is six digits at first', () => {
    const module = new WebAssembly.Module(exposeOutputDigits(moduleReturning(streamFormat(6))));
    const { exports } = new WebAssembly.Instance(module, { a: { b: 1 } });
    if (typeof exports.flags !== 'function') throw new Error('the function is gone');
    expect(exports.flags()).toBe(0x6_0000_1002n);
    setOutputDigits(exports, 17);
    expect(exports.flags()).toBe(0x11_0000_1002n);
  });

  it('refuses a module without the constant, or with more than one', () => {
    const message = 'the module does not set up its streams in exactly one place';
    expect(() => exposeOutputDigits(moduleReturning(7n))).toThrow(message);
    expect(() => exposeOutputDigits(moduleReturning(streamFormat(6), streamFormat(6)))).toThrow(message);
  });

  it('refuses what is no module', () => {
    expect(() => exposeOutputDigits(Buffer.from([0x42, ...writeSigned(streamFormat(6)), 0, 0]))).toThrow();
    expect(() => setOutputDigits({}, 17)).toThrow('the OpenSCAD module has no output digits');
  });
});

it('numbers are written as the format has them, and read again', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 8 }), (value, bytes) => {
      const written = Buffer.from([...writeUnsigned(value, bytes), 0xff]);
      expect(readUnsigned(written, 0)).toEqual({ value, end: written.length - 1 });
      expect(written.length).toBeGreaterThan(bytes);
    }),
  );
  expect(writeSigned(-1n)).toEqual([0x7f]);
  expect(writeSigned(64n)).toEqual([0xc0, 0x00]);
  expect(writeSigned(-123456n)).toEqual([0xc0, 0xbb, 0x78]);
});
