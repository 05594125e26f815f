import { expect, test } from 'vitest';
import { findBracketProblem } from '../../../src/scad/brackets.ts';
import { tokenizeCode } from '../../../src/scad/tokens.ts';

test.each([
  ['module a() { cube([1, 2]); }', null],
  ['cube("(");', null],
  ['cube([1, 2);', { kind: 'mismatched', opening: '[', openingLine: 1, closing: ')', line: 1 }],
  ['cube();\n}', { kind: 'unopened', closing: '}', line: 2 }],
  ['module a() {\n cube();\n', { kind: 'unclosed', opening: '{', line: 1 }],
])('%j', (source, expected) => {
  expect(findBracketProblem(tokenizeCode(source))).toEqual(expected);
});
