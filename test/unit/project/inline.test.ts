import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.ts';
import { decodeInline } from '../../../src/project/inline.ts';

const MAX_BYTES = 100_000;

const decode = (model: Parameters<typeof decodeInline>[0], maxFileBytes = MAX_BYTES) =>
  decodeInline(model, {
    maxFileBytes,
    allowedExtensions: new Set(['.scad', '.bin', '.svg', '.json', '.stl', '.txt']),
  });

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

function fileOf(model: Parameters<typeof decodeInline>[0], path: string): Uint8Array | undefined {
  return decode(model).find(file => file.path === path)?.bytes;
}

describe('decodeInline', () => {
  it('takes source as text or as lines', () => {
    expect(text(fileOf({ code: ['cube(1);', 'sphere(2);'] }, 'main.scad'))).toBe('cube(1);\nsphere(2);');
  });

  it('takes binary files as data: URLs and text files as they are', () => {
    const files = {
      'a.bin': 'data:application/octet-stream;base64,AP8Q',
      'b.svg': 'data:,%3Csvg/%3E',
      'c.json': '{"a":1}',
    };
    expect(fileOf({ code: '', files }, 'a.bin')).toEqual(Uint8Array.from([0, 255, 16]));
    expect(text(fileOf({ code: '', files }, 'b.svg'))).toBe('<svg/>');
    expect(text(fileOf({ code: '', files }, 'c.json'))).toBe('{"a":1}');
  });

  it.each([
    ['too large a source', { code: 'x'.repeat(MAX_BYTES + 1) }, 'SOURCE_TOO_LARGE', /main\.scad/],
    [
      'a data: URL that is none',
      { code: '', files: { 'a.stl': 'data:x;base64,***' } },
      'INVALID_INPUT',
      /a\.stl/,
    ],
    ['bad percent encoding', { code: '', files: { 'a.stl': 'data:,%zz' } }, 'INVALID_INPUT', /a\.stl/],
    ['the name of the entry', { code: '', files: { 'Main.scad': '' } }, 'PARAMETER_INVALID', /Main\.scad/],
    [
      'names that differ in case',
      { code: '', files: { 'a.scad': '', 'A.scad': '' } },
      'PARAMETER_INVALID',
      /A\.scad/,
    ],
    [
      'names that differ in Unicode form',
      { code: '', files: { 'é.scad': '', 'e\u0301.scad': '' } },
      'PARAMETER_INVALID',
      /scad/,
    ],
    [
      'a kind of file that is not read',
      { code: '', files: { 'a.sh': '' } },
      'PATH_REJECTED',
      /"\.sh".*"a\.sh"/,
    ],
    ['a file of no kind', { code: '', files: { Makefile: '' } }, 'PATH_REJECTED', /without.*"Makefile"/],
    [
      'a file in a file',
      { code: '', files: { 'lib.json': '', 'LIB.json/a.scad': '' } },
      'PARAMETER_INVALID',
      /lib\.json.*folder/,
    ],
  ])('refuses %s', (_, model, code, message) => {
    expect(() => decode(model)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('bounds the number of files and their sum', () => {
    const many = Object.fromEntries(
      Array.from({ length: LIMITS.maxFiles }, (_, index) => [`f${index}.scad`, '']),
    );
    expect(() => decode({ code: '', files: many })).toThrow(/more than 500 files/);
    const large = Object.fromEntries(
      Array.from({ length: 3 }, (_, index) => [`f${index}.txt`, 'x'.repeat(6 * 2 ** 20)]),
    );
    expect(() => decode({ code: '', files: large }, 2 ** 24)).toThrow(
      expect.objectContaining({ code: 'SOURCE_TOO_LARGE' }),
    );
  });
});
