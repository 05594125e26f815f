import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/contracts/errors.ts';
import { LIMITS } from '../../../src/contracts/limits.ts';
import { encodeLiteral, type ParameterValue } from '../../../src/scad/literal.ts';
import { tokenize } from '../../../src/scad/tokens.ts';

/** Reads exactly one OpenSCAD literal as OpenSCAD's lexer does, and fails when anything is left over. */
function readLiteral(text: string): ParameterValue {
  let at = 0;
  function readValue(): ParameterValue {
    if (text[at] === '"') return readString();
    if (text[at] === '[') return readVector();
    const word = /^(?:true|false|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)/.exec(text.slice(at))?.[0];
    if (word === undefined) throw new Error(`no literal at ${at} of ${text}`);
    at += word.length;
    return word === 'true' || word === 'false' ? word === 'true' : Number(word);
  }
  function readString(): string {
    let value = '';
    at += 1;
    while (text[at] !== '"') {
      if (at >= text.length || text[at] === '\n') throw new Error(`open string in ${text}`);
      if (text[at] !== '\\') {
        value += text[at];
        at += 1;
        continue;
      }
      const kind = text[at + 1];
      if (kind === 'u') {
        value += String.fromCharCode(Number.parseInt(text.slice(at + 2, at + 6), 16));
        at += 6;
      } else {
        value += { n: '\n', t: '\t', r: '\r' }[kind] ?? kind;
        at += 2;
      }
    }
    at += 1;
    return value;
  }
  function readVector(): ParameterValue[] {
    const values: ParameterValue[] = [];
    at += 1;
    while (text[at] !== ']') {
      values.push(readValue());
      if (text[at] === ',') at += 1;
    }
    at += 1;
    return values;
  }
  const value = readValue();
  if (at !== text.length) throw new Error(`${text.slice(at)} is left over`);
  return value;
}

const isSubnormal = (value: number) => value !== 0 && Math.abs(value) < 2 ** -1022;
const numbers = fc
  .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
  .filter(value => !isSubnormal(value));
const strings = fc.string({ unit: 'binary', maxLength: 40 }).filter(text => !text.includes('\0'));
const leaves = fc.oneof(numbers, strings, fc.boolean());
const values: fc.Arbitrary<ParameterValue> = fc.oneof(
  leaves,
  fc.array(leaves, { maxLength: 5 }),
  fc.array(fc.array(leaves, { maxLength: 3 }), { maxLength: 3 }),
);

function refusal(value: unknown, path?: string): AppError {
  try {
    encodeLiteral(value, path);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
  }
  throw new Error('nothing was refused');
}

describe('encodeLiteral', () => {
  test('every value is read back unchanged', () => {
    fc.assert(
      fc.property(values, value => {
        expect(readLiteral(encodeLiteral(value))).toEqual(value);
      }),
    );
  });

  test('a string is one token, whatever it holds', () => {
    fc.assert(
      fc.property(strings, text => {
        const tokens = tokenize(encodeLiteral(text));
        expect(tokens.map(({ kind, terminated }) => [kind, terminated])).toEqual([['string', true]]);
      }),
    );
  });

  test.each([
    [1, '1'],
    [-1.5, '-1.5'],
    [0.1, '0.1'],
    [1e-7, '1e-7'],
    [-0, '-0'],
    [2 ** 53 - 1, '9007199254740991'],
    [true, 'true'],
    ['', '""'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['\n\t\r', '"\\n\\t\\r"'],
    ['\u0001\u001b\u007f', '"\\u0001\\u001b\\u007f"'],
    ['é✓日本😀\u2028', '"é✓日本😀\u2028"'],
    [[], '[]'],
    [[1, [2, 'x'], false], '[1,[2,"x"],false]'],
  ])('%j becomes %s', (value, literal) => {
    expect(encodeLiteral(value)).toBe(literal);
  });

  test('an integer no double holds exactly is written with an exponent, so that OpenSCAD does not warn', () => {
    expect(encodeLiteral(2 ** 53)).toBe('9.007199254740992e+15');
    expect(encodeLiteral(1e20)).toBe('1e+20');
  });

  test('an injected statement stays text', () => {
    expect(encodeLiteral('a";echo("X");y="b')).toBe('"a\\";echo(\\"X\\");y=\\"b"');
  });

  test.each([
    [null, 'null'],
    [undefined, 'undefined'],
    [Number.NaN, 'finite'],
    [Number.POSITIVE_INFINITY, 'finite'],
    [{}, 'object'],
    [() => 1, 'function'],
    [5e-324, 'too close to zero'],
    ['a\0b', 'NUL'],
    ['\ud800', 'surrogate'],
    ['a\udc00', 'surrogate'],
  ])('%j is refused', (value, reason) => {
    const error = refusal(value);
    expect(error.code).toBe('PARAMETER_INVALID');
    expect(error.message).toContain(reason);
  });

  test('the refused element is named', () => {
    expect(refusal([1, 2, null], 'size').message).toContain('size[2]');
    expect(refusal([[1], [2, Number.NaN]], 'size').message).toContain('size[1][1]');
  });

  test('a hole in an array is refused', () => {
    const sparse: number[] = [];
    sparse[1] = 1;
    expect(refusal(sparse, 'size').message).toContain('size[0]');
  });

  test('depth, length and text are limited', () => {
    const nested = Array.from({ length: LIMITS.maxVectorDepth }).reduce<unknown>(inner => [inner], 1);
    expect(encodeLiteral(nested)).toBe('[[[[1]]]]');
    expect(refusal([nested]).message).toContain('nested');
    const half = Array.from({ length: LIMITS.maxVectorElements / 2 }, () => 1);
    expect(encodeLiteral(half)).toHaveLength(LIMITS.maxVectorElements + 1);
    expect(refusal([half, half]).message).toContain('too long');
    expect(encodeLiteral('x'.repeat(LIMITS.maxStringParameterLength))).toHaveLength(4098);
    expect(refusal('x'.repeat(LIMITS.maxStringParameterLength + 1)).message).toContain('4097');
  });

  test('a vector that contains itself is refused', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(refusal(loop).code).toBe('PARAMETER_INVALID');
  });
});
