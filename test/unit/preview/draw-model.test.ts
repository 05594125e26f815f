import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../src/contracts/mesh.ts';
import { NAMED_VIEWS, type NamedView, type PictureRequest } from '../../../src/contracts/picture.ts';
import { drawModel } from '../../../src/preview/index.ts';
import { BOX_SIDES, colored, cube, mapVertices, merge, type Rgba, torus } from '../../support/meshes.ts';
import {
  BACKGROUND,
  centerPixel,
  countDrawn,
  countPixels,
  drawnBox,
  pictureRequest,
  pixelAt,
} from '../../support/pictures.ts';

function draw(mesh: Mesh, changes: Partial<PictureRequest> = {}) {
  const drawings = drawModel({ kind: '3d', mesh }, pictureRequest(changes));
  expect(drawings).toHaveLength(1);
  return drawings[0];
}

const SIDE_COLORS: readonly Rgba[] = [
  [200, 0, 0, 255],
  [0, 200, 0, 255],
  [0, 0, 200, 255],
  [200, 200, 0, 255],
  [0, 200, 200, 255],
  [200, 0, 200, 255],
];
const dice = colored(cube(20), triangle => SIDE_COLORS[triangle >> 1]);

/** The side of the dice whose colour a pixel has, whatever its brightness. */
function sideOf(pixel: readonly number[]): string | undefined {
  const isLit = (channel: number) => pixel[channel] > 10;
  const index = SIDE_COLORS.findIndex(color =>
    [0, 1, 2].every(channel => isLit(channel) === color[channel] > 0),
  );
  return BOX_SIDES[index];
}

describe('a named view', () => {
  it.each(['front', 'back', 'left', 'right', 'top', 'bottom'] as const)(
    '%s looks straight at that side',
    view => {
      for (const projection of ['perspective', 'orthographic'] as const) {
        const drawing = draw(dice, { views: [view], projection });
        expect(drawing.view).toBe(view);
        expect(sideOf(centerPixel(drawing))).toBe(view);
      }
    },
  );

  // Which sides are at the left, right, upper and lower border of the picture.
  it.each<[NamedView, string[]]>([
    ['front', ['left', 'right', 'top', 'bottom']],
    ['back', ['right', 'left', 'top', 'bottom']],
    ['left', ['back', 'front', 'top', 'bottom']],
    ['right', ['front', 'back', 'top', 'bottom']],
    ['top', ['left', 'right', 'back', 'front']],
    ['bottom', ['left', 'right', 'front', 'back']],
  ])('%s has its neighbours in the right places', (view, neighbours) => {
    expect(directionsSeen(view)).toEqual(neighbours);
  });

  it.each(['iso', 'dimetric'] as const)('%s shows front, right and top', view => {
    const drawing = draw(dice, { views: [view] });
    const seen = BOX_SIDES.filter(side => {
      const isSide = (red: number, green: number, blue: number) => sideOf([red, green, blue]) === side;
      // Mixed colours along the edges may look like another side's.
      return countPixels(drawing, isSide) > 200;
    });
    expect(seen).toEqual(['right', 'front', 'top']);
  });
});

/** Draws six coloured blocks around the origin and tells which are left, right, upper and lower. */
function directionsSeen(view: NamedView): (string | undefined)[] {
  const blocks = BOX_SIDES.map((_, side) => {
    const offset = side % 2 === 0 ? -10 : 10;
    const block = mapVertices(cube(6), (x, y, z) => [
      x + (side >> 1 === 0 ? offset : 0),
      y + (side >> 1 === 1 ? offset : 0),
      z + (side >> 1 === 2 ? offset : 0),
    ]);
    return colored(block, () => SIDE_COLORS[side]);
  });
  const drawing = draw(merge(...blocks), { views: [view], projection: 'orthographic', width_px: 90 });
  return [
    pixelAt(drawing, 10, 45),
    pixelAt(drawing, 80, 45),
    pixelAt(drawing, 45, 10),
    pixelAt(drawing, 45, 80),
  ].map(sideOf);
}

describe('the scale of an orthographic picture', () => {
  it.each(['tight', 'openscad'] as const)('is that of the pixels, with the fit %s', fit => {
    const drawing = draw(cube(20), { views: ['front'], projection: 'orthographic', fit, width_px: 200 });
    const { left, right, top, bottom } = drawnBox(drawing);
    const expected_px = 20 / (drawing.mm_per_px ?? 0);
    expect(expected_px).toBeGreaterThan(fit === 'tight' ? 80 : 30);
    expect(Math.abs(right - left - expected_px)).toBeLessThan(2);
    expect(Math.abs(bottom - top - expected_px)).toBeLessThan(2);
  });

  it('follows the given camera', () => {
    const camera = { rotation: [0, 0, 0], translation: [0, 0, 0], distance: 100, fov: 90 } as const;
    const drawing = draw(cube(20), { views: [], camera, projection: 'orthographic', height_px: 100 });
    // 100 mm from the middle to the upper border, so 2 mm per pixel.
    expect(drawing.mm_per_px).toBeCloseTo(2, 9);
    expect(countDrawn(drawing)).toBe(100);
  });

  it('is not told for perspective pictures and sheets', () => {
    expect(draw(cube(20)).mm_per_px).toBeUndefined();
    const sheet = draw(cube(20), { views: ['top', 'front'], layout: 'sheet', projection: 'orthographic' });
    expect(sheet.mm_per_px).toBeUndefined();
  });
});

describe('a sheet', () => {
  const views = NAMED_VIEWS.slice(0, 4);

  it('shows each view in its own cell', () => {
    const sheet = draw(dice, { views: ['front', 'top', 'right'], layout: 'sheet' });
    expect(sheet.view).toBe('front+top+right');
    expect([sheet.width_px, sheet.height_px]).toEqual([120, 90]);
    expect(sideOf(pixelAt(sheet, 30, 22))).toBe('front');
    expect(sideOf(pixelAt(sheet, 90, 22))).toBe('top');
    expect(sideOf(pixelAt(sheet, 30, 67))).toBe('right');
    expect(pixelAt(sheet, 90, 67)).toEqual(BACKGROUND);
    expect(pixelAt(sheet, 60, 5)).not.toEqual(BACKGROUND);
    expect(pixelAt(sheet, 5, 45)).not.toEqual(BACKGROUND);
  });

  it('has the cells drawn at their own size', () => {
    const size = { width_px: 201, height_px: 151 };
    const sheet = draw(dice, { views, layout: 'sheet', ...size });
    const cell = draw(dice, { views: [views[0]], width_px: 101, height_px: 76 });
    for (const [x, y] of [
      [50, 38],
      [20, 30],
      [70, 60],
    ]) {
      expect(pixelAt(sheet, x, y)).toEqual(pixelAt(cell, x, y));
    }
  });

  it('is a plain picture for a single view', () => {
    const sheet = draw(dice, { views: ['front'], layout: 'sheet' });
    expect(sheet).toEqual(draw(dice, { views: ['front'] }));
  });

  it('becomes one picture each when they are wanted apart, the given camera last', () => {
    const request = pictureRequest({ views: ['top', 'left'], camera: { rotation: [10, 0, 0] } });
    const drawings = drawModel({ kind: '3d', mesh: dice }, request);
    expect(drawings.map(drawing => drawing.view)).toEqual(['top', 'left', 'camera']);
    expect(drawings.map(drawing => sideOf(centerPixel(drawing)))).toEqual(['top', 'left', 'top']);
  });

  it('shows the default view when none is asked for', () => {
    expect(draw(dice, { views: [] })).toEqual(draw(dice, { views: ['iso'] }));
  });
});

describe('the same input', () => {
  it('gives the same bytes', () => {
    const mesh = colored(torus(10, 4, 30, 15), triangle => [
      triangle % 256,
      100,
      50,
      triangle % 3 ? 255 : 99,
    ]);
    const request = { views: NAMED_VIEWS, layout: 'sheet', width_px: 300, height_px: 200 } as const;
    expect(draw(mesh, request)).toEqual(draw(mesh, request));
  });
});
