import { describe, expect, it } from 'vitest';
import { decodePng } from '../support/decode-png.ts';
import { drawGolden, GOLDEN_PICTURES, readGolden } from '../support/golden-pictures.ts';
import { comparePictures } from '../support/pictures.ts';

/**
 * Pictures against those on record. When one changes on purpose, `npx tsx scripts/make-goldens.ts` puts
 * the new ones on record; look at them first.
 */

/** The difference of a channel that nobody sees, 0–255, and how many pixels may differ by more. */
const TOLERANCE = 8;
const MAX_DIFFERENT = 0.001;

describe('the picture on record', () => {
  it.each(GOLDEN_PICTURES)('$name is what is drawn', picture => {
    const expected = decodePng(readGolden(picture));
    const drawn = decodePng(drawGolden(picture));
    expect([drawn.width_px, drawn.height_px]).toEqual([expected.width_px, expected.height_px]);
    expect(comparePictures(expected, drawn, TOLERANCE).same).toBeGreaterThanOrEqual(1 - MAX_DIFFERENT);
  });

  it('is a different one each time', () => {
    const pictures = GOLDEN_PICTURES.map(picture => Buffer.from(readGolden(picture)).toString('base64'));
    expect(new Set(pictures).size).toBe(pictures.length);
  });
});
