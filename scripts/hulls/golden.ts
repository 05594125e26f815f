import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { formatJson } from '../format-json.ts';
import { projectRoot } from '../project-paths.ts';

const GOLDEN = join(projectRoot, 'test', 'golden', 'hulls.json');

const goldenSchema = z.strictObject({
  /** The version of the native program that made them. */
  engine: z.string(),
  /** By the id of a program, in mm³; null where the native program made nothing. */
  volumes: z.record(z.string(), z.number().nullable()),
});

/** Volumes that the native OpenSCAD gave. */
export type HullGolden = z.infer<typeof goldenSchema>;

/** Reads the golden file; without one, an empty golden. */
export function readHullGolden(): HullGolden {
  if (!existsSync(GOLDEN)) return { engine: '', volumes: {} };
  return goldenSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));
}

/** Writes the golden file. */
export function writeHullGolden(golden: HullGolden): void {
  writeFileSync(GOLDEN, formatJson(golden));
}
