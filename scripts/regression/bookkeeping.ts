import type { Judgement } from './judge.ts';
import { countByGroup } from './report.ts';
import type { Cause, DifferenceTable } from './table.ts';

/** Where tests without an explanation are put for a human to sort. */
const UNEXPLAINED = 'unexplained';

/** What is wrong with the table as a whole, after a run of all tests; empty when nothing is. */
export function checkTable(judgements: readonly Judgement[], table: DifferenceTable): string[] {
  const problems: string[] = [];
  const counts = countByGroup(judgements);
  for (const [group, recorded] of Object.entries(table.recorded)) {
    const { tests = 0, passed = 0 } = counts.get(group) ?? {};
    if (passed < recorded.passed)
      problems.push(`${group}: ${passed} tests pass, ${recorded.passed} did before`);
    if (tests < recorded.tests)
      problems.push(`${group}: there are ${tests} tests, ${recorded.tests} were before`);
  }
  for (const group of counts.keys()) {
    if (!(group in table.recorded)) problems.push(`${group}: nothing is recorded; run with --update`);
  }
  const ids = new Set(judgements.map(({ test }) => test.id));
  for (const id of table.causes.flatMap(({ tests }) => Object.keys(tests))) {
    if (!ids.has(id)) problems.push(`${id} is in the table and not among the tests`);
  }
  for (const { id } of table.rewrites) {
    if (!judgements.some(({ rewrites }) => rewrites.includes(id))) {
      problems.push(`the rewrite ${id} changes nothing: take it out of the table`);
    }
  }
  return problems;
}

/**
 * Brings the table up to date with a run: outputs that changed, tests that pass now, tests that differ and
 * wait for an explanation. Counts are recorded only after a run of all tests.
 */
export function updateTable(
  judgements: readonly Judgement[],
  table: DifferenceTable,
  ranAll: boolean,
): DifferenceTable {
  const byId = new Map(judgements.map(judgement => [judgement.test.id, judgement]));
  const causes = table.causes.map(cause => ({ ...cause, tests: updateTests(cause, byId, ranAll) }));
  const listed = new Set(causes.flatMap(({ tests }) => Object.keys(tests)));
  const fresh = judgements
    .filter(({ test, verdict }) => verdict === 'unexplained' && !listed.has(test.id))
    .map(({ test, instead }) => [test.id, instead] as const);
  if (fresh.length > 0) {
    causes.push({ id: UNEXPLAINED, kind: 'version', why: '', tests: Object.fromEntries(fresh) });
  }
  return {
    ...table,
    recorded: ranAll ? recordCounts(judgements) : table.recorded,
    causes: causes.filter(({ tests }) => Object.keys(tests).length > 0),
  };
}

function updateTests(
  { tests }: Cause,
  judgements: ReadonlyMap<string, Judgement>,
  ranAll: boolean,
): Cause['tests'] {
  const entries = Object.entries(tests).flatMap(([id, instead]) => {
    const judgement = judgements.get(id);
    if (judgement === undefined) return ranAll ? [] : [[id, instead] as const];
    return judgement.verdict === 'stale' ? [] : [[id, judgement.instead] as const];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function recordCounts(judgements: readonly Judgement[]): DifferenceTable['recorded'] {
  const counts = [...countByGroup(judgements)];
  return Object.fromEntries(counts.map(([group, { tests, passed }]) => [group, { tests, passed }]));
}
