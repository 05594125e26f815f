import { type SpawnSyncOptions, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from './project-paths.ts';

const manifestSchema = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) });

/** Programs whose package has another name. */
const PACKAGE_OF: Readonly<Record<string, string>> = {
  tsc: 'typescript',
  biome: '@biomejs/biome',
  depcruise: 'dependency-cruiser',
};

/**
 * Runs a program of an installed package by its script: what npm puts into `.bin` is a file of commands on Windows,
 * which only a shell can start, and a shell takes paths and arguments apart.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: SpawnSyncOptions = {},
): SpawnSyncReturns<string> {
  const folder = join(projectRoot, 'node_modules', PACKAGE_OF[program] ?? program);
  const { bin } = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const script = join(folder, typeof bin === 'string' ? bin : bin[program]);
  return spawnSync(process.execPath, [script, ...args], {
    cwd: projectRoot,
    maxBuffer: 64 * 1024 * 1024,
    ...options,
    encoding: 'utf8',
  });
}
