import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { formatJson } from '../format-json.ts';
import { projectRoot } from '../project-paths.ts';
import { measureSchema } from './measure.ts';

const GOLDEN = join(projectRoot, 'test', 'golden', 'library-models.json');

const modelSchema = z.strictObject({
  /** What the native program made of it; null when it could not. */
  native: measureSchema.nullable(),
  /** Why the native program could not. */
  reason: z.string().exactOptional(),
  /** Why ours differs from the native program's. Written by hand. */
  difference: z.string().exactOptional(),
  /** What ours was, where there is nothing else to compare with or it differs. */
  ours: measureSchema.exactOptional(),
});

/** What is known of a library's model. */
export type GoldenModel = z.infer<typeof modelSchema>;

const goldenSchema = z.strictObject({
  engine: z.string(),
  models: z.record(z.string(), modelSchema),
});

/** What `npm run compare-libraries -- --save` wrote. */
export type Golden = z.infer<typeof goldenSchema>;

/** Reads the golden file; without one, an empty golden. */
export function readGolden(): Golden {
  if (!existsSync(GOLDEN)) return { engine: '', models: {} };
  return goldenSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));
}

/** Writes the golden file. */
export function writeGolden(golden: Golden): void {
  writeFileSync(GOLDEN, formatJson(golden));
}
