import { afterAll, describe, expect, it } from 'vitest';
import { readHullGolden } from '../../scripts/hulls/golden.ts';
import { listHullPrograms } from '../../scripts/hulls/programs.ts';
import { OurMeasurer } from '../../scripts/library-models/our-measurer.ts';

/** Of the volume. */
const TOLERANCE = 1e-4;

/** Every tenth program; all of them are what `npm run compare-hulls` evaluates. */
const SAMPLE = listHullPrograms().filter((_, index) => index % 10 === 3);

const { volumes } = readHullGolden();
const measurer = new OurMeasurer();
afterAll(() => measurer.close());

describe('hulls and Minkowski sums have the volume that the native OpenSCAD gives them', () => {
  it.each(SAMPLE)('$id', async ({ id, code }) => {
    const { content } = await measurer.measure({ id, library: '', code, definitions: [] });
    expect(Math.abs(content / Number(volumes[id]) - 1)).toBeLessThan(TOLERANCE);
  });
});
