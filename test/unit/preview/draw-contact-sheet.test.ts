import { describe, expect, it } from 'vitest';
import { chooseGrid, drawContactSheet } from '../../../src/preview/draw-contact-sheet.ts';
import { createImage } from '../../../src/preview/rgba-image.ts';
import { themeOf } from '../../../src/preview/theme.ts';
import { pixelAt } from '../../support/pictures.ts';

const FRAME = { width_px: 400, height_px: 300 };
const theme = themeOf('Cornfield');

describe('chooseGrid', () => {
  it.each([
    [2, 1, 2, 400],
    [8, 2, 4, 400],
    [12, 3, 4, 400],
    [20, 4, 5, 391],
    [24, 4, 6, 347],
    [60, 7, 9, 223],
  ])('shows %d frames in %d columns and %d rows, %d px wide', (count, columns, rows, cellWidth_px) => {
    expect(chooseGrid(count, FRAME, 1568)).toMatchObject({ columns, rows, cellWidth_px });
  });

  it('has room for every frame and no empty row, and keeps to the limit', () => {
    for (let count = 1; count <= 60; count++) {
      for (const size of [FRAME, { width_px: 100, height_px: 900 }, { width_px: 1200, height_px: 64 }]) {
        const { columns, rows, cellWidth_px, cellHeight_px } = chooseGrid(count, size, 1568);
        expect(columns * rows).toBeGreaterThanOrEqual(count);
        expect(columns * (rows - 1)).toBeLessThan(count);
        expect(columns * (cellWidth_px + 1) - 1).toBeLessThanOrEqual(1568);
        expect(rows * (cellHeight_px + 1) - 1).toBeLessThanOrEqual(1568);
        expect(cellWidth_px).toBeLessThanOrEqual(size.width_px);
      }
    }
  });
});

describe('drawContactSheet', () => {
  const colors = [
    [200, 0, 0],
    [0, 200, 0],
    [0, 0, 200],
  ] as const;
  const pictures = colors.map(color => createImage(40, 30, color));
  const labels = ['0: t=0.00', '1: t=0.33', '2: t=0.67'];

  it('puts the pictures row by row with lines between, and leaves the rest empty', () => {
    const sheet = drawContactSheet({ pictures, labels }, 92, theme, {});
    expect(sheet).toMatchObject({ width_px: 40, height_px: 92, grid: { columns: 1, rows: 3 } });
    const wide = drawContactSheet({ pictures, labels }, 85, theme, {});
    expect(wide).toMatchObject({ grid: { columns: 2, rows: 2, cellWidth_px: 40, cellHeight_px: 30 } });
    expect(pixelAt(wide, 20, 15)).toEqual([200, 0, 0, 255]);
    expect(pixelAt(wide, 60, 15)).toEqual([0, 200, 0, 255]);
    expect(pixelAt(wide, 20, 45)).toEqual([0, 0, 200, 255]);
    expect(pixelAt(wide, 60, 45)).toEqual([...theme.background, 255]);
    expect(pixelAt(wide, 40, 15)).toEqual([...theme.separator, 255]);
    expect(pixelAt(wide, 20, 30)).toEqual([...theme.separator, 255]);
  });

  it('makes the pictures smaller to keep to the limit', () => {
    const { width_px, height_px } = drawContactSheet({ pictures, labels }, 50, theme, {});
    expect(Math.max(width_px, height_px)).toBeLessThanOrEqual(50);
  });
});
