import { expect, it } from 'vitest';
import { findMissingCharacters } from '../../../src/fonts/missing-characters.ts';

const only = (characters: string) => {
  const codes = new Set(Array.from(characters, character => character.codePointAt(0)));
  return (code: number) => codes.has(code);
};

it.each([
  ['abc', 'abc', []],
  ['abca', 'bc', ['a']],
  ['a𝄞b𝄞', 'ab', ['𝄞']],
  ['e\u0301', 'é', []],
  ['é', 'e\u0301', []],
  ['é', 'e', ['é']],
  ['e\u0301', 'e', ['é']],
  ['a\u200db\u00adc\ufe0f', 'abc', []],
  ['a\u00a0\u2003b', 'ab ', []],
  ['a b', 'ab', [' ']],
  ['a\nb', 'ab', ['\n']],
])('%j in a font of %j lacks %j', (text, glyphs, missing) => {
  expect(findMissingCharacters(text, only(glyphs))).toEqual(missing);
});
