import { describe, expect, it } from 'vitest';
import { traitsOf } from '../../../src/scad/source-traits.ts';

const file = (text: string, isSource = true) => ({
  path: 'a.scad',
  bytes: new TextEncoder().encode(text),
  isSource,
});

describe('traitsOf', () => {
  it.each([
    ['color("red") cube();', true],
    ['module paint() color([1, 0, 0]) children();', true],
    ['// color("red")\ncube();', false],
    ['echo("color");', false],
    ['my_color = 3;', false],
  ])('says whether %j uses colour: %s', (source, expected) => {
    expect(traitsOf(file(source)).usesColor).toBe(expected);
  });

  it.each([
    ['_colour = 3;', true],
    ['RAINBOW();', true],
    ['echo("color"); // colour', false],
    ['col = "or";', false],
  ])('says whether %j has a name that speaks of colour: %s', (source, expected) => {
    expect(traitsOf(file(source)).namesColor).toBe(expected);
  });

  it.each([
    ['text("a");', true],
    ['x = textmetrics("a");', true],
    ['x = fontmetrics();', true],
    ['/* text("a") */ cube();', false],
    ['subtext = "text";', false],
  ])('says whether %j uses text: %s', (source, expected) => {
    expect(traitsOf(file(source)).usesText).toBe(expected);
  });

  it('lists references', () => {
    expect(traitsOf(file('include <b.scad>\nimport("c.stl");')).references).toEqual([
      { kind: 'include', path: 'b.scad', line: 1 },
      { kind: 'import', path: 'c.stl', line: 2 },
    ]);
  });

  it('finds nothing in data', () => {
    const nothing = { references: [], usesColor: false, namesColor: false, usesText: false };
    expect(traitsOf(file('include <b.scad> color() text("a");', false))).toEqual(nothing);
  });

  it('takes a file apart once', () => {
    const once = file('use <b.scad>');
    expect(traitsOf(once)).toBe(traitsOf(once));
  });
});
