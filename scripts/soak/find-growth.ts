import type { ServerReading } from './server-reading.ts';

/** What a server may hold more at the end than after a tenth of a soak. */
interface Growth {
  readonly name: keyof ServerReading;
  /** Share of the early value. */
  readonly factor: number;
  /** What comes on top. */
  readonly more: number;
}

/** Memory depends on when garbage was last collected, the rest on which threads are idle: each has four descriptors. */
const ALLOWED: readonly Growth[] = [
  { name: 'resident_MB', factor: 1.3, more: 100 },
  { name: 'threads', factor: 1, more: 2 },
  { name: 'descriptors', factor: 1, more: 8 },
  { name: 'handles', factor: 1, more: 4 },
];

/** One line of the table: what was held early and late, and the most that is allowed. */
export interface Comparison {
  readonly name: string;
  readonly early: number;
  readonly late: number;
  readonly atMost: number;
  readonly isFlat: boolean;
}

/** Compares what a server held early and late. */
export function findGrowth(early: ServerReading, late: ServerReading): Comparison[] {
  return ALLOWED.map(({ name, factor, more }) => {
    const atMost = Math.round(early[name] * factor + more);
    return { name, early: early[name], late: late[name], atMost, isFlat: late[name] <= atMost };
  });
}
