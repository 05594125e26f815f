import { expect, test } from 'vitest';
import { needsColor } from '../../../src/engine/needs-color.ts';

const file = (path: string, text: string) => ({
  path,
  bytes: new TextEncoder().encode(text),
  isSource: path.endsWith('.scad'),
});

const library = (path: string) => ({ ...file(path, 'module paint(c) color(c) children();'), sha256: '' });

test.each([
  ['color("red") cube(1);', [], true],
  ['cube(1); // color', [], false],
  ['cube(1);', ['L/a.scad'], true],
  ['cube(1);', ['BOSL2/std.scad'], false],
  ['recolor("red") cube(1);', ['BOSL2/std.scad'], true],
  ['$rainbow = 1;', ['BOSL2/std.scad'], true],
  ['recolor("red") cube(1);', [], false],
] as const)('a model of %j with libraries %j needs colour: %s', (source, libraries, expected) => {
  const files = [file('a.scad', source), file('data.txt', 'color()')];
  const fileSet = { entry: 'a.scad', files, libraries: libraries.map(library) };
  expect(needsColor(fileSet, fileSet.libraries)).toBe(expected);
});

test.each([
  ['module pants() colored();', false],
  ['module paint(c) color(c) children();', true],
])('what is left of a library as %j counts: %s', (left, expected) => {
  const files = [file('a.scad', 'cube(1);')];
  const libraries = ['L/plain.scad', 'L/a.scad'].map(library);
  const needed = [file('L/plain.scad', ''), file('L/a.scad', left)];
  expect(needsColor({ entry: 'a.scad', files, libraries }, needed)).toBe(expected);
});
