import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCharacterMap } from '../../src/fonts/character-map.ts';
import { chooseFace } from '../../src/fonts/font-request.ts';
import { prepareFont, readPreparedFace } from '../../src/fonts/prepare-font.ts';
import { BUNDLED_FAMILIES, familyForScript } from '../../src/fonts/scripts.ts';
import { readSfnt, writeSfnt } from '../../src/fonts/sfnt.ts';
import { SUBSTITUTES } from '../../src/fonts/substitutes.ts';
import { loadFonts, readManifest } from '../../wasm/assets.ts';
import { ASSET_FILES } from '../../wasm/manifest.ts';
import { makeBlockFont } from '../support/block-font.ts';
import { changeBlockFont, packCollection, packWoff } from '../support/fonts.ts';
import { assetsFolder, runText } from '../support/text-run.ts';

const manifest = await readManifest(assetsFolder);
const { faces } = manifest.fonts;
const bundled = (await loadFonts(assetsFolder, manifest)).map(({ bytes }) => readPreparedFace(bytes));

/** A letter of each family's own script. */
const LETTERS: Readonly<Record<string, string>> = {
  'Noto Naskh Arabic': 'س',
  'Noto Sans Armenian': 'բ',
  'Noto Sans Balinese': 'ᬒ',
  'Noto Sans Bengali': 'ন',
  'Noto Sans Devanagari': 'न',
  'Noto Sans Ethiopic': 'ሰ',
  'Noto Sans Georgian': 'გ',
  'Noto Sans Gujarati': 'ન',
  'Noto Sans Gurmukhi': 'ਸ',
  'Noto Sans Hebrew': 'ש',
  'Noto Sans Javanese': 'ꦲ',
  'Noto Sans Kannada': 'ನ',
  'Noto Sans Khmer': 'ស',
  'Noto Sans Lao': 'ສ',
  'Noto Sans Mongolian': 'ᠮ',
  'Noto Sans Myanmar': 'မ',
  'Noto Sans Oriya': 'ନ',
  'Noto Sans Sinhala': 'ආ',
  'Noto Sans Tamil': 'வ',
  'Noto Sans Thai': 'ส',
  'Noto Sans Tibetan': 'བ',
  'Noto Sans Tifinagh': 'ⴰ',
};

/** Width and height of a drawing in mm. */
function sizeOf(svg: string): { readonly width_mm: number; readonly height_mm: number } {
  const numbers = (svg.match(/ d="([^"]*)"/)?.[1] ?? '').match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? [];
  const xs = numbers.filter((_, index) => index % 2 === 0);
  const ys = numbers.filter((_, index) => index % 2 === 1);
  return { width_mm: Math.max(...xs) - Math.min(...xs), height_mm: Math.max(...ys) - Math.min(...ys) };
}

describe('the bundled fonts', () => {
  it('are the families that hints speak of, with their licences, in less than 6.5 MB', () => {
    expect(new Set(faces.map(({ family }) => family))).toEqual(new Set(BUNDLED_FAMILIES));
    const folder = fileURLToPath(new URL(`${ASSET_FILES.fonts}/`, assetsFolder));
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(folder + name).size, 0);
    expect(bytes).toBeLessThan(6.5e6);
    for (const name of manifest.fonts.licenceFiles) {
      const text = readFileSync(folder + name, 'utf8');
      expect(text).toMatch(/copyright/i);
      expect(text).toContain('SIL OPEN FONT LICENSE Version 1.1');
    }
  });

  it('have the letters of the scripts they are named for', () => {
    for (const [family, letter] of Object.entries(LETTERS)) {
      expect(familyForScript(letter)).toBe(family);
      const members = bundled.filter(({ families }) => families.includes(family));
      expect(members.length).toBeGreaterThan(0);
      for (const { sfnt } of members) expect(readCharacterMap(sfnt)?.(letter.codePointAt(0) ?? 0)).toBe(true);
    }
  });

  it.each(faces.map(({ family, style }) => [family, style]))('draw text: %s %s', async (family, style) => {
    const letter = LETTERS[family] ?? 'A';
    const run = await runText(`text("${letter}", font="${family}:style=${style}");`);
    expect(run.result.failure).toBeNull();
    expect(run.trace.choices).toMatchObject([{ family, style }]);
    expect(run.diagnostics).toEqual([]);
    expect(sizeOf(run.output).height_mm).toBeGreaterThan(2);
  });
});

describe('names of fonts', () => {
  it.each(
    SUBSTITUTES.flatMap(({ family, equals, resembles }) => [
      ...equals.map(name => [name, family, 0] as const),
      ...resembles.map(name => [name, family, 1] as const),
    ]),
  )('%s is set in %s with %d warnings', async (name, family, warnings) => {
    const { trace, diagnostics } = await runText(`text("1", font="${name}");`);
    expect(trace.choices).toMatchObject([{ family, style: 'Regular' }]);
    expect(diagnostics).toHaveLength(warnings);
  });

  it.each([
    '',
    'Arial:style=Bold',
    'Times:bold:italic',
    'Courier New:style=Bold Italic',
    'liberation  mono',
    'Nowhere',
    'Nowhere,Consolas:style=Bold',
    'Helvetica-Bold',
    'Noto Sans Thai:style=Italic',
    'Liberation Serif:style=Oblique',
    ':style=Bold',
    'Noto Sans:style=Light',
  ])('%j ends in the same face in a check, which asks no fontconfig', async request => {
    const { trace, fonts } = await runText(`text("1", font="${request}");`);
    const staged = bundled.filter((_, index) => fonts.includes(faces[index].file.replace(/\.br$/, '')));
    expect(chooseFace(request, staged)).toEqual(trace.choices[0]);
  });

  it('come from parameters and JSON data, too', async () => {
    const given = await runText('font = ""; text("ก", font=font);', {
      definitions: ['font="Noto Sans Thai"'],
    });
    expect(given.trace.choices).toMatchObject([{ family: 'Noto Sans Thai' }]);
    const data = new TextEncoder().encode('{"font": "Noto Sans Thai"}');
    const read = await runText('text("ก", font=import("a.json").font);', { files: { 'a.json': data } });
    expect(read.trace.choices).toMatchObject([{ family: 'Noto Sans Thai' }]);
  });
});

describe('a run without text', () => {
  it('has no fonts', async () => {
    expect((await runText('square(10);')).fonts).toEqual([]);
  });

  it('has one face and the settings when it only measures text', async () => {
    const { fonts, result } = await runText('echo(textmetrics("x").size); square(1);');
    expect(fonts).toEqual(['fonts.conf', 'LiberationSans-Regular.ttf']);
    expect(result.log.head.join('\n')).toMatch(/ECHO: \[\d/);
  });
});

describe('measures', () => {
  it('are those of the text that is drawn', async () => {
    const text = 'textmetrics("Wgj", size=20, font="Times:style=Italic")';
    const { result, output } = await runText(
      `echo(${text}.size.x, ${text}.size.y, ${text}.font); text("Wgj", size=20, font="Times:style=Italic");`,
    );
    const [, width, height] = /ECHO: ([\d.]+), ([\d.]+)/.exec(result.log.head.join('\n')) ?? [];
    const size = sizeOf(output);
    // Measures are in steps of FreeType's grid, drawings in those of the outline.
    expect(Math.abs(Number(width) - size.width_mm)).toBeLessThan(0.3);
    expect(Math.abs(Number(height) - size.height_mm)).toBeLessThan(0.3);
  });

  it('of a font name the one that was taken', async () => {
    const { result } = await runText(
      'f = fontmetrics(size=10, font="Courier:style=Bold"); echo(f.font, f.nominal); square(1);',
    );
    expect(result.log.head.join('\n')).toContain('family = "Liberation Mono"; style = "Bold"');
  });
});

describe('fonts of the model', () => {
  const block = makeBlockFont();
  const width = async (source: string, files: Readonly<Record<string, Uint8Array>>) => {
    const { output, result, diagnostics } = await runText(source, { files });
    expect(result.failure).toBeNull();
    expect(diagnostics).toEqual([]);
    expect(result.log.head.join('\n')).not.toMatch(/WARNING|ERROR/);
    return sizeOf(output).width_mm;
  };

  it('are found by family, named by `use` or only beside the model', async () => {
    const square = await width('use <b.ttf>\ntext("I", font="Block");', { 'b.ttf': block });
    expect(square).toBeGreaterThan(8);
    const others = [
      await width('text("I", font="Block");', { 'b.ttf': block }),
      await width('use <fonts/b.otf>\ntext("I", font="Block");', { 'fonts/b.otf': block }),
      await width('use <b.woff>\ntext("I", font="Block");', { 'b.woff': packWoff(readSfnt(block)) }),
      await width('use <b.ttc>\ntext("I", font="Block");', { 'b.ttc': packCollection([block]) }),
    ];
    for (const other of others) expect(other).toBe(square);
  });

  it('come before the bundled ones they are replaced by', async () => {
    const name = readSfnt(block).tables.get('name') ?? new Uint8Array();
    // Names are in big-endian UTF-16; both have five letters.
    const utf16 = (text: string) => [...text].join('\0');
    const arial = Buffer.from(name).toString('latin1').replaceAll(utf16('Block'), utf16('Arial'));
    const { trace, diagnostics } = await runText('text("I", font="Arial");', {
      files: { 'a.ttf': changeBlockFont({ name: Buffer.from(arial, 'latin1') }) },
    });
    expect(trace.choices).toMatchObject([{ family: 'Arial' }]);
    expect(diagnostics).toEqual([]);
  });

  it.each([
    ['is cut off', block.subarray(0, 300)],
    ['is no font', new TextEncoder().encode('cube(10);')],
    ['is empty', new Uint8Array()],
    ['is WOFF2', Uint8Array.from([0x77, 0x4f, 0x46, 0x32, ...new Array(60).fill(0)])],
  ])(
    'that %s: an error where it is used, a warning otherwise, and the rest is drawn',
    async (_what, bytes) => {
      const used = await runText('square(1);\nuse <b.ttf>\ntext("I");', { files: { 'b.ttf': bytes } });
      expect(used.result.failure).toBeNull();
      expect(used.diagnostics).toMatchObject([
        {
          severity: 'error',
          code: 'BAD_FILE',
          message: expect.stringContaining('b.ttf'),
          file: 'main.scad',
          line: 2,
        },
      ]);
      expect(sizeOf(used.output).height_mm).toBeGreaterThan(8);
      const unused = await runText('text("I");', { files: { 'b.ttf': bytes } });
      expect(unused.diagnostics).toMatchObject([{ severity: 'warning', code: 'BAD_FILE' }]);
    },
  );

  it('that are damaged never end the run, whether refused or drawn', async () => {
    let random = 7;
    const next = (below: number) => {
      random = (random * 1103515245 + 12345) & 0x7fffffff;
      return random % below;
    };
    const [thai] = bundled.filter(({ families }) => families.includes('Noto Sans Thai'));
    const good = writeSfnt(thai.sfnt);
    for (let round = 0; round < 40; round += 1) {
      const damaged = good.slice();
      const [table] = [...readSfnt(damaged).tables.values()].slice(next(thai.sfnt.tables.size));
      for (let edit = 0; edit < 30; edit += 1) table[next(table.length)] = next(256);
      const { result } = await runText('text("ก้ำปู่ abc", font="Noto Sans Thai");', {
        files: { 'damaged.ttf': damaged },
      });
      expect(result.failure).toBeNull();
    }
  });
});

describe('text that cannot be drawn as written', () => {
  it('is told in a drawing and in a check alike', async () => {
    const source =
      'text("日", font="Robotto:style=Bold");\ntext("a\\nb");\ntext("ก", font="Noto Sans Thai");';
    const drawn = await runText(source);
    const checked = await runText(source, { product: 'csg' });
    expect(drawn.diagnostics.map(({ message, line }) => [line, message])).toEqual([
      [1, 'Font "Robotto:style=Bold" is not available; Liberation Sans Bold is used instead.'],
      [1, expect.stringContaining('Liberation Sans Bold has no glyph for "日" (U+65E5)')],
      [2, expect.stringContaining('text() sets a single line')],
    ]);
    expect(checked.diagnostics).toEqual(drawn.diagnostics);
  });

  it('is seen when it is computed, and OpenSCAD takes no other font for it', async () => {
    const { diagnostics, output } = await runText('text(str(chr(0xe01), "!"));');
    expect(diagnostics).toMatchObject([
      { message: expect.stringContaining('U+0E01'), hint: expect.stringContaining('"Noto Sans Thai"') },
    ]);
    const box = await runText('text(str(chr(0x65e5), "!"), font="Liberation Sans");');
    expect(sizeOf(output)).toEqual(sizeOf(box.output));
  });

  it('leaves the log to the model', async () => {
    const many = 'for (i = [1:3000]) text(str(i)); echo("done");';
    const { result, trace } = await runText(many, { product: 'csg' });
    expect(result.log.head).toContain('ECHO: "done"');
    expect(result.log.leftOut).toBe(0);
    expect(trace.texts).toContain('1000');
  });
});

it('prepares every bundled face without copying those that are ready', async () => {
  const fonts = await loadFonts(assetsFolder, manifest);
  for (const { path, bytes } of fonts) {
    const [prepared] = prepareFont(bytes);
    expect(prepared.bytes === bytes).toBe(path.startsWith('Liberation'));
  }
});
