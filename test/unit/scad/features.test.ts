import { expect, test } from 'vitest';
import { usesColor, usesText } from '../../../src/scad/features.ts';

test.each([
  ['color("red") cube();', true],
  ['module paint() color([1, 0, 0]) children();', true],
  ['// color("red")\ncube();', false],
  ['echo("color");', false],
  ['my_color = 3;', false],
])('colour in %j: %s', (source, expected) => {
  expect(usesColor(source)).toBe(expected);
});

test.each([
  ['text("a");', true],
  ['x = textmetrics("a");', true],
  ['x = fontmetrics();', true],
  ['/* text("a") */ cube();', false],
  ['subtext = "text";', false],
])('text in %j: %s', (source, expected) => {
  expect(usesText(source)).toBe(expected);
});
