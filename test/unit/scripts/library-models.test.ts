import { describe, expect, it } from 'vitest';
import type { GoldenModel } from '../../../scripts/library-models/golden.ts';
import { compareMeasures, type Measure, roundMeasure } from '../../../scripts/library-models/measure.ts';
import type { LibraryModel } from '../../../scripts/library-models/models.ts';
import { formatLibraryTable, judgeModel } from '../../../scripts/library-models/report.ts';

const model: LibraryModel = { id: 'MCAD/part', library: 'MCAD', code: '', definitions: [] };

function box(side: number, content = side ** 3): Measure {
  return { kind: '3d', min: [0, 0, 0], max: [side, side, side], content };
}

describe('comparing measures', () => {
  it('allows 0.1 % of the volume and 0.1 mm or 0.1 % of the largest side', () => {
    expect(compareMeasures(box(10, 1000.9), box(10)).isSmall).toBe(true);
    expect(compareMeasures(box(10, 1001.1), box(10)).isSmall).toBe(false);
    expect(compareMeasures(box(10.09, 1000), box(10)).isSmall).toBe(true);
    expect(compareMeasures(box(10.11, 1000), box(10)).isSmall).toBe(false);
    expect(compareMeasures(box(1000.9, 1e9), box(1000)).isSmall).toBe(true);
    expect(compareMeasures(box(1001.1, 1e9), box(1000)).isSmall).toBe(false);
  });

  it('does not take a solid that is inside out, or a 2D model, for the same', () => {
    expect(compareMeasures(box(10, -1000), box(10)).isSmall).toBe(false);
    expect(compareMeasures({ ...box(10), kind: '2d' }, box(10)).isSmall).toBe(false);
  });

  it('is not fooled by rounding', () => {
    const precise = box(12.3456789);
    expect(compareMeasures(precise, roundMeasure(precise)).isSmall).toBe(true);
  });
});

describe('judging a model', () => {
  const explained = { native: box(20), difference: 'A part is missing.', ours: box(10) };
  const alone = { native: null, reason: 'does not end', ours: box(10) };

  it.each<[string, Measure, GoldenModel]>([
    ['ok', box(10), { native: box(10) }],
    ['DIFF', box(11), { native: box(10) }],
    ['known', box(10), explained],
    ['DIFF', box(12), explained],
    ['DIFF', box(20), explained],
    ['alone', box(10), alone],
    ['DIFF', box(11), alone],
    ['DIFF', box(10), { native: box(20), ours: box(10) }],
  ])('is %s (%#)', (verdict, ours, golden) => {
    expect(judgeModel(model, ours, golden).verdict).toBe(verdict);
  });

  it('prints a line per model and the totals', () => {
    const table = formatLibraryTable([
      judgeModel(model, box(10), { native: box(10) }),
      judgeModel(model, box(10), explained),
    ]);
    expect(table).toMatch(/^MCAD\/part +10 × 10 × 10 +1000\.0 +10 × 10 × 10 +1000\.0 +0\.000 % ok$/m);
    expect(table).toContain('87.500 % known A part is missing.');
    expect(table).toContain('2 models of 1 libraries: 1 as native, 1 otherwise for a known reason');
  });
});
