import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runNpm } from './npm.ts';
import { projectRoot } from './project-paths.ts';

/** The package as a user has it: packed, and installed in a folder of its own. */
export interface InstalledPackage {
  readonly folder: string;
  /** Of everything the installation brought. */
  readonly bytes: number;
  /** Names of packages with install scripts, which did not run. */
  readonly withInstallScripts: readonly string[];
  remove(): void;
}

/** Packs the built package and installs it without install scripts and development packages. */
export function installPackage(): InstalledPackage {
  const folder = mkdtempSync(join(tmpdir(), 'installed-package-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const options = ['--ignore-scripts', '--silent', '--pack-destination', folder];
    const packed = runNpm(['pack', ...options], projectRoot).trim();
    writeFileSync(join(folder, 'package.json'), '{ "name": "somebody", "private": true }\n');
    runNpm(['install', '--ignore-scripts', '--omit=dev', '--silent', join(folder, packed)], folder);
    rmSync(join(folder, packed));
  } catch (thrown) {
    remove();
    throw thrown;
  }
  const modules = join(folder, 'node_modules');
  return { folder, bytes: folderBytes(modules), withInstallScripts: findInstallScripts(modules), remove };
}

/** npm notes in its hidden lock file which of the packages want to run something. */
function findInstallScripts(modules: string): string[] {
  const { packages } = z
    .object({ packages: z.record(z.string(), z.object({ hasInstallScript: z.boolean().optional() })) })
    .parse(JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')));
  return Object.entries(packages).flatMap(([name, { hasInstallScript }]) => (hasInstallScript ? [name] : []));
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => statSync(join(folder, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}
