import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from '../../../src/scad/clean-text.ts';

test.each([
  ['plain é✓日本😀', 'plain é✓日本😀'],
  ['a\tb\nc', 'a\tb\nc'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['\u001b]0;title\u0007x', ']0;titlex'],
  ['\u001b[12', ''],
  ['a\rb\0c\u0085d\u007f', 'abcd'],
  ['\u202eright\u2066left\u200f', 'rightleft'],
  ['a\u{e0041}\u{e0042}b\ufeff', 'ab'],
  ['a\ud800b\udc00', 'a\u{fffd}b\u{fffd}'],
])('%j becomes %j', (text, expected) => {
  expect(cleanText(text)).toBe(expected);
});

test('what comes out is well formed, and cleaning it again changes nothing', () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });
  fc.assert(
    fc.property(units, codes => {
      const clean = cleanText(String.fromCharCode(...codes));
      expect(encodeURIComponent(clean)).toBeTypeOf('string');
      expect(cleanText(clean)).toBe(clean);
    }),
  );
});
