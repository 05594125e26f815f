import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { roundNumbers } from '../../src/operations/round-numbers.ts';
import { formatJson } from '../format-json.ts';
import { projectRoot } from '../project-paths.ts';
import { DIFFERENCE_KINDS, solidSchema } from './solid.ts';

const FILE = join(projectRoot, 'test', 'golden', 'native-examples.json');

const goldenSchema = z.strictObject({
  engine: z.string(),
  order: z.string(),
  /** What the native program made, by the name of the example. */
  models: z.record(z.string(), solidSchema),
  /** In what some examples differ, and why. */
  differences: z.record(
    z.string(),
    z.strictObject({ in: z.array(z.enum(DIFFERENCE_KINDS)).min(1), why: z.string().min(20) }),
  ),
});

/** See the file test/golden/native-examples.json. */
export type GoldenExamples = z.infer<typeof goldenSchema>;

/** Reads what the native program made of the examples. */
export function readGoldenExamples(): GoldenExamples {
  return goldenSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')));
}

/** Writes what the native program made of the examples. */
export function writeGoldenExamples(golden: GoldenExamples): void {
  writeFileSync(FILE, formatJson(roundNumbers(golden)));
}
