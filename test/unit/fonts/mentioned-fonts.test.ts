import { expect, it } from 'vitest';
import { findFontMentions } from '../../../src/fonts/mentioned-fonts.ts';

const families = ['Liberation Sans', 'Liberation Serif', 'Liberation Mono', 'Noto Sans', 'Noto Sans Thai'];

it.each([
  ['', ['Liberation Sans']],
  ['"Hello"', ['Liberation Sans']],
  ['"Times New Roman"', ['Liberation Sans', 'Liberation Serif']],
  ['"COURIER"', ['Liberation Sans', 'Liberation Mono']],
  ['"monospace"', ['Liberation Sans', 'Liberation Mono']],
  ['"Noto Sans"', ['Liberation Sans', 'Noto Sans']],
  ['"NotoSansThai"', ['Liberation Sans', 'Noto Sans', 'Noto Sans Thai']],
  ['"Noto Sans "\n"Thai"', ['Liberation Sans', 'Noto Sans', 'Noto Sans Thai']],
  ['"Thai"', ['Liberation Sans']],
])('%j mentions %j', (text, expected) => {
  expect([...findFontMentions(text, families).families]).toEqual(expected);
});

it.each([
  ['"Arial"', false],
  ['"Arial:style=Bold"', true],
  ['"Arial:italic"', true],
  ['"Arial:weight=200"', true],
])('%j asks for more than the regular face: %s', (text, expected) => {
  expect(findFontMentions(text, families).isStyled).toBe(expected);
});
