import { describe, expect, it } from 'vitest';
import { compareResults, TOLERANCE } from '../../../../scripts/bench/compare.ts';
import { describeGrowth, describeTurns, spreadOf, takeTurns } from '../../../../scripts/bench/measure.ts';
import { formatChange } from '../../../../scripts/bench/print.ts';
import {
  type Measurement,
  meetsGoal,
  type Results,
  resultsSchema,
} from '../../../../scripts/bench/results.ts';
import { drawGrowth } from '../../../../scripts/docs/growth-plot.ts';
import { writePerformanceDocument } from '../../../../scripts/docs/performance.ts';

const machine = { processors: 2, platform: 'linux x64', node: 'v20', native: 'OpenSCAD 2021.01', runs: 3 };

const described = {
  id: 'latency/cube',
  what: 'a cube',
  baseline: 'native',
  unit: 'ms',
  better: 'less',
  goal: 0.5,
} as const;

function measure(ratio: number, changes: Partial<Measurement> = {}): Measurement {
  return { ...describeTurns(described, { ours: [ratio * 100], base: [100] }), ...changes };
}

function resultsOf(...measurements: Measurement[]): Results {
  return resultsSchema.parse({ machine, groups: { latency: { measurements, series: [] } } });
}

describe('turns', () => {
  it('are taken one after the other, and those to warm up do not count', async () => {
    const order: string[] = [];
    let value = 0;
    const task = (name: string) => () => {
      order.push(name);
      value += 1;
      return value;
    };
    const turns = await takeTurns(task('ours'), task('base'), { runs: 2, warmUps: 1 });
    expect(order).toEqual(['ours', 'base', 'ours', 'base', 'ours', 'base']);
    expect(turns).toEqual({ ours: [3, 5], base: [4, 6] });
  });

  it('give the ratio of each turn, not of the medians', () => {
    const { ratio, ours } = describeTurns(described, { ours: [10, 40, 30], base: [100, 100, 50] });
    expect(ratio).toEqual({ median: 0.4, min: 0.1, max: 0.6 });
    expect(ours).toEqual({ median: 30, min: 10, max: 40 });
  });

  it('may have one value to compare with', () => {
    expect(describeTurns(described, { ours: [10, 30], base: [20] }).ratio).toMatchObject({
      min: 0.5,
      max: 1.5,
    });
  });

  it('have to be some', () => {
    expect(() => spreadOf([])).toThrow('nothing was measured');
  });
});

describe('a goal', () => {
  it.each([
    [0.5, 'less', true],
    [0.51, 'less', false],
    [0.5, 'more', true],
    [0.49, 'more', false],
  ] as const)('is met by %d where %s is better: %s', (ratio, better, met) => {
    expect(meetsGoal(measure(ratio, { better }))).toBe(met);
  });
});

describe('a comparison with an earlier run', () => {
  it.each([
    [1, 1.15, 'less', false],
    [1, 1.16, 'less', true],
    [1, 0.5, 'less', false],
    [2, 1.7, 'more', true],
    [2, 1.9, 'more', false],
    [2, 3, 'more', false],
  ] as const)('from %d to %d where %s is better is worse: %s', (before, now, better, isWorse) => {
    const [change] = compareResults(
      resultsOf(measure(before, { better })),
      resultsOf(measure(now, { better })),
    );
    expect(change.worse > TOLERANCE + 1e-9).toBe(isWorse);
    expect(formatChange({ ...change, worse: isWorse ? 1 : 0 })).toMatch(isWorse ? /^WORSE/ : /^ok/);
  });

  it('leaves out what only one of the two has measured', () => {
    const changes = compareResults(
      resultsOf(measure(1)),
      resultsOf(measure(2), measure(1, { id: 'latency/x' })),
    );
    expect(changes.map(({ id }) => id)).toEqual(['latency/cube']);
  });
});

describe('growth', () => {
  const costs = [[10], [20], [100]];
  const { series, measurements } = describeGrowth(
    { id: 'growth/files', what: 'files', cost: 'rendering' },
    [1, 10, 100],
    costs,
  );

  it('is that of the last step', () => {
    expect(measurements[0].ratio.median).toBe(0.5);
    expect(series[0].points.map(({ ms }) => ms.median)).toEqual([10, 20, 100]);
  });

  it('is drawn with every point, larger ones further right and higher', () => {
    const places = [...drawGrowth(series).matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)];
    const xs = places.map(([, x]) => Number(x));
    const ys = places.map(([, , y]) => Number(y));
    expect(places).toHaveLength(3);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(ys).toEqual([...ys].sort((a, b) => b - a));
  });

  it('stands in the document with the goals that are missed', () => {
    const text = writePerformanceDocument({
      machine,
      groups: {
        latency: { measurements: [measure(0.6, { note: 'a reason' })], series: [] },
        growth: { measurements, series },
      },
    });
    expect(text).toContain('| a cube | native | 0.600 | ≤ 0.5 | **no** | 60.0 ms / 100 ms |');
    expect(text).toContain('- a cube: a reason');
    expect(text).toContain('| rendering, ms | 10.0 | 20.0 | 100 |');
    expect(text).not.toContain('## Memory');
  });
});
