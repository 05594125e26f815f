import { describe, expect, it, vi } from 'vitest';
import { findFontDiagnostics } from '../../../src/fonts/find-font-diagnostics.ts';
import type { Face } from '../../../src/fonts/prepare-font.ts';
import type { TextNode } from '../../../src/fonts/text-nodes.ts';
import { faceWithCharacters, u16, u32 } from '../../support/fonts.ts';

/** A face with the characters from `first` to `last`. */
function face(family: string, first: string, last: string): Face {
  const range = u32(first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0, 1);
  const sfnt = faceWithCharacters(3, 10, [...u16(12, 0), ...u32(0, 0, 1), ...range]);
  return { families: [family], style: 'Regular', sfnt };
}

const sans = face('Liberation Sans', ' ', 'ÿ');
const thai = face('Noto Sans Thai', 'ก', '๛');

function use(
  given: {
    readonly fonts?: readonly string[];
    readonly texts?: readonly string[];
    readonly nodes?: readonly TextNode[] | null;
    readonly evaluated?: readonly TextNode[];
    readonly source?: string;
  } = {},
) {
  const { fonts = [''], texts = [], nodes = null, evaluated = [], source = '' } = given;
  const choices = fonts.map(request => ({
    request,
    family: request === 'Noto Sans Thai' ? request : 'Liberation Sans',
    style: 'Regular',
  }));
  const evaluateTextNodes = vi.fn(async () => evaluated);
  const trace = { choices: nodes === null ? choices : [], texts, unreadable: [] };
  return {
    trace,
    faces: [sans, thai],
    sources: new Map([['main.scad', source]]),
    textNodes: nodes,
    evaluateTextNodes,
  };
}

describe('characters without a glyph', () => {
  it('are told with the text, its place and a family that has them', async () => {
    const found = await findFontDiagnostics(use({ texts: ['Hi ไทย'], source: 'cube();\ntext("Hi ไทย");' }));
    expect(found).toEqual([
      {
        severity: 'warning',
        code: 'FONT',
        message:
          'Liberation Sans Regular has no glyph for "ไ" (U+0E44), "ท" (U+0E17), "ย" (U+0E22), so its sign for missing characters is drawn in text("Hi ไทย").',
        hint: 'Set this text in font = "Noto Sans Thai", which has them.',
        file: 'main.scad',
        line: 2,
        excerpt: '  1 | cube();\n> 2 | text("Hi ไทย");',
      },
    ]);
  });

  it('are told with the bundled family of their script, or with what to do when there is none', async () => {
    const [hebrew] = await findFontDiagnostics(use({ texts: ['שלום'] }));
    expect(hebrew.hint).toContain('font = "Noto Sans Hebrew"');
    const [chinese] = await findFontDiagnostics(use({ texts: ['日本'] }));
    expect(chinese.hint).toContain('beside the model');
  });

  it('are counted when there are many', async () => {
    const [found] = await findFontDiagnostics(use({ texts: ['אבגדהוזחטי'] }));
    expect(found.message).toContain('and 2 more');
  });

  it('are not looked for in the tree when every font has all of them, or there is one face', async () => {
    const clean = use({ fonts: ['', 'Noto Sans Thai'], texts: [] });
    expect(await findFontDiagnostics(clean)).toEqual([]);
    const single = use({ fonts: ['', 'Arial'], texts: ['日'] });
    expect(await findFontDiagnostics(single)).toHaveLength(1);
    expect(clean.evaluateTextNodes).not.toHaveBeenCalled();
    expect(single.evaluateTextNodes).not.toHaveBeenCalled();
  });

  it('are paired with fonts by the tree when there are several', async () => {
    const paired = use({
      fonts: ['', 'Noto Sans Thai'],
      texts: ['Hello', 'ไทย', 'ab ไ'],
      evaluated: [
        { text: 'Hello', font: '' },
        { text: 'ไทย', font: 'Noto Sans Thai' },
        { text: 'ab ไ', font: 'Noto Sans Thai' },
      ],
    });
    const found = await findFontDiagnostics(paired);
    expect(paired.evaluateTextNodes).toHaveBeenCalledOnce();
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Noto Sans Thai Regular has no glyph for "a" .*"b" .*text\("ab ไ"\)/),
    ]);
  });

  it('are found in the tree alone when that is what was asked for', async () => {
    const nodes = [
      { text: '日', font: 'Nowhere' },
      { text: 'ไทย', font: 'Noto Sans Thai' },
    ];
    const found = await findFontDiagnostics(use({ nodes }));
    expect(found.map(({ message }) => message)).toEqual([
      'Font "Nowhere" is not available; Liberation Sans Regular is used instead.',
      expect.stringContaining('no glyph for "日"'),
    ]);
  });
});

it('tells that text() does not break lines', async () => {
  const found = await findFontDiagnostics(use({ texts: ['one\ntwo'], source: 'text("one\\ntwo");' }));
  expect(found).toMatchObject([{ message: expect.stringContaining('"one⏎two"'), line: 1 }]);
});

it('finds the place of a request', async () => {
  const [found] = await findFontDiagnostics(use({ fonts: ['Nowhere'], source: '\n\nf = "Nowhere";' }));
  expect(found).toMatchObject({ file: 'main.scad', line: 3 });
});

it('does not go on for ever', async () => {
  const fonts = Array.from({ length: 100 }, (_, index) => `Nowhere ${index}`);
  const many = use({ fonts, texts: ['日'] });
  expect(await findFontDiagnostics(many)).toHaveLength(20);
  expect(many.evaluateTextNodes).not.toHaveBeenCalled();
});

it('reads the sources once, however many fonts are asked for', async () => {
  const source = 'x = "y";\n'.repeat(100_000);
  const time_ms = async (count: number) => {
    const fonts = Array.from({ length: count }, (_, index) => `Nowhere ${index}`);
    const started = performance.now();
    await findFontDiagnostics(use({ fonts, source }));
    return performance.now() - started;
  };
  const one_ms = await time_ms(1);
  expect(await time_ms(1000)).toBeLessThan(5 * one_ms);
});
