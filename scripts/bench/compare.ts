import { listMeasurements, type Measurement, type Results } from './results.ts';

/** A ratio may get worse by this much before that is an error: machines are never quite the same. */
export const TOLERANCE = 0.15;

/** A measurement of two runs. */
export interface Change {
  readonly id: string;
  readonly before: number;
  readonly now: number;
  /** How much worse it got: 0.2 for a fifth; below 0 for what got better. */
  readonly worse: number;
}

/** Compares the ratios of two runs; only what both have measured can be. */
export function compareResults(before: Results, now: Results): Change[] {
  const known = new Map(listMeasurements(before).map(measurement => [measurement.id, measurement]));
  return listMeasurements(now).flatMap(measurement => {
    const old = known.get(measurement.id);
    return old === undefined ? [] : [compareRatios(old, measurement)];
  });
}

function compareRatios(old: Measurement, { id, ratio, better }: Measurement): Change {
  const [before, now] = [old.ratio.median, ratio.median];
  return { id, before, now, worse: (better === 'less' ? now / before : before / now) - 1 };
}
