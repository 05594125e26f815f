import { cleanText } from './clean-text.ts';

/** Longer lines are cut; nobody reads embedded data. */
const MAX_LINE_LENGTH = 160;

/**
 * The line `line` (counted from 1) of a source and its neighbours, numbered, the line itself marked:
 *
 *       3 | cube(10)
 *     > 4 | sphere(5);
 *       5 | }
 *
 * Empty for a line the source does not have.
 */
export function excerptAround(lines: readonly string[], line: number): string {
  if (line < 1 || line > lines.length) return '';
  const first = Math.max(1, line - 1);
  const last = Math.min(lines.length, line + 1);
  const width = String(last).length;
  const rows: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const mark = number === line ? '>' : ' ';
    const text = shorten(lines[number - 1]);
    rows.push(`${mark} ${String(number).padStart(width)} | ${text}`.trimEnd());
  }
  return rows.join('\n');
}

function shorten(line: string): string {
  // Cleaning a slightly longer piece is enough, and keeps a line of a megabyte cheap.
  const clean = cleanText(line.slice(0, 2 * MAX_LINE_LENGTH));
  return clean.length > MAX_LINE_LENGTH ? `${clean.slice(0, MAX_LINE_LENGTH - 1)}…` : clean;
}
