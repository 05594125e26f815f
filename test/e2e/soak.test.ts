import { describe, expect, it } from 'vitest';
import { findGrowth } from '../../scripts/soak/find-growth.ts';
import { makeJob, seededRandom } from '../../scripts/soak/jobs.ts';
import { runSoak } from '../../scripts/soak/run-soak.ts';

const STEPS = 160;

describe('a server under a mixture of good, bad and cancelled calls', () => {
  // Long because of the many calls; `npm run soak` makes 2,000.
  it.skipIf(process.platform !== 'linux')('stays as large as it was', { timeout: 240_000 }, async () => {
    const { early, late, outcomes } = await runSoak({ count: STEPS, seed: 7 });
    expect(findGrowth(early, late).filter(({ isFlat }) => !isFlat)).toEqual([]);
    expect([...outcomes.values()].reduce((sum, times) => sum + times, 0)).toBe(STEPS);
    expect([...outcomes.keys()].filter(outcome => /INTERNAL|ENGINE_CRASHED|nothing/.test(outcome))).toEqual(
      [],
    );
    expect(outcomes.get('small ok')).toBeGreaterThan(STEPS / 4);
  });

  it('is the same mixture for the same seed', () => {
    const make = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 300 }, (_, step) => makeJob(step, random));
    };
    expect(make(3)).toEqual(make(3));
    expect(make(4)).not.toEqual(make(3));
    expect(new Set(make(3).map(({ kind }) => kind)).size).toBe(7);
  });
});

describe('growth', () => {
  const early = { resident_MB: 200, threads: 20, descriptors: 30, handles: 8 };

  it('is found in each thing that a server holds', () => {
    expect(findGrowth(early, early).every(({ isFlat }) => isFlat)).toBe(true);
    for (const more of [{ resident_MB: 400 }, { threads: 25 }, { descriptors: 40 }, { handles: 20 }]) {
      const grown = findGrowth(early, { ...early, ...more }).filter(({ isFlat }) => !isFlat);
      expect(grown.map(({ name }) => name)).toEqual(Object.keys(more));
    }
  });
});
