import type { Judgement, Verdict } from './judge.ts';
import type { DifferenceTable } from './table.ts';

/** How many tests of a group ended how. */
export interface GroupCounts {
  readonly tests: number;
  readonly passed: number;
  readonly explained: number;
}

const EXPLAINED: ReadonlySet<Verdict> = new Set(['rewritten', 'listed']);

/** Counts by group, in the order of the tests. */
export function countByGroup(judgements: readonly Judgement[]): Map<string, GroupCounts> {
  const groups = new Map<string, Judgement[]>();
  for (const judgement of judgements) {
    const { group } = judgement.test;
    groups.set(group, [...(groups.get(group) ?? []), judgement]);
  }
  return new Map([...groups].map(([group, members]) => [group, count(members)]));
}

function count(judgements: readonly Judgement[]): GroupCounts {
  return {
    tests: judgements.length,
    passed: judgements.filter(({ verdict }) => verdict === 'passed').length,
    explained: judgements.filter(({ verdict }) => EXPLAINED.has(verdict)).length,
  };
}

/** The table of groups with a line for all. */
export function formatCounts(judgements: readonly Judgement[]): string {
  const rows = [...countByGroup(judgements), ['all', count(judgements)] as const];
  const lines = rows.map(([group, { tests, passed, explained }]) =>
    [
      group.padEnd(12),
      ...[tests, passed, explained, tests - passed - explained].map(number => String(number).padStart(11)),
      `${((100 * passed) / tests).toFixed(1)} %`.padStart(10),
    ].join(' '),
  );
  const titles = ['tests', 'passed', 'explained', 'unexplained'].map(title => title.padStart(11));
  return [['group'.padEnd(12), ...titles, 'pass rate'.padStart(10)].join(' '), ...lines].join('\n');
}

/** What each cause and each rewrite explains, the largest first. */
export function formatCauses(judgements: readonly Judgement[], table: DifferenceTable): string {
  const listed = table.causes.map(({ id, kind, why, tests }) => ({
    id,
    kind,
    why,
    count: judgements.filter(({ test, verdict }) => verdict === 'listed' && test.id in tests).length,
  }));
  const rewritten = table.rewrites.map(({ id, kind, why }) => ({
    id,
    kind,
    why,
    count: judgements.filter(({ rewrites }) => rewrites.includes(id)).length,
  }));
  return [...listed, ...rewritten]
    .filter(cause => cause.count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ id, kind, why, count }) => `${String(count).padStart(5)}  ${kind.padEnd(10)} ${id}: ${why}`)
    .join('\n');
}

const PROBLEMS = {
  unexplained: 'differs, and the table does not say why',
  changed: 'differs otherwise than when the table was written',
  stale: 'is as expected now: take it out of the table',
} as const satisfies Partial<Record<Verdict, string>>;

/** What is wrong with single tests; empty when nothing is. */
export function listProblems(judgements: readonly Judgement[]): string[] {
  return judgements.flatMap(({ test, verdict, detail }) => {
    if (verdict !== 'unexplained' && verdict !== 'changed' && verdict !== 'stale') return [];
    return [`${test.id} ${PROBLEMS[verdict]}${verdict === 'stale' ? '' : `\n${detail}`}`];
  });
}
