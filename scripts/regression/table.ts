import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { formatJson } from '../format-json.ts';
import { projectRoot } from '../project-paths.ts';

/** The checked-in table of differences. */
export const TABLE_FILE = join(projectRoot, 'test', 'regression', 'differences.json');

const kind = z.enum([
  /** OpenSCAD changed between the version of the expected files and the bundled one. */
  'version',
  /** A defect of OpenSCAD itself, on every platform. */
  'upstream',
  /** A defect of the bundled build. */
  'defect',
  /** Another font, or glyphs placed by other metrics. */
  'font',
  /** What is compared is right, and the comparison cannot see it. */
  'comparison',
]);

const rewriteSchema = z.strictObject({
  id: z.string(),
  kind,
  why: z.string().min(1),
  formats: z.array(z.enum(['echo', 'csg', 'ast', 'term'])),
  /** Regular expressions with the flags g and m, applied to both texts or to one. */
  steps: z.array(
    z.strictObject({
      on: z.enum(['expected', 'actual', 'both']),
      pattern: z.string(),
      replacement: z.string(),
    }),
  ),
});

/**
 * A difference in the words or the form of an output that runs through many tests. It is written alike in
 * both texts, and what is left must be equal.
 */
export type Rewrite = z.infer<typeof rewriteSchema>;

const causeSchema = z.strictObject({
  id: z.string(),
  kind,
  /** Empty until a human has explained it. */
  why: z.string(),
  /**
   * The tests it makes differ, with what they have instead: a digest of the text, so that it cannot change
   * unnoticed, `picture`, or `nothing`.
   */
  tests: z.record(z.string(), z.string()),
});

/** A difference that is listed test by test. */
export type Cause = z.infer<typeof causeSchema>;

const tableSchema = z.strictObject({
  about: z.string(),
  /** Of the expected files. */
  expectedVersion: z.string(),
  /** What a full run found, by group: the number that passed may never fall. */
  recorded: z.record(z.string(), z.strictObject({ tests: z.number(), passed: z.number() })),
  rewrites: z.array(rewriteSchema),
  causes: z.array(causeSchema),
});

/** Every known difference from the expected files, with its reason. */
export type DifferenceTable = z.infer<typeof tableSchema>;

/** @throws Error when the file is not such a table, or lists a test twice. */
export function readTable(): DifferenceTable {
  const table = tableSchema.parse(JSON.parse(readFileSync(TABLE_FILE, 'utf8')));
  const listed = table.causes.flatMap(({ tests }) => Object.keys(tests));
  const twice = listed.filter((id, index) => listed.indexOf(id) !== index);
  if (twice.length > 0) throw new Error(`${TABLE_FILE} lists tests twice: ${twice.join(', ')}`);
  return table;
}

/** Writes the table as it is checked in. */
export function writeTable(table: DifferenceTable): void {
  writeFileSync(TABLE_FILE, formatJson(table));
}
