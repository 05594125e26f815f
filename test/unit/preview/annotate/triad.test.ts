import { describe, expect, it } from 'vitest';
import type { NamedView } from '../../../../src/contracts/picture.ts';
import { detailFor } from '../../../../src/preview/annotate/detail.ts';
import { axisColors, drawTriad, triadSize_px } from '../../../../src/preview/annotate/triad.ts';
import { VIEW_ROTATIONS_DEG } from '../../../../src/preview/camera/named-views.ts';
import { orientationOf } from '../../../../src/preview/camera/viewpoint.ts';
import { cssColor, themeOf } from '../../../../src/preview/theme.ts';
import { pictureRequest } from '../../../support/pictures.ts';
import { findTexts } from './svg-texts.ts';

const theme = themeOf('Cornfield');
const HEIGHT_PX = 600;

function triad(view: NamedView, side_px = HEIGHT_PX) {
  const detail = detailFor(pictureRequest({ width_px: side_px, height_px: side_px }), side_px, side_px);
  const overlay = drawTriad(orientationOf(VIEW_ROTATIONS_DEG[view]), side_px, detail, theme);
  const [x, y, z] = ['X', 'Y', 'Z'].map(name => {
    const found = findTexts(overlay).find(({ text }) => text === name);
    expect(found).toBeDefined();
    return { x: found?.x ?? 0, y: (found?.y ?? 0) - 0.365 * (found?.font_px ?? 0), fill: found?.fill };
  });
  return { overlay, x, y, z, size_px: triadSize_px(detail), height_px: side_px };
}

describe('the triad', () => {
  it('shows x to the right and z up from the front', () => {
    const { x, y, z } = triad('front');
    expect(x.x - z.x).toBeGreaterThan(25);
    expect(x.y - z.y).toBeGreaterThan(25);
    // y points away from the eye and has its letter near the origin.
    expect(Math.hypot(y.x - z.x, y.y - x.y)).toBeLessThan(25);
  });

  it('shows y to the left from the left, and down from below', () => {
    const left = triad('left');
    expect(left.z.x - left.y.x).toBeGreaterThan(25);
    const bottom = triad('bottom');
    expect(bottom.y.y - bottom.x.y).toBeGreaterThan(25);
    expect(bottom.x.x - bottom.y.x).toBeGreaterThan(25);
  });

  it('has a dot where an axis comes towards the eye and a cross where it leaves', () => {
    const circles = (view: NamedView) => triad(view).overlay.filter(element => element.startsWith('<circle'));
    expect(circles('top')).toHaveLength(2);
    expect(circles('bottom')).toHaveLength(1);
    expect(circles('iso')).toHaveLength(0);
  });

  it('stays in the lower left corner from wherever one looks', () => {
    for (const view of ['iso', 'front', 'back', 'left', 'right', 'top', 'bottom', 'dimetric'] as const) {
      for (const side_px of [80, 300, 2048]) {
        const { x, y, z, size_px, height_px } = triad(view, side_px);
        for (const letter of [x, y, z]) {
          expect(letter.x).toBeGreaterThan(0);
          expect(letter.x).toBeLessThan(1.5 * size_px);
          expect(letter.y).toBeLessThan(height_px);
          expect(letter.y).toBeGreaterThan(height_px - 1.5 * size_px);
        }
        expect(size_px).toBeLessThan(0.4 * side_px);
      }
    }
  });

  it('is red, green and blue, lighter on a dark background', () => {
    const { x, y, z } = triad('iso');
    expect([x.fill, y.fill, z.fill]).toEqual(axisColors(theme).map(cssColor));
    axisColors(themeOf('Starnight')).forEach((color, axis) => {
      const other = axisColors(theme)[axis];
      expect(color[0] + color[1] + color[2]).toBeGreaterThan(other[0] + other[1] + other[2] + 100);
    });
  });
});
