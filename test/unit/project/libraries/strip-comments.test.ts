import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stripComments } from '../../../../src/project/libraries/strip-comments.ts';
import { tokenize } from '../../../../src/scad/tokens.ts';

describe('stripComments', () => {
  test.each([
    ['cube(1); // one\nsphere(2);', 'cube(1); \nsphere(2);'],
    ['a /* x\ny */ b', 'a  \n b'],
    ['a/**/b', 'a b'],
    ['x = "// no /* comment";', 'x = "// no /* comment";'],
    ['x = "a\\"//b"; // c', 'x = "a\\"//b"; '],
    ['include <a//b.scad> // c', 'include <a//b.scad> '],
    ['use\n<a/*b.scad>', 'use\n<a/*b.scad>'],
    ['x = reuse < 3; // c > d', 'x = reuse < 3; '],
    ['a / b / c', 'a / b / c'],
    ['a /* never closed\n\n', 'a  \n\n'],
    ['x = "never closed // a\n', 'x = "never closed // a\n'],
    ['// "\ncube(1);', '\ncube(1);'],
    ['/* " */ cube(1); // "', '  cube(1); '],
    ['/*/ a */b', ' b'],
  ])('%j', (code, stripped) => {
    expect(stripComments(code)).toBe(stripped);
  });

  const pieces = fc.constantFrom(
    '//',
    '/*',
    '*/',
    '*',
    '"',
    '\\',
    '\n',
    ' ',
    'include',
    'use',
    'reuse',
    '$use',
    '<',
    '>',
    'a',
    '1',
    ';',
    '/',
    'é',
  );
  const code = fc.array(pieces, { maxLength: 30 }).map(all => all.join(''));

  test('leaves the tokens of the code and their lines as they were', () => {
    const meaning = (text: string) =>
      tokenize(text)
        .filter(({ kind }) => kind !== 'comment')
        .map(({ kind, text: token, line }) => ({ kind, token, line }));
    fc.assert(
      fc.property(code, text => {
        expect(meaning(stripComments(text))).toEqual(meaning(text));
      }),
      {
        numRuns: 5000,
      },
    );
  });
});
