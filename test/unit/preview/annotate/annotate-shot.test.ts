import { describe, expect, it } from 'vitest';
import { NAMED_VIEWS, type PictureRequest } from '../../../../src/contracts/picture.ts';
import { roomForAnnotations } from '../../../../src/preview/annotate/margin.ts';
import { EVEN_MARGIN } from '../../../../src/preview/camera/fit.ts';
import { VIEW_ROTATIONS_DEG } from '../../../../src/preview/camera/named-views.ts';
import { orientationOf } from '../../../../src/preview/camera/viewpoint.ts';
import { drawShot } from '../../../../src/preview/draw-shot.ts';
import { prepareSolid } from '../../../../src/preview/solid.ts';
import { themeOf } from '../../../../src/preview/theme.ts';
import { box, sphere } from '../../../support/meshes.ts';
import { pictureRequest, pixelAt } from '../../../support/pictures.ts';
import { findTexts } from './svg-texts.ts';

const SIZE = { width_px: 400, height_px: 300 };
const ALL = { axes: true, grid: true, dimensions: true } as const;
const theme = themeOf('Cornfield');
const block = prepareSolid(box([0, 0, 0], [64.25, 46, 56.1]), theme);

function draw(changes: Partial<PictureRequest>, view = 'iso' as (typeof NAMED_VIEWS)[number], solid = block) {
  const request = pictureRequest({ ...SIZE, ...changes });
  return drawShot(solid, { name: view, from: view }, request, request.width_px, request.height_px);
}

function texts(...args: Parameters<typeof draw>): string[] {
  return findTexts(draw(...args).overlay).map(({ text }) => text);
}

describe('annotations', () => {
  it('are none when none are asked for, and the model keeps its place', () => {
    expect(draw({}).overlay).toEqual([]);
    const { points, marginFor } = roomForAnnotations(pictureRequest(SIZE), block, 400, 300);
    expect(points).toBe(block.model.data.positions);
    const even = { left: EVEN_MARGIN, right: EVEN_MARGIN, top: EVEN_MARGIN, bottom: EVEN_MARGIN };
    expect(marginFor(orientationOf(VIEW_ROTATIONS_DEG.iso))).toEqual(even);
  });

  it('are letters for axes, the spacing for the grid and numbers for dimensions', () => {
    expect(texts({ axes: true }).toSorted()).toEqual(['X', 'Y', 'Z']);
    expect(texts({ grid: true })).toEqual(['grid 5 mm']);
    expect(texts({ dimensions: true })).toEqual(['64.25', '46', '56.1', 'dimensions in mm']);
    expect(texts({ grid: true, dimensions: true }).at(-1)).toBe('dimensions in mm, grid 5 mm');
  });

  it('tell the section', () => {
    expect(texts({ section: { axis: 'x', offset_mm: 10.5 } })).toEqual(['section x = 10.5 mm']);
  });

  it('have a scale bar in orthographic views along an axis only', () => {
    const isScale = (text: string) => /^\d+ mm$/.test(text);
    const grid = { grid: true } as const;
    expect(texts({ ...grid, projection: 'orthographic' }, 'top').filter(isScale)).toHaveLength(1);
    expect(texts({ ...grid, projection: 'orthographic' }, 'iso').filter(isScale)).toHaveLength(0);
    expect(texts({ ...grid, projection: 'perspective' }, 'top').filter(isScale)).toHaveLength(0);
    expect(texts({ projection: 'orthographic' }, 'top')).toEqual([]);
  });

  it('do not name a grid that is seen edge-on', () => {
    expect(texts({ grid: true, projection: 'orthographic' }, 'front').join()).not.toContain('grid');
  });

  it('become fewer in small pictures', () => {
    const small = { ...ALL, width_px: 190, height_px: 190 };
    expect(texts(small).join()).not.toContain('mm');
    expect(texts(small)).toContain('46');
    const tiny = texts({ ...ALL, width_px: 110, height_px: 110 });
    expect(tiny.toSorted()).toEqual(['X', 'Y', 'Z']);
  });

  it('stay within the picture, all dimensions of every view', () => {
    const plate = prepareSolid(box([-50, -30, 0], [50, 30, 4]), theme);
    const rod = prepareSolid(box([5, 5, 0], [10, 10, 90]), theme);
    const ball = prepareSolid(sphere(20, 24), theme);
    for (const solid of [block, plate, rod, ball]) {
      for (const projection of ['perspective', 'orthographic'] as const) {
        for (const view of NAMED_VIEWS) {
          for (const [width_px, height_px] of [
            [400, 300],
            [300, 600],
          ]) {
            const { overlay } = draw({ ...ALL, projection, width_px, height_px }, view, solid);
            const found = findTexts(overlay);
            const numbers = found.filter(({ text }) => /^[\d.]+$/.test(text));
            const expected = view === 'iso' || view === 'dimetric' ? 3 : 2;
            expect(numbers.length).toBeGreaterThanOrEqual(expected);
            for (const { x, y } of found) {
              expect(x).toBeGreaterThan(0);
              expect(x).toBeLessThanOrEqual(width_px);
              expect(y).toBeGreaterThan(0);
              expect(y).toBeLessThanOrEqual(height_px);
            }
          }
        }
      }
    }
  });

  it('never take more than half of a picture away', () => {
    const request = pictureRequest({ ...ALL, width_px: 130, height_px: 130 });
    const { marginFor } = roomForAnnotations(request, block, 130, 130);
    const { left, right, top, bottom } = marginFor(orientationOf(VIEW_ROTATIONS_DEG.iso));
    expect((left + right) / 2).toBeLessThanOrEqual(0.5);
    expect((top + bottom) / 2).toBeLessThanOrEqual(0.5);
  });
});

describe('the grid under a model', () => {
  it('never changes a pixel of it, not even from below', () => {
    for (const view of ['top', 'bottom'] as const) {
      const plain = draw({ projection: 'orthographic', dimensions: true }, view);
      const gridded = draw({ projection: 'orthographic', dimensions: true, grid: true }, view);
      let background = 0;
      for (let at = 0; at < plain.rgba.length; at += 4) {
        const isBackground = [0, 1, 2].every(
          channel => plain.rgba[at + channel] === theme.background[channel],
        );
        if (isBackground) background++;
        if (isBackground || plain.rgba[at] === gridded.rgba[at]) continue;
        // Only pixels that show a bit of background at the border of the model may differ.
        expect(Math.abs(plain.rgba[at] - gridded.rgba[at])).toBeLessThan(60);
      }
      expect(background).toBeGreaterThan(1000);
      expect(gridded.rgba).not.toEqual(plain.rgba);
    }
  });

  /** A channel of all pixels of a gridded picture in which there is nothing without the grid. */
  function channelOfGrid(channel: number, background: PictureRequest['background']): number[] {
    // With this fit the model is at the same place in both.
    const plain = draw({ background, fit: 'openscad' }, 'iso').rgba;
    const gridded = draw({ background, fit: 'openscad', grid: true }, 'iso').rgba;
    const empty = background === 'transparent' ? [0, 0, 0, 0] : [...theme.background, 255];
    const values: number[] = [];
    for (let at = 0; at < plain.length; at += 4) {
      if (empty.every((value, index) => plain[at + index] === value)) values.push(gridded[at + channel]);
    }
    return values;
  }

  it('is faint', () => {
    const darkest = channelOfGrid(0, 'scheme').reduce((least, red) => Math.min(least, red));
    expect(darkest).toBeGreaterThan(150);
    expect(darkest).toBeLessThan(240);
  });

  it('is see-through on a transparent background', () => {
    const alphas = channelOfGrid(3, 'transparent');
    expect(alphas.filter(alpha => alpha === 0).length).toBeGreaterThan(1000);
    expect(alphas.filter(alpha => alpha > 20).length).toBeGreaterThan(100);
    expect(alphas.reduce((most, alpha) => Math.max(most, alpha))).toBeLessThan(120);
  });
});

describe('the axes of a model', () => {
  const isRed = ([red, green, blue]: number[]) => red > green + 60 && red > blue + 60;

  it('run from the origin and are hidden by the model', () => {
    // From above, x runs inside of the block as far as that goes.
    const centered = prepareSolid(box([-20, -20, -20], [20, 20, 20]), theme);
    const drawing = draw({ axes: true, projection: 'orthographic' }, 'top', centered);
    const y = reddestRow(drawing);
    const row = Array.from({ length: SIZE.width_px }, (_, x) => isRed(pixelAt(drawing, x, y)));
    const border = SIZE.width_px / 2 + 20 / (drawing.mm_per_px ?? 0);
    expect(row.indexOf(true)).toBeGreaterThan(border - 2);
    expect(row.indexOf(true)).toBeLessThan(border + 2);
    expect(row.lastIndexOf(true) - row.indexOf(true)).toBeGreaterThan(20);
  });

  /** The row in which there is most red: that of the x axis, which the triad moves from the middle. */
  function reddestRow(drawing: ReturnType<typeof draw>): number {
    const counts = Array.from({ length: SIZE.height_px }, (_, y) => {
      const row = Array.from({ length: SIZE.width_px }, (_, x) => pixelAt(drawing, x, y));
      return row.filter(isRed).length;
    });
    return counts.indexOf(Math.max(...counts));
  }

  it('are seen where they run along an edge', () => {
    const drawing = draw({ axes: true, projection: 'orthographic' }, 'front');
    let red = 0;
    for (let at = 0; at < drawing.rgba.length; at += 4) {
      if (isRed(Array.from(drawing.rgba.subarray(at, at + 4)))) red++;
    }
    expect(red).toBeGreaterThan(64 / (drawing.mm_per_px ?? 1));
  });

  it('are left out where the origin is far away, but not the triad', () => {
    const far = prepareSolid(box([1000, 0, 0], [1020, 20, 20]), theme);
    const plain = draw({}, 'iso', far);
    const { overlay, rgba } = draw({ axes: true }, 'iso', far);
    expect(findTexts(overlay)).toHaveLength(3);
    expect(rgba.length).toBe(plain.rgba.length);
    let red = 0;
    for (let at = 0; at < rgba.length; at += 4) if (isRed(Array.from(rgba.subarray(at, at + 4)))) red++;
    expect(red).toBe(0);
  });
});
