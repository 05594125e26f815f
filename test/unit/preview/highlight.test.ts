import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Highlight, HighlightName } from '../../../src/contracts/highlight.ts';
import type { Mesh } from '../../../src/contracts/mesh.ts';
import type { PictureRequest } from '../../../src/contracts/picture.ts';
import { COLOR_SCHEMES, STYLES } from '../../../src/contracts/picture.ts';
import { findHighlight } from '../../../src/mesh/highlight/find-highlight.ts';
import { type Drawing, drawModel } from '../../../src/preview/index.ts';
import { makeBlockFont } from '../../support/block-font.ts';
import { box } from '../../support/meshes.ts';
import { BACKGROUND, pictureRequest, pixelAt } from '../../support/pictures.ts';
import { gate } from '../../support/print-fixtures.ts';
import { openBox } from '../../support/solids.ts';

const folder = mkdtempSync(join(tmpdir(), 'legends-'));
const captionFontFile = join(folder, 'block.ttf');
writeFileSync(captionFontFile, makeBlockFont());
afterAll(() => rmSync(folder, { recursive: true }));

const SIZE = { width_px: 400, height_px: 300 } as const;

function draw(
  mesh: Mesh,
  highlight: HighlightName | Highlight,
  changes: Partial<PictureRequest> = {},
  resources: { captionFontFile?: string } = { captionFontFile },
): Drawing {
  const found = typeof highlight === 'string' ? findHighlight(mesh, highlight) : highlight;
  const [drawing] = drawModel(
    { kind: '3d', mesh, highlight: found },
    pictureRequest({ ...SIZE, style: 'shaded', projection: 'auto', ...changes }),
    resources,
  );
  return drawing;
}

/** How many pixels have a colour by a rule, in a rectangle or everywhere. */
function count(
  drawing: Drawing,
  isWanted: (red: number, green: number, blue: number) => boolean,
  rectangle?: readonly [number, number, number, number],
): number {
  const [left, top, right, bottom] = rectangle ?? [0, 0, drawing.width_px, drawing.height_px];
  let found = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const [red, green, blue] = pixelAt(drawing, x, y);
      if (isWanted(red, green, blue)) found++;
    }
  }
  return found;
}

const isVermillion = (red: number, green: number, blue: number) => red > 1.6 * green && green > blue + 20;
const isBlue = (red: number, green: number, blue: number) => blue > 1.15 * green && blue > red + 50;
const isGrey = (red: number, green: number, blue: number) =>
  Math.max(red, green, blue) - Math.min(red, green, blue) < 12 && red > 100 && red < 240;
const isFace = (red: number, green: number, blue: number) =>
  isGrey(red, green, blue) || isBlue(red, green, blue);

/** Two posts with a beam across, whose underside is a bridge. */
const GATE = gate(30);

describe('a highlight', () => {
  it('shows what was found in colour and the rest in grey', () => {
    const below = draw(GATE, 'overhangs', { views: [], camera: { rotation: [125, 0, 25] } }, {});
    expect(count(below, isBlue)).toBeGreaterThan(2000);
    expect(count(below, isGrey)).toBeGreaterThan(5000);
    // Nothing has the yellow that the model has otherwise.
    expect(count(below, (red, green, blue) => red > 180 && green > 150 && blue < 100)).toBe(0);
    expect(below.notes.join()).not.toContain('is to be seen');
  });

  it('says when nothing of what was found is to be seen', () => {
    expect(draw(GATE, 'overhangs', { views: ['top'] }).notes).toContainEqual(
      expect.stringMatching(/^In the view top nothing of what was found .*; the view bottom shows it\.$/),
    );
    const above = draw(GATE, 'overhangs', { views: ['top', 'iso'], layout: 'sheet' });
    expect(above.notes.join()).toMatch(/In the view top\+iso .* the view \w+ shows it/);
    const sheet = draw(GATE, 'overhangs', { views: ['top', 'bottom'], layout: 'sheet' });
    expect(sheet.notes.join()).not.toContain('is to be seen');
  });

  it('shows the lines of a hole through the model, paler than where nothing is before them', () => {
    const fromBelow = draw(openBox(10), 'open_edges', { views: [], camera: { rotation: [125, 0, 25] } }, {});
    const fromAbove = draw(openBox(10), 'open_edges', {}, {});
    expect(count(fromAbove, isVermillion)).toBeGreaterThan(300);
    expect(count(fromBelow, (red, _, blue) => red > blue + 50)).toBeGreaterThan(300);
    // The warning colour for faces seen from behind would be taken for a finding.
    expect(count(fromAbove, (red, green, blue) => red > 200 && green < 80 && blue > 140)).toBe(0);
    expect(fromAbove.notes.join()).not.toContain('Magenta');
  });

  it('leaves out what a section takes away', () => {
    const whole = draw(openBox(10), 'open_edges', { views: ['front'] }, {});
    const cut = draw(
      openBox(10),
      'open_edges',
      { views: ['front'], section: { axis: 'y', offset_mm: 9.9 } },
      {},
    );
    expect(count(cut, isVermillion)).toBeLessThanOrEqual(count(whole, isVermillion));
    const found: Highlight = {
      ...findHighlight(box([0, 0, 0], [10, 10, 10]), 'open_edges'),
      points: [{ color: [0xd5, 0x5e, 0x00], at: [5, 5, 5] }],
    };
    const pointAt = (offset_mm: number) =>
      count(
        draw(found.mesh, found, { views: ['front'], section: { axis: 'y', offset_mm } }, {}),
        isVermillion,
      );
    expect(pointAt(5)).toBeGreaterThan(20);
    expect(pointAt(8)).toBe(0);
  });

  it.each(STYLES)('is seen in the style %s', style => {
    const below = draw(GATE, 'overhangs', { style, views: ['bottom'] }, {});
    expect(count(below, isBlue)).toBeGreaterThan(2000);
  });

  it.each(COLOR_SCHEMES)(
    'is seen in the scheme %s, before a grey that is not the background',
    colorScheme => {
      const below = draw(GATE, 'overhangs', { colorScheme, views: ['bottom'] }, {});
      const corner = pixelAt(below, 2, 2);
      const foot = pixelAt(below, 120, 150);
      expect(Math.hypot(...[0, 1, 2].map(channel => corner[channel] - foot[channel]))).toBeGreaterThan(30);
      expect(count(below, isBlue)).toBeGreaterThan(2000);
    },
  );
});

describe('a legend', () => {
  const corner = [400, 0, 700, 90] as const;

  it('stands in a corner that is free', () => {
    // Seen from the front, a tall box leaves the sides free.
    const tall = box([0, 0, 0], [10, 10, 60]);
    const request = { views: ['front'], width_px: 700 } as const;
    const plain = draw(tall, 'parts', request, {});
    const explained = draw(tall, 'parts', request);
    expect(count(plain, (red, _, blue) => red > blue + 100, corner)).toBe(0);
    expect(count(explained, (red, _, blue) => red > blue + 100, corner)).toBeGreaterThan(40);
    const model = [320, 0, 390, 299] as const;
    expect(count(explained, (red, _, blue) => red > blue + 100, model)).toBe(
      count(plain, (red, _, blue) => red > blue + 100, model),
    );
  });

  it('stands below a model that leaves no corner free, and covers nothing of it', () => {
    const flat = box([0, 0, 0], [40, 10, 30]);
    const explained = draw(flat, 'open_edges', { views: ['front'] });
    const rows = [...Array(300).keys()].filter(y => isFace(...rgbAt(explained, 200, y)));
    expect(rows.length).toBeGreaterThan(150);
    expect(Math.max(...rows)).toBeLessThan(285);
    expect(explained).toMatchObject(SIZE);
    expect(explained.mm_per_px).toBeGreaterThan(
      draw(flat, 'open_edges', { views: ['front'] }, {}).mm_per_px ?? 0,
    );
  });

  it('is one for all views of a sheet, in a strip below them', () => {
    const views = ['front', 'right', 'top', 'iso'] as const;
    const sheet = draw(GATE, 'overhangs', { views, layout: 'sheet' });
    const swatches = count(sheet, isBlue, [0, 250, 400, 300]);
    expect(swatches).toBeGreaterThan(50);
    expect(swatches).toBeLessThan(400);
  });

  it('is left out of a picture that is too small for it, with a note', () => {
    const small = draw(GATE, 'overhangs', { width_px: 120, height_px: 90 });
    expect(small.notes).toContainEqual(expect.stringContaining('too small for its legend'));
  });

  it('leaves the background of a picture transparent', () => {
    const wide = draw(box([0, 0, 0], [40, 10, 30]), 'parts', { views: ['front'], background: 'transparent' });
    expect(pixelAt(wide, 3, 3)[3]).toBe(0);
    expect(pixelAt(wide, 3, 297)).toEqual(BACKGROUND);
  });
});

function rgbAt(drawing: Drawing, x: number, y: number): [number, number, number] {
  const [red, green, blue] = pixelAt(drawing, x, y);
  return [red, green, blue];
}
