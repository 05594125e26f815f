import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { layOutCells } from '../../../src/preview/draw-sheet.ts';
import { drawModel } from '../../../src/preview/index.ts';
import { makeBlockFont } from '../../support/block-font.ts';
import { cube } from '../../support/meshes.ts';
import { pictureRequest, pixelAt } from '../../support/pictures.ts';

const folder = mkdtempSync(join(tmpdir(), 'captions-'));
const captionFontFile = join(folder, 'block.ttf');
writeFileSync(captionFontFile, makeBlockFont());
afterAll(() => rmSync(folder, { recursive: true }));

describe('layOutCells', () => {
  it.each([
    [1, 1, 1],
    [2, 2, 1],
    [3, 2, 2],
    [4, 2, 2],
    [5, 3, 2],
    [6, 3, 2],
    [7, 3, 3],
    [9, 3, 3],
  ])('puts %d views into %d columns and %d rows', (count, columns, rows) => {
    const cells = layOutCells(count, 800, 600);
    expect(cells).toHaveLength(count);
    expect(new Set(cells.map(cell => cell.left_px)).size).toBe(columns);
    expect(new Set(cells.map(cell => cell.top_px)).size).toBe(rows);
  });

  it('leaves one pixel between cells and none at the borders', () => {
    const [a, b, c, d, e] = layOutCells(5, 800, 601);
    expect(a.left_px).toBe(0);
    expect(b.left_px).toBe(a.width_px + 1);
    expect(c.left_px + c.width_px).toBe(800);
    expect(d.top_px).toBe(a.height_px + 1);
    expect(e.top_px + e.height_px).toBe(601);
  });
});

describe('captions', () => {
  const request = pictureRequest({ views: ['top', 'front'], layout: 'sheet', width_px: 400, height_px: 200 });
  const subject = { kind: '3d', mesh: cube(10) } as const;

  /** Pixels of the caption's colour in the upper left corner of each cell. */
  function darkPixels(resources?: { captionFontFile: string }): number[] {
    const [sheet] = drawModel(subject, request, resources);
    return [0, 201].map(left => {
      let dark = 0;
      for (let y = 0; y < 16; y++) {
        for (let x = 0; x < 60; x++) if (pixelAt(sheet, left + x, y)[0] < 100) dark++;
      }
      return dark;
    });
  }

  it('stand in the corner of each cell when there is a font', () => {
    const [top, front] = darkPixels({ captionFontFile });
    expect(top).toBeGreaterThan(60);
    // Five letters instead of three.
    expect(front / top).toBeCloseTo(5 / 3, 0);
  });

  it('are left out without a font, or with one that cannot be read', () => {
    expect(darkPixels()).toEqual([0, 0]);
    expect(darkPixels({ captionFontFile: join(folder, 'missing.ttf') })).toEqual([0, 0]);
  });

  it('are joined by the annotations of each cell, in its own place', () => {
    const all = { ...request, axes: true, grid: true, dimensions: true };
    const [plain] = drawModel(subject, all);
    const [lettered] = drawModel(subject, all, { captionFontFile });
    const changed = [0, 200].map(left => {
      let count = 0;
      // The lower right quarter of each cell: grid and scale, far from the captions.
      for (let y = 150; y < 200; y++) {
        for (let x = left + 100; x < left + 200; x++) {
          if (pixelAt(plain, x, y).join() !== pixelAt(lettered, x, y).join()) count++;
        }
      }
      return count;
    });
    for (const count of changed) expect(count).toBeGreaterThan(40);
  });

  it('are not put on a single picture', () => {
    const single = { ...request, views: ['top'] } as const;
    expect(drawModel(subject, single, { captionFontFile })).toEqual(drawModel(subject, single));
  });
});
