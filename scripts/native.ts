import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findReferences } from '../src/scad/references.ts';
import { cacheFolder } from './project-paths.ts';

/** Where Debian's package `openscad` keeps its example models. */
export const EXAMPLES = '/usr/share/openscad/examples';

/** What a native OpenSCAD says of a model. */
export interface NativeResult {
  readonly ms: number;
  /** Path of the file it wrote, or null when it failed. */
  readonly file: string | null;
}

/** Whether a native OpenSCAD is installed to compare with. */
export function hasNative(): boolean {
  return spawnSync('openscad', ['--version']).status === 0;
}

/** All example models. */
export function listAllExamples(): string[] {
  if (!existsSync(EXAMPLES)) return [];
  return readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.scad'))
    .map(name => join(EXAMPLES, name))
    .sort();
}

/** All example models that need no file but themselves. */
export function listExamples(): string[] {
  return listAllExamples().filter(file => findReferences(readFileSync(file, 'utf8')).length === 0);
}

/**
 * Runs the native OpenSCAD as a user would and times it.
 *
 * @param options for its command line.
 */
export function runNative(
  model: string,
  extension: 'stl' | 'png' | 'csg',
  timeoutMs = 600_000,
  options: readonly string[] = [],
): NativeResult {
  const folder = join(cacheFolder, 'native');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${basename(model, '.scad')}.${extension}`);
  const started = performance.now();
  const { status } = spawnSync('openscad', ['-o', file, ...options, model], {
    stdio: 'ignore',
    timeout: timeoutMs,
  });
  return { ms: performance.now() - started, file: status === 0 ? file : null };
}

/** Starts an X server, which the native OpenSCAD needs for pictures, and returns how to stop it. */
export async function startDisplay(): Promise<() => void> {
  const display = ':87';
  const server = spawn('Xvfb', [display, '-screen', '0', '1024x768x24'], { stdio: 'ignore' });
  process.env.DISPLAY = display;
  await new Promise(resolve => setTimeout(resolve, 1500));
  if (server.exitCode !== null) throw new Error('Xvfb did not start');
  return () => server.kill();
}

/** The version the native OpenSCAD gives itself; it prints it on stderr. */
export function nativeVersion(): string {
  return execFileSync('sh', ['-c', 'openscad --version 2>&1'], { encoding: 'utf8' }).trim();
}
