import { expect, test } from 'vitest';
import { usesText } from '../../../src/scad/features.ts';

test.each([
  ['text("a");', true],
  ['x = textmetrics("a");', true],
  ['x = fontmetrics();', true],
  ['/* text("a") */ cube();', false],
  ['subtext = "text";', false],
])('text in %j: %s', (source, expected) => {
  expect(usesText(source)).toBe(expected);
});
