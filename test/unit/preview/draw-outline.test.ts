import { describe, expect, it } from 'vitest';
import { COLOR_SCHEMES, type PictureRequest } from '../../../src/contracts/picture.ts';
import { annotateOutline, outlineMargin } from '../../../src/preview/annotate/annotate-outline.ts';
import { drawModel } from '../../../src/preview/index.ts';
import { measureOutline, placeOutline, toPicture } from '../../../src/preview/outline-placement.ts';
import { themeOf } from '../../../src/preview/theme.ts';
import {
  BACKGROUND,
  centerPixel,
  countDrawn,
  drawnBox,
  pictureRequest,
  pixelAt,
} from '../../support/pictures.ts';
import { findTexts } from './annotate/svg-texts.ts';

const FILL = [0x00, 0xbf, 0x99, 255];

/** A rectangle as a contour, counter-clockwise. */
function rectangle(left: number, bottom: number, right: number, top: number): Float64Array {
  return Float64Array.of(left, bottom, right, bottom, right, top, left, top);
}

function draw(contours: readonly Float64Array[], changes: Partial<PictureRequest> = {}) {
  const request = pictureRequest({ views: ['top'], width_px: 200, height_px: 100, ...changes });
  const drawings = drawModel({ kind: '2d', outline: { contours } }, request);
  expect(drawings).toHaveLength(1);
  return drawings[0];
}

describe('a 2D model', () => {
  it('is filled except for its holes, whichever way they run', () => {
    const hole = rectangle(-5, -5, 5, 5);
    for (const inner of [hole, Float64Array.of(5, -5, -5, -5, -5, 5, 5, 5)]) {
      const drawing = draw([rectangle(-20, -10, 20, 10), inner]);
      expect(centerPixel(drawing)).toEqual(BACKGROUND);
      expect(pixelAt(drawing, 40, 50)).toEqual(FILL);
      expect(pixelAt(drawing, 1, 1)).toEqual(BACKGROUND);
    }
  });

  it('has y upwards', () => {
    const drawing = draw([rectangle(0, 0, 20, 2), rectangle(0, 0, 2, 10)]);
    expect(pixelAt(drawing, 15, 20)).toEqual(FILL);
    expect(pixelAt(drawing, 180, 88)).toEqual(FILL);
    expect(pixelAt(drawing, 180, 20)).toEqual(BACKGROUND);
  });

  it('tells its scale', () => {
    const drawing = draw([rectangle(100, 100, 140, 110)]);
    const { left, right } = drawnBox(drawing);
    expect(drawing.mm_per_px).toBeCloseTo(40 / (200 * 0.94), 9);
    // The line around it adds a little more than half a pixel on both sides.
    expect(Math.abs(right - left - 40 / (drawing.mm_per_px ?? 0))).toBeLessThan(2.5);
  });

  it('is one picture from the top whatever views are asked for', () => {
    const contours = [rectangle(0, 0, 10, 10)];
    const plain = draw(contours);
    expect(plain.view).toBe('top');
    expect(plain.notes).toEqual([]);
    const other = draw(contours, { views: ['iso', 'front'], layout: 'sheet', camera: {} });
    expect(other.rgba).toEqual(plain.rgba);
    expect(other.notes).toEqual([expect.stringContaining('top view')]);
  });

  it.each([
    ['a point', [Float64Array.of(3, 3)]],
    ['a line', [Float64Array.of(0, 0, 0, 10)]],
    ['tiny', [rectangle(1e-9, 1e-9, 2e-9, 2e-9)]],
    ['huge', [rectangle(-1e9, -1e9, 1e9, 1e9)]],
    ['far away', [rectangle(1e8, 1e8, 1e8 + 1, 1e8 + 1)]],
    ['partly damaged', [rectangle(0, 0, 1, 1), Float64Array.of(0, Number.NaN, 1, 1)]],
  ])('is never lost when it is %s', (_, contours) => {
    expect(countDrawn(draw(contours))).toBeGreaterThan(0);
  });

  it('is an empty picture with a note when there are no contours', () => {
    for (const contours of [[], [Float64Array.of(Number.NaN, 0)]]) {
      const drawing = draw(contours);
      expect(countDrawn(drawing)).toBe(0);
      expect(drawing.notes.join()).toContain('nothing to see');
    }
  });
});

describe('the annotations of a 2D model', () => {
  const contours = [rectangle(-30, -10, 50, 30)];
  const size = { width_px: 400, height_px: 300 };
  const request = (changes: Partial<PictureRequest>) =>
    pictureRequest({ views: ['top'], ...size, ...changes });
  const model = measureOutline(contours) ?? expect.fail();
  const theme = themeOf('Cornfield');

  function annotate(changes: Partial<PictureRequest>) {
    const asked = request(changes);
    const placement = placeOutline(model.box, size.width_px, size.height_px, outlineMargin(asked, model));
    return { placement, ...annotateOutline(asked, model, placement, theme) };
  }

  it('are nothing when nothing is asked for', () => {
    expect(annotate({})).toMatchObject({ behind: [], before: [] });
  });

  it('tell width, height, spacing and scale', () => {
    const { before, placement } = annotate({ dimensions: true, grid: true });
    const texts = findTexts(before);
    expect(texts.map(({ text }) => text).toSorted()).toEqual(
      ['10 mm', '40', '80', 'dimensions in mm, grid 5 mm'].toSorted(),
    );
    const corner = toPicture(-30, -10, placement);
    expect(texts.find(({ text }) => text === '80')?.y).toBeGreaterThan(corner.y);
    expect(texts.find(({ text }) => text === '40')?.x).toBeLessThan(corner.x);
  });

  it('have grid lines at multiples of the spacing behind the model', () => {
    const { behind, placement } = annotate({ grid: true });
    const verticals = Array.from(behind.join('').matchAll(/M([\d.-]+) 0\.00L\1 300\.00/g), ([, x]) =>
      Number(x),
    );
    expect(verticals.length).toBeGreaterThan(15);
    for (const x of verticals) {
      const x_mm = placement.centerX + (x - 200) * placement.mm_per_px;
      expect(Math.abs(x_mm / 5 - Math.round(x_mm / 5))).toBeLessThan(0.01);
    }
    const plain = draw(contours, size);
    const gridded = draw(contours, { ...size, grid: true });
    expect(pixelAt(gridded, 200, 140)).toEqual(pixelAt(plain, 200, 140));
    expect(countDrawn(gridded)).toBeGreaterThan(countDrawn(plain));
  });

  it('have axes from the origin, red to the right and green up', () => {
    const { before, placement } = annotate({ axes: true });
    const { x, y } = toPicture(0, 0, placement);
    const origin = `M${x.toFixed(2)} ${y.toFixed(2)}L`;
    const [red, green] = before;
    expect(red).toContain(origin);
    expect(red).toContain('#d12222');
    expect(green).toContain(origin);
    expect(green).toContain('#1b8a2f');
    expect(findTexts(before).map(({ text }) => text)).toEqual(['X', 'Y']);
  });
});

describe('the styles of a 2D model', () => {
  const contours = [rectangle(-20, -10, 20, 10)];

  it('differ in how the area is filled', () => {
    for (const style of ['flat', 'shaded'] as const) {
      expect(centerPixel(draw(contours, { style }))).toEqual(FILL);
    }
    const xray = centerPixel(draw(contours, { style: 'xray' }));
    expect(xray[0]).toBeGreaterThan(100);
    expect(xray[0]).toBeLessThan(255);
    const wireframe = draw(contours, { style: 'wireframe' });
    expect(centerPixel(wireframe)).toEqual(BACKGROUND);
    expect(countDrawn(wireframe)).toBeGreaterThan(100);
  });

  it('have a line that stands out in every colour scheme', () => {
    for (const colorScheme of COLOR_SCHEMES) {
      const drawing = draw(contours, { style: 'wireframe', colorScheme });
      const { background } = themeOf(colorScheme);
      let most = 0;
      for (let at = 0; at < drawing.rgba.length; at += 4) {
        most = Math.max(most, Math.abs(drawing.rgba[at + 1] - background[1]));
      }
      expect(most).toBeGreaterThan(50);
    }
  });

  it('have straight alpha on a transparent background', () => {
    const drawing = draw(contours, { background: 'transparent', style: 'xray' });
    expect(pixelAt(drawing, 1, 1)).toEqual([0, 0, 0, 0]);
    const [red, green, blue, alpha] = centerPixel(drawing);
    expect(alpha).toBe(Math.round(0.35 * 255));
    expect(Math.abs(red - FILL[0])).toBeLessThan(3);
    expect(Math.abs(green - FILL[1])).toBeLessThan(3);
    expect(Math.abs(blue - FILL[2])).toBeLessThan(3);
    expect(centerPixel(draw(contours, { background: 'transparent' }))).toEqual(FILL);
  });
});
