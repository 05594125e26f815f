import { z } from 'zod';

/** Median, least and most of several values. */
const spreadSchema = z.strictObject({ median: z.number(), min: z.number(), max: z.number() });

const measurementSchema = z.strictObject({
  /** `group/name`, by which runs are compared. */
  id: z.string(),
  /** What was done. */
  what: z.string(),
  /** What it is compared with. */
  baseline: z.string(),
  unit: z.enum(['ms', 'MB', 'calls/s']),
  ours: spreadSchema,
  base: spreadSchema,
  /** Ours divided by the other, of each turn. */
  ratio: spreadSchema,
  better: z.enum(['less', 'more']),
  /** What the ratio may be at most or, where more is better, has to be at least; null for what is only reported. */
  goal: z.number().nullable(),
  /** Why it is as it is, for those that miss what one would expect. */
  note: z.string().exactOptional(),
});

const seriesSchema = z.strictObject({
  id: z.string(),
  /** What grows. */
  what: z.string(),
  /** What is measured, in milliseconds. */
  cost: z.string(),
  points: z.array(z.strictObject({ size: z.number(), ms: spreadSchema })).min(2),
});

/** The groups, in the order in which they run. */
export const GROUPS = ['start', 'latency', 'evaluation', 'throughput', 'memory', 'growth'] as const;

/** See {@link GROUPS}. */
export type GroupName = (typeof GROUPS)[number];

const groupSchema = z.strictObject({
  measurements: z.array(measurementSchema),
  series: z.array(seriesSchema),
});

/** What a run of the benchmark writes. */
export const resultsSchema = z.strictObject({
  machine: z.strictObject({
    processors: z.number(),
    platform: z.string(),
    node: z.string(),
    native: z.string(),
    runs: z.number(),
  }),
  groups: z.partialRecord(z.enum(GROUPS), groupSchema),
});

/** See `resultsSchema`. */
export type Results = z.infer<typeof resultsSchema>;
/** See `resultsSchema`. */
export type GroupResults = z.infer<typeof groupSchema>;
/** See `resultsSchema`. */
export type Measurement = z.infer<typeof measurementSchema>;
/** See `resultsSchema`. */
export type Series = z.infer<typeof seriesSchema>;
/** See `resultsSchema`. */
export type Spread = z.infer<typeof spreadSchema>;

/** How a group is to be measured. */
export interface BenchOptions {
  /** Turns of each measurement. */
  readonly runs: number;
  /** Whether to leave out what takes long: for trying the harness, not for figures. */
  readonly quick: boolean;
  /** Tells whoever waits how far it is. */
  log(line: string): void;
}

/** Measures one group. */
export type Group = (options: BenchOptions) => Promise<GroupResults>;

/** All measurements of a run. */
export function listMeasurements({ groups }: Results): Measurement[] {
  return GROUPS.flatMap(name => groups[name]?.measurements ?? []);
}

/** Whether the median of the ratio reaches its goal; what has none does. */
export function meetsGoal({ ratio, goal, better }: Measurement): boolean {
  if (goal === null) return true;
  return better === 'less' ? ratio.median <= goal : ratio.median >= goal;
}
