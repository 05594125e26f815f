import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeApngWithin } from '../../../../src/preview/png/encode-apng.ts';
import { decodeApng } from '../../../support/decode-apng.ts';
import { decodePng } from '../../../support/decode-png.ts';
import { ball, meanDifference, paint } from './sample-pictures.ts';

const encode = (width_px: number, height_px: number, frames: Uint8ClampedArray[], maxBytes = Infinity) =>
  encodeApngWithin({ width_px, height_px, frames, frameDuration_ms: 125 }, maxBytes);

/** A red square of two pixels a side on white. */
const square = (left: number, top: number) =>
  paint(20, 10, (x, y) =>
    x >= left && x < left + 2 && y >= top && y < top + 2 ? [200, 0, 0, 255] : [255, 255, 255, 255],
  );

/** The ball, moved along over a background of the same size. */
const movedBall = (dx: number) =>
  paint(160, 120, (x, y) => {
    const at = (y * 160 + x - dx) * 4;
    return x < dx ? [255, 255, 229, 255] : [ball[at], ball[at + 1], ball[at + 2], 255];
  });

describe('encodeApngWithin', () => {
  it('gives back every frame exactly, with its duration, and repeats without end', () => {
    const given = [square(2, 3), square(3, 3), square(10, 7)];
    const { png, colors, fits } = encode(20, 10, given);
    expect([colors, fits]).toEqual([null, true]);
    const { plays, chunks, frames, ...size } = decodeApng(png);
    expect(size).toEqual({ width_px: 20, height_px: 10 });
    expect(plays).toBe(0);
    expect(chunks).toEqual(['IHDR', 'acTL', 'PLTE', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'fcTL', 'fdAT', 'IEND']);
    expect(frames.map(({ rgba }) => rgba)).toEqual(given);
    expect(frames.map(({ duration_ms }) => duration_ms)).toEqual([125, 125, 125]);
  });

  it('shows its first frame to who knows no animation', () => {
    const { png } = encode(20, 10, [square(2, 3), square(8, 1)]);
    expect(decodePng(png).rgba).toEqual(square(2, 3));
  });

  it('holds of a later frame only the rectangle that changed', () => {
    const { frames } = decodeApng(encode(20, 10, [square(2, 3), square(3, 4), square(3, 4)]).png);
    const places = frames.map(({ left, top, width, height }) => [left, top, width, height]);
    expect(places).toEqual([
      [0, 0, 20, 10],
      [2, 3, 3, 3],
      // No rectangle may be empty.
      [0, 0, 1, 1],
    ]);
  });

  it('encodes any frames of few colours exactly', () => {
    const animation = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 40 }))
      .chain(([width, height, colors]) =>
        fc.record({
          width: fc.constant(width),
          height: fc.constant(height),
          frames: fc.array(
            fc.array(fc.nat(colors), { minLength: width * height, maxLength: width * height }),
            { minLength: 1, maxLength: 5 },
          ),
        }),
      );
    fc.assert(
      fc.property(animation, ({ width, height, frames }) => {
        const pictures = frames.map(pixels =>
          paint(width, height, (x, y) => {
            const color = pixels[y * width + x];
            return [color * 6, 255 - color, color & 1 ? 9 : 0, color === 3 ? 100 : 255];
          }),
        );
        const decoded = decodeApng(encode(width, height, pictures).png);
        expect(decoded.frames.map(({ rgba }) => rgba)).toEqual(pictures);
      }),
      { numRuns: 100 },
    );
  });

  it('reduces the colours of all frames together, so that what stands still keeps them', () => {
    const given = [movedBall(0), movedBall(30)];
    const { frames } = decodeApng(encode(160, 120, given).png);
    frames.forEach(({ rgba }, index) => {
      expect(meanDifference(rgba, given[index])).toBeLessThan(1.5);
    });
    // The corner is background in both.
    expect(frames[1].rgba.subarray(0, 4)).toEqual(frames[0].rgba.subarray(0, 4));
    expect(frames[1].width).toBeLessThan(160);
  });

  it('goes on to fewer colours when there are too many bytes, and says so', () => {
    const given = [movedBall(0), movedBall(10), movedBall(20)];
    const whole = encode(160, 120, given);
    expect(whole).toMatchObject({ colors: null, fits: true });
    const smaller = encode(160, 120, given, whole.png.length - 1);
    expect(smaller).toMatchObject({ colors: 128, fits: true });
    expect(smaller.png.length).toBeLessThan(whole.png.length);
    expect(decodeApng(smaller.png).frames).toHaveLength(3);
    expect(encode(160, 120, given, 100)).toMatchObject({ colors: 16, fits: false });
  });
});
