import { expect, it } from 'vitest';
import { escapeHidden } from '../../../src/contracts/hidden-text.ts';
import { cleanText } from '../../../src/scad/clean-text.ts';

it('shows what a text hides', () => {
  expect(escapeHidden('a\u001b[2J\u202etxt.\u200b')).toBe('a\\u001b[2J\\u202etxt.\\u200b');
  expect(escapeHidden('\ud800 \u{e0041}')).toBe('\\ud800 \\udb40\\udc41');
});

it('leaves what people write as it is', () => {
  const text = 'Größe\t日本語\n👨‍👩‍👧 می‌خواهم ❤️ \u0600 {"a": 1}';
  expect(escapeHidden(text)).toBe(text);
});

it.each([
  ['HANGUL FILLER', '\u3164'],
  ['HANGUL CHOSEONG FILLER', '\u115f'],
  ['SOFT HYPHEN', '\u00ad'],
  ['MONGOLIAN VOWEL SEPARATOR', '\u180e'],
  ['COMBINING GRAPHEME JOINER', '\u034f'],
  ['VARIATION SELECTOR-1', '\ufe00'],
  ['INTERLINEAR ANNOTATION ANCHOR', '\ufff9'],
  ['VARIATION SELECTOR-17', '\u{e0100}'],
  ['KHMER VOWEL INHERENT AQ', '\u17b4'],
  ['HALFWIDTH HANGUL FILLER', '\uffa0'],
  ['BRAILLE PATTERN BLANK', '\u2800'],
])('hides no %s', (_, character) => {
  expect(escapeHidden(`a${character}`)).toMatch(/^a\\u/);
  expect(cleanText(`a${character}b`)).toBe('ab');
});
