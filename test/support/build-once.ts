import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { projectRoot } from '../../scripts/project-paths.ts';

/**
 * Builds the package before the tests that run it. Node 20 cannot start a worker from TypeScript, and
 * the tests are to run what users run anyway.
 */
export default function buildOnce(): void {
  const tsx = createRequire(import.meta.url).resolve('tsx/cli');
  execFileSync(process.execPath, [tsx, 'scripts/build.ts', '--no-types'], {
    cwd: projectRoot,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
