import { copyFileSync, mkdtempSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/project-paths.ts';
import { installPackage } from './installed-package.ts';

/** A copy of the built package that a test may damage. */
export interface AbusedPackage {
  /** The path of a file of the package. */
  at(name: string): string;
  /** How its server, or a command of it, is started. */
  readonly command: readonly [string, string];
  remove(): void;
}

/** Makes a copy in a temporary folder. */
export function copyPackage(): AbusedPackage {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'abused-package-')));
  const place = installPackage(folder);
  const at = (name: string) => join(place, name);
  return {
    at,
    command: [process.execPath, at('dist/cli.js')],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Puts a worker in the place of the evaluating one that does harm when a model asks for it. */
export function sabotageWorker({ at }: AbusedPackage): void {
  renameSync(at('dist/workers/evaluate.worker.js'), at('dist/workers/evaluate.genuine.js'));
  const saboteur = join(projectRoot, 'test', 'fixtures', 'workers', 'saboteur.mjs');
  copyFileSync(saboteur, at('dist/workers/evaluate.worker.js'));
}
