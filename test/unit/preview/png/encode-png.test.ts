import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePng } from '../../../../src/preview/index.ts';
import { decodePng } from '../../../support/decode-png.ts';

/** A picture whose pixel at x, y has the colour given by `paint`. */
function paint(
  width_px: number,
  height_px: number,
  colorAt: (x: number, y: number) => readonly [number, number, number, number],
): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(width_px * height_px * 4);
  for (let i = 0; i < width_px * height_px; i++) {
    rgba.set(colorAt(i % width_px, Math.floor(i / width_px)), i * 4);
  }
  return rgba;
}

/** Many colours of one hue on a background, as a lit ball has, in a halo hardly unlike it. */
const ball = paint(160, 120, (x, y) => {
  const height = 1 - ((x - 80) ** 2 + (y - 60) ** 2) / 2500;
  if (height < 0 && height > -1) return [252, 252, 227, 255];
  if (height < 0) return [255, 255, 229, 255];
  const light = Math.sqrt(height);
  return [60 + 190 * light, 40 + 170 * light * (x / 160), 20 + 60 * light * (y / 120), 255];
});

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

  it('stores many colours exactly when some are translucent', () => {
    const rgba = paint(60, 40, (x, y) => [x * 4, y * 6, (x * y) % 256, 255 - ((x + y) % 100)]);
    const png = decodePng(encodePng(60, 40, rgba));
    expect(png.colorType).toBe(6);
    expect(png.rgba).toEqual(rgba);
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
    expect(encodePng(160, 120, ball)).toEqual(encodePng(160, 120, ball.slice()));
  });
});
