import { readFileSync } from 'node:fs';
import { digestText, normalizeText, rewriteTexts, showDifference } from './compare-text.ts';
import type { DifferenceTable } from './table.ts';
import type { RegressionTest } from './tests.ts';
import type { Outcome } from './thread.ts';

/** Fewer differing pixels than this are the same picture, as in upstream's own comparison. */
const SAME_PICTURE_PIXELS = 32;

/** What a test's outcome is worth. Only the first three are good. */
export type Verdict =
  /** As the expected file. */
  | 'passed'
  /** As the expected file but for rewrites. */
  | 'rewritten'
  /** Otherwise, as the table says. */
  | 'listed'
  /** Otherwise than the table says. */
  | 'changed'
  /** As the expected file, though the table lists it. */
  | 'stale'
  /** Otherwise, and the table does not say why. */
  | 'unexplained';

/** A judged test. */
export interface Judgement {
  readonly test: RegressionTest;
  readonly verdict: Verdict;
  /** What there is instead of the expected file, as the table writes it: a digest, `picture` or `nothing`. */
  readonly instead: string;
  /** Rewrites without which it would differ more. */
  readonly rewrites: readonly string[];
  /** What is different, for a human. */
  readonly detail: string;
}

interface Comparison {
  readonly same: 'exactly' | 'rewritten' | 'no';
  readonly instead: string;
  readonly rewrites: readonly string[];
  readonly detail: string;
}

/** Compares an outcome with the expected file and, if it differs, with the table. */
export function judge(test: RegressionTest, outcome: Outcome, table: DifferenceTable): Judgement {
  const { same, ...comparison } = compare(test, outcome, table);
  const cause = table.causes.find(({ tests }) => test.id in tests);
  if (same !== 'no') {
    const verdict = cause !== undefined ? 'stale' : same === 'exactly' ? 'passed' : 'rewritten';
    return { test, verdict, ...comparison };
  }
  if (cause === undefined || cause.why === '') return { test, verdict: 'unexplained', ...comparison };
  const isAsListed = cause.tests[test.id] === comparison.instead;
  return { test, verdict: isAsListed ? 'listed' : 'changed', ...comparison };
}

function compare(test: RegressionTest, outcome: Outcome, table: DifferenceTable): Comparison {
  if (outcome.kind === 'nothing') {
    const lines = outcome.reason.trim().split('\n').slice(-3);
    return {
      same: 'no',
      instead: 'nothing',
      rewrites: [],
      detail: lines.map(line => `      ! ${line}`).join('\n'),
    };
  }
  if (outcome.kind === 'picture') {
    const same = outcome.wrongPixels < SAME_PICTURE_PIXELS ? 'exactly' : 'no';
    return { same, instead: 'picture', rewrites: [], detail: `      ${outcome.wrongPixels} pixels differ` };
  }
  if (test.check.kind !== 'text') throw new Error(`${test.id} gave a text instead of a picture`);
  const expected = normalizeText(readFileSync(test.expectedFile, 'utf8'));
  const actual = normalizeText(outcome.text);
  if (expected === actual) return { same: 'exactly', instead: '', rewrites: [], detail: '' };
  const alike = rewriteTexts(expected, actual, test.check.format, table.rewrites);
  const isSame = alike.expected === alike.actual;
  return {
    same: isSame ? 'rewritten' : 'no',
    instead: isSame ? '' : digestText(actual),
    rewrites: alike.used,
    detail: showDifference(alike.expected, alike.actual),
  };
}
