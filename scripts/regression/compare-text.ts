import { createHash } from 'node:crypto';
import { DATA_FOLDER } from './data.ts';
import type { Rewrite } from './table.ts';
import type { TextFormat } from './test-folders.ts';

/** Upstream's own comparison leaves out when a file was written, and the folders of files. */
const TIMESTAMP = /, timestamp = \d+/g;
const FOLDER_OF_FILE = /(file = ")(?:[^"/]*\/)*([^"]*")/g;

/** Messages name files as the command line did, and ours has the whole path. */
const FOLDER_IN_MESSAGE = new RegExp(`${DATA_FOLDER}(?:[^\\s"'/]+/)*`, 'g');

/** Brings a text into the form in which it is compared. Nothing that a model computes is touched. */
export function normalizeText(text: string): string {
  return text
    .replace(TIMESTAMP, '')
    .replace(FOLDER_OF_FILE, '$1$2')
    .replace(FOLDER_IN_MESSAGE, '')
    .replace(/[ \t\r]+$/gm, '')
    .trim();
}

/** A short name for a text, by which a change is noticed. */
export function digestText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** What became of two texts when differences between OpenSCAD's versions were written alike in both. */
export interface RewrittenTexts {
  readonly expected: string;
  readonly actual: string;
  /** The rewrites that changed something. */
  readonly used: readonly string[];
}

/** Applies the rewrites for a format, in their order. */
export function rewriteTexts(
  expected: string,
  actual: string,
  format: TextFormat,
  rewrites: readonly Rewrite[],
): RewrittenTexts {
  const used: string[] = [];
  const texts = { expected, actual };
  for (const { id, formats, steps } of rewrites) {
    if (!formats.includes(format)) continue;
    const before = { ...texts };
    for (const { on, pattern, replacement } of steps) {
      const expression = new RegExp(pattern, 'gm');
      if (on !== 'actual') texts.expected = texts.expected.replace(expression, replacement);
      if (on !== 'expected') texts.actual = texts.actual.replace(expression, replacement);
    }
    if (before.expected !== texts.expected || before.actual !== texts.actual) used.push(id);
  }
  return { expected: texts.expected.trim(), actual: texts.actual.trim(), used };
}

/** The first lines in which two texts differ, for a human to read. */
export function showDifference(expected: string, actual: string, maxLines = 4): string {
  const left = expected.split('\n');
  const right = actual.split('\n');
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  const show = (lines: readonly string[], mark: string) =>
    lines.slice(start, start + maxLines).map(line => `      ${mark} ${line.slice(0, 160)}`);
  return [`      at line ${start + 1}`, ...show(left, '-'), ...show(right, '+')].join('\n');
}
