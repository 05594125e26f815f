import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shrinkImage } from '../../../src/preview/shrink-image.ts';
import { paint } from './png/sample-pictures.ts';

const shrink = (rgba: Uint8ClampedArray, from: [number, number], to: [number, number]) =>
  shrinkImage({ width_px: from[0], height_px: from[1], rgba }, ...to).rgba;

describe('shrinkImage', () => {
  it('leaves a picture that has the size already', () => {
    const image = { width_px: 3, height_px: 2, rgba: paint(3, 2, x => [x, 0, 0, 255]) };
    expect(shrinkImage(image, 3, 2)).toBe(image);
  });

  it('takes the mean of the pixels that a new one covers', () => {
    const checks = paint(4, 4, (x, y) => ((x + y) % 2 === 0 ? [200, 100, 0, 255] : [0, 100, 40, 255]));
    const expected = paint(2, 2, () => [100, 100, 20, 255]);
    expect(shrink(checks, [4, 4], [2, 2])).toEqual(expected);
  });

  it('weighs pixels that are covered in part', () => {
    const row = paint(3, 1, x => [x === 1 ? 240 : 0, 0, 0, 255]);
    // Each half holds one whole pixel and half of the middle one: 240 / 3.
    expect(shrink(row, [3, 1], [2, 1])).toEqual(paint(2, 1, () => [80, 0, 0, 255]));
  });

  it('keeps the mean brightness at any size', () => {
    const sizes = fc.tuple(fc.integer({ min: 2, max: 30 }), fc.integer({ min: 2, max: 30 }));
    fc.assert(
      fc.property(sizes, fc.double({ min: 0.1, max: 1, noNaN: true }), ([width, height], scale) => {
        const to: [number, number] = [Math.ceil(width * scale), Math.ceil(height * scale)];
        const rgba = paint(width, height, (x, y) => [(x * 53 + y * 97) % 256, 0, 0, 255]);
        const mean = (pixels: Uint8ClampedArray) =>
          pixels.reduce((sum, value, at) => (at % 4 === 0 ? sum + value : sum), 0) / (pixels.length / 4);
        expect(Math.abs(mean(shrink(rgba, [width, height], to)) - mean(rgba))).toBeLessThan(1);
      }),
    );
  });
});
