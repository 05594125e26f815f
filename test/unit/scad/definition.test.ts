import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.ts';
import { encodeDefinitions } from '../../../src/scad/definition.ts';
import { tokenize } from '../../../src/scad/tokens.ts';

describe('encodeDefinitions', () => {
  test('parameters become assignments in their order', () => {
    expect(encodeDefinitions({ $fn: 32, name: 'a', size: [1, 2.5] })).toEqual([
      '$fn=32',
      'name="a"',
      'size=[1,2.5]',
    ]);
  });

  test('a value cannot leave its quotes', () => {
    const definitions = encodeDefinitions({ x: 'a";echo("X");y="b' });
    expect(definitions).toEqual(['x="a\\";echo(\\"X\\");y=\\"b"']);
  });

  test.each([
    'x=1;sphere(5)',
    'x y',
    '1abc',
    '',
    '$',
    '$$fn',
    'x\n',
    'é',
    '-x',
    'x'.repeat(65),
    'module',
    'function',
    'if',
    'for',
    'let',
    'each',
    'undef',
    'include',
    'use',
  ])('the name %j is refused', name => {
    expect(() => encodeDefinitions({ [name]: 1 })).toThrow(
      expect.objectContaining({ code: 'PARAMETER_INVALID', hint: expect.stringMatching(/./) }),
    );
  });

  test('names of object internals are just names', () => {
    const parameters: Record<string, unknown> = JSON.parse(
      '{"__proto__": 1, "constructor": 2, "toString": 3}',
    );
    expect(encodeDefinitions(parameters)).toEqual(['__proto__=1', 'constructor=2', 'toString=3']);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test('an inherited property is no parameter', () => {
    expect(encodeDefinitions(Object.create({ x: 1 }))).toEqual([]);
  });

  test('the error names the element', () => {
    expect(() => encodeDefinitions({ size: [1, 2, null] })).toThrow(/size\[2\]/);
  });

  test('there is a limit to their number', () => {
    const many = Object.fromEntries(Array.from({ length: LIMITS.maxParameters + 1 }, (_, i) => [`p${i}`, i]));
    expect(() => encodeDefinitions(many)).toThrow(expect.objectContaining({ code: 'PARAMETER_INVALID' }));
  });

  test('whatever is accepted is one assignment of one literal', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value, (name, given) => {
        let definitions: string[];
        try {
          definitions = encodeDefinitions({ [name]: given });
        } catch {
          return;
        }
        for (const definition of definitions) {
          const kinds = tokenize(definition).map(({ kind, text, terminated }) =>
            kind === 'punctuation' ? text : `${kind} ${terminated}`,
          );
          expect(kinds.join(' ').replace('= - ', '= ')).toMatch(
            /^identifier true = (?:string|number|identifier) true$/,
          );
        }
      }),
    );
    const names = fc.stringMatching(/^[A-Za-z_]{1,8}$/);
    fc.assert(
      fc.property(
        names,
        fc.string({ unit: 'binary' }).filter(text => !text.includes('\0')),
        (name, text) => {
          const [definition] = encodeDefinitions({ [`p_${name}`]: text });
          const inner = definition.slice(definition.indexOf('"') + 1, -1);
          expect(inner.replaceAll(/\\./g, '')).not.toContain('"');
        },
      ),
    );
  });
});
