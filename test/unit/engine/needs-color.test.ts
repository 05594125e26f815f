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
  expect(needsColor({ entry: 'a.scad', files, libraries: libraries.map(library) })).toBe(expected);
});
