import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenize, tokenizeCode } from '../../../src/scad/tokens.ts';

const texts = (source: string) => tokenize(source).map(({ kind, text }) => [kind, text]);

/** Text that looks like OpenSCAD often enough to reach every part of the tokenizer. */
const sources = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        '\\',
        '/*',
        '*/',
        '//',
        '\n',
        '\r',
        ' ',
        'include',
        'use',
        '<',
        '>',
        '1e',
        '.5',
        '0x',
      ),
      fc.constantFrom('$fn', 'cube', '(', ')', '[', ']', '{', '}', ';', '=', '&&', '\u00a0', '\ud800', '“'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 60 },
  )
  .map(parts => parts.join(''));

describe('tokenize', () => {
  test('tokens and white space make up the source, and lines count line feeds', () => {
    fc.assert(
      fc.property(sources, source => {
        let end = 0;
        for (const token of tokenize(source)) {
          expect(source.slice(end, token.start)).toMatch(/^[ \t\r\n\u00a0]*$/);
          expect(source.startsWith(token.text, token.start)).toBe(true);
          expect(token.text).not.toBe('');
          expect(token.line).toBe(source.slice(0, token.start).split('\n').length);
          end = token.start + token.text.length;
        }
        expect(source.slice(end)).toMatch(/^[ \t\r\n\u00a0]*$/);
      }),
    );
  });

  test('a small model', () => {
    expect(texts('include <a b/c.scad>\nx = $fn >= 1.5e-3; // end\ncube("a\\"b");')).toEqual([
      ['include', 'include <a b/c.scad>'],
      ['identifier', 'x'],
      ['punctuation', '='],
      ['identifier', '$fn'],
      ['punctuation', '>='],
      ['number', '1.5e-3'],
      ['punctuation', ';'],
      ['comment', '// end'],
      ['identifier', 'cube'],
      ['punctuation', '('],
      ['string', '"a\\"b"'],
      ['punctuation', ')'],
      ['punctuation', ';'],
    ]);
  });

  test.each([
    ['1.e3', [['number', '1.e3']]],
    ['.5', [['number', '.5']]],
    ['0x1F', [['number', '0x1F']]],
    ['1e', [['identifier', '1e']]],
    ['2d', [['identifier', '2d']]],
    ['0xFg', [['identifier', '0xFg']]],
    ['0x', [['identifier', '0x']]],
    ['$', [['punctuation', '$']]],
    [
      '“a”',
      [
        ['other', '“'],
        ['identifier', 'a'],
        ['other', '”'],
      ],
    ],
    [
      'xuse <a>',
      [
        ['identifier', 'xuse'],
        ['punctuation', '<'],
        ['identifier', 'a'],
        ['punctuation', '>'],
      ],
    ],
    ['use\t\n<a>', [['use', 'use\t\n<a>']]],
    [
      'use/**/<a>',
      [
        ['identifier', 'use'],
        ['comment', '/**/'],
        ['punctuation', '<'],
        ['identifier', 'a'],
        ['punctuation', '>'],
      ],
    ],
    ['// a\rb', [['comment', '// a\rb']]],
  ])('%j is split as OpenSCAD splits it', (source, expected) => {
    expect(texts(source)).toEqual(expected);
  });

  test.each(['"abc', '"abc\\', '"abc\\"', '/* abc', '/*/', 'include <abc', 'use <abc\n;'])(
    '%j runs into the end as one unterminated token',
    source => {
      expect(tokenize(source)).toEqual([expect.objectContaining({ text: source, terminated: false })]);
    },
  );

  test('lines are counted inside strings and comments too', () => {
    expect(tokenizeCode('"a\nb" /* \n\n */ x').map(({ line }) => line)).toEqual([1, 4]);
  });

  test.each(['a', '"', '/*', '(', '1e', '1.', 'include ', 'include <', '"\\', '\u00e9', '0x', 'use<>'])(
    'a million characters of %j take linear time',
    piece => {
      const source = piece.repeat(Math.ceil(1_000_000 / piece.length));
      const start = performance.now();
      tokenize(source);
      // Measured: under 130 ms for the worst of these; quadratic time would be minutes.
      expect(performance.now() - start).toBeLessThan(1500);
    },
  );
});
