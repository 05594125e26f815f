import { describe, expect, it } from 'vitest';
import { encodePng, encodePngWithin } from '../../../../src/preview/index.ts';
import { decodePng } from '../../../support/decode-png.ts';
import { ball, countColors, cutOut, paint } from './sample-pictures.ts';

const sizeOf = (maxColors: number) => encodePng(160, 120, ball, { maxColors }).length;

describe('encodePngWithin', () => {
  it('keeps all it can when there is room', () => {
    const png = encodePng(160, 120, ball);
    expect(encodePngWithin(160, 120, ball, png.length)).toEqual({ png, colors: null, fits: true });
  });

  it.each([
    [256, 128],
    [128, 64],
    [64, 32],
    [32, 16],
  ])('goes on to fewer when %d colours do not fit', (tooMany, colors) => {
    const result = encodePngWithin(160, 120, ball, sizeOf(tooMany) - 1);
    expect(result).toEqual({ png: encodePng(160, 120, ball, { maxColors: colors }), colors, fits: true });
  });

  it('leaves it at 16 colours and says that they are too many', () => {
    const result = encodePngWithin(160, 120, ball, sizeOf(16) - 1);
    expect(result).toEqual({ png: encodePng(160, 120, ball, { maxColors: 16 }), colors: 16, fits: false });
  });

  it('does not reduce what has few colours anyway', () => {
    const stripes = paint(40, 40, x => [x % 12, 0, 0, 255]);
    const result = encodePngWithin(40, 40, stripes, 10);
    expect(result).toMatchObject({ colors: null, fits: false });
    expect(decodePng(result.png).rgba).toEqual(stripes);
  });

  it('reduces pictures with a transparent background too', () => {
    const full = encodePng(160, 120, cutOut).length;
    const result = encodePngWithin(160, 120, cutOut, full * 0.7);
    expect(result.fits).toBe(true);
    expect(result.png.length).toBeLessThanOrEqual(full * 0.7);
    expect(countColors(decodePng(result.png).rgba)).toBeLessThanOrEqual(result.colors ?? 0);
  });
});
