import { median } from '../statistics.ts';
import type { GroupResults, Measurement, Series, Spread } from './results.ts';

/** Does something once and tells what it took, in milliseconds or whatever is measured. */
export type Task = () => Promise<number> | number;

/** The values of each turn. */
export interface Turns {
  readonly ours: readonly number[];
  readonly base: readonly number[];
}

/** How often, and how often before that without counting. */
export interface TurnOptions {
  readonly runs: number;
  readonly warmUps?: number;
}

/** What is said of a measurement besides its values. */
export type Described = Pick<Measurement, 'id' | 'what' | 'baseline' | 'better' | 'goal' | 'note' | 'unit'>;

/** Does two things by turns, so that a busy machine slows both. */
export async function takeTurns(ours: Task, base: Task, { runs, warmUps = 0 }: TurnOptions): Promise<Turns> {
  const turns = { ours: [] as number[], base: [] as number[] };
  for (let run = -warmUps; run < runs; run++) {
    const our = await ours();
    const other = await base();
    if (run < 0) continue;
    turns.ours.push(our);
    turns.base.push(other);
  }
  return turns;
}

/** A measurement of turns; where the other value is always the same, one of it is enough. */
export function describeTurns(described: Described, { ours, base }: Turns): Measurement {
  const ratios = ours.map((value, turn) => value / base[Math.min(turn, base.length - 1)]);
  return { ...described, ours: spreadOf(ours), base: spreadOf(base), ratio: spreadOf(ratios) };
}

/** Median, least and most, to four digits. @throws Error without values. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error('nothing was measured');
  const round = (value: number) => Number(value.toPrecision(4));
  return {
    median: round(median(values)),
    min: round(Math.min(...values)),
    max: round(Math.max(...values)),
  };
}

/** Milliseconds that something takes. */
export async function timeMs(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Costs may grow by this much more than what causes them and still count as linear: measurements scatter. */
const LINEAR = 1.25;

/** What something costs at several sizes: for each size, in the order of sizes, the milliseconds of each turn. */
export type Costs = readonly (readonly number[])[];

/** Measures costs at several sizes by turns. */
export async function measureCosts(
  sizes: readonly number[],
  cost: (size: number) => Promise<number>,
  runs: number,
): Promise<Costs> {
  const costs = sizes.map(() => [] as number[]);
  for (let run = 0; run < runs; run++) {
    for (const [at, size] of sizes.entries()) costs[at].push(await cost(size));
  }
  return costs;
}

/**
 * A series, and a measurement of how its costs grow over the last step: the cost at the largest size against that at
 * the one before, times as many as it is larger. Below 1 is better than linear.
 */
export function describeGrowth(
  described: Omit<Series, 'points'>,
  sizes: readonly number[],
  costs: Costs,
): GroupResults {
  const points = sizes.map((size, at) => ({ size, ms: spreadOf(costs[at]) }));
  const [before, last] = sizes.slice(-2);
  const [costBefore, costLast] = costs.slice(-2);
  const measurement = describeTurns(
    {
      id: described.id,
      what: `${described.cost}, ${last} ${described.what}`,
      baseline: `${last / before} times what ${before} cost`,
      unit: 'ms',
      better: 'less',
      goal: LINEAR,
    },
    { ours: costLast, base: costBefore.map(ms => (ms * last) / before) },
  );
  return { series: [{ ...described, points }], measurements: [measurement] };
}
