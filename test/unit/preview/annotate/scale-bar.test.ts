import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detailFor } from '../../../../src/preview/annotate/detail.ts';
import { drawScaleBar, layOutScaleBar } from '../../../../src/preview/annotate/scale-bar.ts';
import { themeOf } from '../../../../src/preview/theme.ts';
import { pictureRequest } from '../../../support/pictures.ts';

describe('the scale bar', () => {
  it('is as long as its number says and within the picture', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 4096 }),
        fc.integer({ min: 200, max: 4096 }),
        fc.double({ min: -8, max: 8, noNaN: true }).map(exponent => 10 ** exponent),
        (width_px, height_px, mm_per_px) => {
          const detail = detailFor(pictureRequest({ width_px, height_px }), width_px, height_px);
          const bar = layOutScaleBar(width_px, height_px, mm_per_px, detail);
          const length_px = bar.right_px - bar.left_px;
          expect((length_px * mm_per_px) / bar.length_mm).toBeCloseTo(1, 9);
          expect((length_px * mm_per_px) / Number.parseFloat(bar.label)).toBeCloseTo(1, 6);
          expect(length_px).toBeGreaterThan(0.07 * width_px);
          expect(length_px).toBeLessThan(0.19 * width_px);
          expect(bar.left_px).toBeGreaterThan(0);
          expect(bar.right_px).toBeLessThan(width_px);
          expect(bar.y_px).toBeGreaterThan(height_px * 0.8);
          expect(bar.y_px).toBeLessThan(height_px);
        },
      ),
    );
  });

  it('is drawn with its number', () => {
    const detail = detailFor(pictureRequest({ width_px: 800, height_px: 600 }), 800, 600);
    const bar = layOutScaleBar(800, 600, 0.2, detail);
    expect(bar.length_mm).toBe(20);
    const drawn = drawScaleBar(bar, 600, detail, themeOf('Cornfield')).join('');
    expect(drawn).toContain('>20 mm</text>');
    expect(drawn).toContain(`M${bar.left_px.toFixed(2)} ${bar.y_px.toFixed(2)}L${bar.right_px.toFixed(2)}`);
  });
});
