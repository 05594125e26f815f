import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePng } from '../../../../src/preview/index.ts';
import { decodePng } from '../../../support/decode-png.ts';
import { ball, countColors, cutOut, meanDifference, paint } from './sample-pictures.ts';

describe('encodePng', () => {
  it.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 2],
    [5, 4],
    [16, 4],
    [17, 8],
    [256, 8],
  ])('stores %d opaque colours exactly with %d bits per pixel', (count, bits) => {
    const rgba = paint(37, 23, (x, y) => {
      const color = (x * 7 + y * 37) % count;
      return [color, 255 - color, (color * 31) % 256, 255];
    });
    const png = decodePng(encodePng(37, 23, rgba));
    expect([png.width_px, png.height_px, png.colorType, png.bitDepth]).toEqual([37, 23, 3, bits]);
    expect(png.chunks).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
    expect(png.rgba).toEqual(rgba);
  });

  it('stores few translucent colours exactly in a palette', () => {
    const rgba = paint(20, 10, (x, y) => [x * 10, y * 10, 7, x < 10 ? 255 : x * 12]);
    const png = decodePng(encodePng(20, 10, rgba));
    expect(png.chunks).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
    expect(png.rgba).toEqual(rgba);
  });

  it('reduces more opaque colours to 256 that are close', () => {
    const png = decodePng(encodePng(160, 120, ball));
    expect(png.colorType).toBe(3);
    let worst = 0;
    for (let i = 0; i < ball.length; i++) worst = Math.max(worst, Math.abs(ball[i] - png.rgba[i]));
    expect(worst).toBeGreaterThan(0);
    expect(worst).toBeLessThan(12);
  });

  it('keeps the background of a reduced picture exactly', () => {
    const png = decodePng(encodePng(160, 120, ball));
    for (let i = 0; i < ball.length; i += 4) {
      const isBackground = ball[i] === 255 && ball[i + 1] === 255 && ball[i + 2] === 229;
      if (isBackground) expect(Array.from(png.rgba.subarray(i, i + 4))).toEqual([255, 255, 229, 255]);
    }
  });

  it('reduces a picture of noise too', () => {
    const noise = paint(64, 64, (x, y) => {
      const value = Math.imul(x * 64 + y + 1, 0x9e3779b1) >>> 0;
      return [value & 255, (value >> 8) & 255, (value >> 16) & 255, 255];
    });
    const png = decodePng(encodePng(64, 64, noise));
    const colors = new Set<number>();
    let sum = 0;
    for (let i = 0; i < noise.length; i += 4) {
      colors.add((png.rgba[i] << 16) | (png.rgba[i + 1] << 8) | png.rgba[i + 2]);
      sum += Math.abs(noise[i] - png.rgba[i]);
    }
    expect(colors.size).toBeGreaterThan(200);
    expect(sum / (64 * 64)).toBeLessThan(30);
  });

  it.each([2, 3, 4, 16, 100, 256])('keeps to %d colours', maxColors => {
    for (const rgba of [ball, cutOut]) {
      const png = decodePng(encodePng(160, 120, rgba, { maxColors }));
      const count = countColors(png.rgba);
      expect(count).toBeLessThanOrEqual(maxColors);
      expect(count).toBeGreaterThan(maxColors * 0.7);
    }
  });

  it('becomes smaller and less exact with fewer colours', () => {
    const files = [256, 64, 16].map(maxColors => encodePng(160, 120, ball, { maxColors }));
    const errors = files.map(file => meanDifference(ball, decodePng(file).rgba));
    expect(files.map(file => file.length)).toEqual(files.map(file => file.length).sort((a, b) => b - a));
    expect(errors).toEqual([...errors].sort((a, b) => a - b));
    expect(errors[0]).toBeGreaterThan(0);
  });

  it('stores as many colours as allowed exactly', () => {
    const rgba = paint(16, 16, (x, y) => [(x + y * 16) % 40, 0, 0, 255]);
    expect(decodePng(encodePng(16, 16, rgba, { maxColors: 40 })).rgba).toEqual(rgba);
    expect(decodePng(encodePng(16, 16, rgba, { maxColors: 39 })).rgba).not.toEqual(rgba);
  });

  it('returns what it was given for any small picture', () => {
    const sides = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
    const pictures = sides.chain(([width_px, height_px]) =>
      fc.record({
        width_px: fc.constant(width_px),
        height_px: fc.constant(height_px),
        rgba: fc
          .uint8Array({ minLength: width_px * height_px * 4, maxLength: width_px * height_px * 4 })
          .map(bytes => Uint8ClampedArray.from(bytes)),
      }),
    );
    fc.assert(
      fc.property(pictures, ({ width_px, height_px, rgba }) => {
        expect(decodePng(encodePng(width_px, height_px, rgba)).rgba).toEqual(rgba);
      }),
      { seed: 5 },
    );
  });

  it('is deterministic', () => {
    for (const rgba of [ball, cutOut]) {
      expect(encodePng(160, 120, rgba)).toEqual(encodePng(160, 120, rgba.slice()));
    }
  });
});

describe('a reduced picture with a transparent background', () => {
  const png = decodePng(encodePng(160, 120, cutOut));
  const alphas = (rgba: Uint8ClampedArray) => rgba.filter((_, i) => i % 4 === 3);

  it('has a palette with alpha', () => {
    expect(png.chunks).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
    expect(countColors(png.rgba)).toBeGreaterThan(200);
  });

  it.each([256, 16, 4])('is transparent and opaque in the same places with %d colours', maxColors => {
    const reduced = alphas(decodePng(encodePng(160, 120, cutOut, { maxColors })).rgba);
    const isKept = alphas(cutOut).every((alpha, i) =>
      alpha === 0 || alpha === 255 ? reduced[i] === alpha : reduced[i] > 0 && reduced[i] < 255,
    );
    expect(isKept).toBe(true);
  });

  it.each([0, 255])('looks the same over a background of %d', background => {
    const over = (rgba: Uint8ClampedArray): Uint8ClampedArray =>
      rgba.map((value, i) => {
        const alpha = rgba[i - (i % 4) + 3] / 255;
        return value * alpha + background * (1 - alpha);
      });
    const [before, after] = [over(cutOut), over(png.rgba)];
    expect(meanDifference(before, after)).toBeLessThan(1.5);
    const worst = before.reduce((most, value, i) => Math.max(most, Math.abs(value - after[i])), 0);
    expect(worst).toBeLessThan(20);
  });

  it('stores one colour for all that is transparent', () => {
    const rgba = cutOut.map((value, i) => (cutOut[i - (i % 4) + 3] === 0 && i % 4 < 3 ? i % 251 : value));
    expect(encodePng(160, 120, rgba)).toEqual(encodePng(160, 120, cutOut));
  });

  it('may be all there is', () => {
    const invisible = paint(30, 30, (x, y) => [x * 8, y * 8, 100, 0]);
    expect(decodePng(encodePng(30, 30, invisible)).rgba).toEqual(new Uint8ClampedArray(30 * 30 * 4));
  });

  it('stays transparent behind an opaque border', () => {
    const window = paint(60, 40, (x, y) => {
      if (x < 4 || y < 4) return [255, 255, 229, 255];
      return x < 30 ? [0, 0, 0, 0] : [x * 4, y * 6, 0, 1 + ((x + y) % 12)];
    });
    const { rgba } = decodePng(encodePng(60, 40, window, { maxColors: 8 }));
    for (let i = 0; i < window.length; i += 4) {
      const alpha = window[i + 3];
      if (alpha === 0 || alpha === 255) expect(rgba.subarray(i, i + 4)).toEqual(window.subarray(i, i + 4));
    }
  });
});
