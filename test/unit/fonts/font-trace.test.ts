import { expect, it } from 'vitest';
import { readFontTrace } from '../../../src/fonts/font-trace.ts';
import { findTextNodes } from '../../../src/fonts/text-nodes.ts';

it('reads choices, texts and unreadable files, each once', () => {
  const arial =
    'FontCache: font = "Arial", lookup = "Arial"\nFontCache: result = "Liberation Sans", style = "Regular"';
  expect(
    readFontTrace([
      arial,
      arial,
      'FontCache: font = "a"b", lookup = "a"b"\nFontCache: result = "Noto Sans", style = "Bold"',
      "FreetypeRenderer: Detected direction 'ltr' for two\nlines",
      "FreetypeRenderer: Explicit direction 'rtl' for שלום",
      "FreetypeRenderer: Detected direction 'ltr' for ",
      "Can't register font '/model/a.ttf'",
      'something else',
    ]),
  ).toEqual({
    choices: [
      { request: 'Arial', family: 'Liberation Sans', style: 'Regular' },
      { request: 'a"b', family: 'Noto Sans', style: 'Bold' },
    ],
    texts: ['two\nlines', 'שלום'],
    unreadable: ['/model/a.ttf'],
  });
});

it('finds the texts of a tree, although OpenSCAD writes strings into it as they are', () => {
  const node = (text: string, font: string) =>
    `text(text = "${text}", size = 10, spacing = 1, font = "${font}", direction = "ltr", language = "en", script = "Latn", halign = "default", valign = "default", $fn = 0, $fa = 12, $fs = 2);`;
  const tree = `group() {\n\t${node('say "hi"', 'Arial')}\n\t${node('a\nb', '')}\n${node('a\nb', '')}}\ncube();`;
  expect(findTextNodes(tree)).toEqual([
    { text: 'say "hi"', font: 'Arial' },
    { text: 'a\nb', font: '' },
  ]);
  expect(findTextNodes('cube(size = [1, 1, 1]);')).toEqual([]);
});
