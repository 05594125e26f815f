import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/project-paths.ts';

/** What the built package needs to run. */
const PACKAGES = ['piscina', '@resvg'];

/**
 * Puts the built package and what it needs into a folder, as npm would.
 *
 * @returns the folder of the package.
 */
export function installPackage(folder: string): string {
  const packages = join(folder, 'node_modules');
  const place = join(packages, 'openscad-mcp-server');
  mkdirSync(place, { recursive: true });
  for (const name of ['dist', 'deploy', 'package.json'])
    cpSync(join(projectRoot, name), join(place, name), { recursive: true });
  for (const name of PACKAGES)
    cpSync(join(projectRoot, 'node_modules', name), join(packages, name), {
      recursive: true,
      dereference: true,
    });
  return place;
}
