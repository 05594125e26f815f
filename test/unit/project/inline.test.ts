import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.ts';
import { stageInline } from '../../../src/project/inline.ts';

const MAX_BYTES = 100_000;

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

function fileOf(model: Parameters<typeof stageInline>[0], path: string): Uint8Array | undefined {
  return stageInline(model, MAX_BYTES).files.find(file => file.path === path)?.bytes;
}

describe('stageInline', () => {
  it('takes source as text or as lines', () => {
    expect(text(fileOf({ code: ['cube(1);', 'sphere(2);'] }, 'main.scad'))).toBe('cube(1);\nsphere(2);');
  });

  it('brings source into the form the engine reads right', () => {
    expect(text(fileOf({ code: '\uFEFFcube(1); // a\r\n// b\rcube(2);' }, 'main.scad'))).toBe(
      'cube(1); // a\n// b\ncube(2);',
    );
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
    ['a NUL', { code: 'a\n\0' }, 'INVALID_INPUT', /line 2/],
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
      'an include outside',
      { code: '', files: { 'lib/a.scad': '\ninclude <../../x>' } },
      'PATH_REJECTED',
      /lib\/a\.scad line 2/,
    ],
    ['an absolute import', { code: 'import("/proc/self/environ");' }, 'PATH_REJECTED', /line 1.*import/],
  ])('refuses %s', (_, model, code, message) => {
    expect(() => stageInline(model, MAX_BYTES)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('is not fooled by comments and strings that look like includes', () => {
    const code = '// include </etc/passwd>\n/* use <../x> */ echo("include </etc/passwd>");';
    expect(stageInline({ code }, MAX_BYTES).files).toHaveLength(1);
  });

  it('bounds the number of files and their sum', () => {
    const many = Object.fromEntries(
      Array.from({ length: LIMITS.maxFiles }, (_, index) => [`f${index}.scad`, '']),
    );
    expect(() => stageInline({ code: '', files: many }, MAX_BYTES)).toThrow(/65 files/);
    const large = Object.fromEntries(
      Array.from({ length: 3 }, (_, index) => [`f${index}.txt`, 'x'.repeat(6 * 2 ** 20)]),
    );
    expect(() => stageInline({ code: '', files: large }, 2 ** 24)).toThrow(
      expect.objectContaining({ code: 'SOURCE_TOO_LARGE' }),
    );
  });
});
