import { describe, expect, it } from 'vitest';
import { compositeOver, createImage } from '../../../src/preview/rgba-image.ts';

describe('createImage', () => {
  it('is opaque with a colour and transparent without', () => {
    expect(Array.from(createImage(1, 1, [1, 2, 3]).rgba)).toEqual([1, 2, 3, 255]);
    expect(Array.from(createImage(1, 1, null).rgba)).toEqual([0, 0, 0, 0]);
  });
});

describe('compositeOver', () => {
  const halfRed = { width_px: 2, height_px: 1, premultiplied: Uint8Array.of(128, 0, 0, 128, 0, 0, 0, 0) };

  it('mixes with an opaque target', () => {
    const target = createImage(2, 1, [0, 200, 0]);
    compositeOver(target, halfRed, 0, 0);
    expect(Array.from(target.rgba)).toEqual([128, 100, 0, 255, 0, 200, 0, 255]);
  });

  it('keeps the colour of what is laid over nothing', () => {
    const target = createImage(2, 1, null);
    compositeOver(target, halfRed, 0, 0);
    expect(Array.from(target.rgba)).toEqual([255, 0, 0, 128, 0, 0, 0, 0]);
  });

  it('adds up the alpha of two translucent pictures', () => {
    const target = createImage(1, 1, null);
    compositeOver(target, halfRed, 0, 0);
    compositeOver(target, { width_px: 1, height_px: 1, premultiplied: Uint8Array.of(0, 0, 128, 128) }, 0, 0);
    // Half blue over half red: three quarters, two thirds of which are blue.
    expect(Array.from(target.rgba)).toEqual([85, 0, 170, 192]);
  });
});
