import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeLiteral } from '../../../src/scad/literal.ts';
import { stringValue } from '../../../src/scad/string-value.ts';

test('what encodeLiteral writes is read back', () => {
  const strings = fc.string({ unit: 'binary' }).filter(text => !text.includes('\0'));
  fc.assert(
    fc.property(strings, text => {
      expect(stringValue(encodeLiteral(text))).toBe(text);
    }),
  );
});

test.each([
  ['"\\x41\\u00e9\\U01F600"', 'Aé😀'],
  ['"\\x80"', 'x80'],
  ['"\\q\\\\"', 'q\\'],
  ['"a\nb\\\nc"', 'abc'],
  ['"\\u0000"', ' '],
])('%j stands for %j, as in OpenSCAD', (literal, text) => {
  expect(stringValue(literal)).toBe(text);
});
