import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { formatJson } from '../format-json.ts';
import { runNpm } from '../npm.ts';
import { projectRoot } from '../project-paths.ts';
import { ICON_FILE, writeBundleManifest } from './manifests.ts';
import { readPackageFacts } from './package-facts.ts';

/** Runtime dependencies; the optional package that lowers the priority of threads on Linux is left out. */
const DEPENDENCIES = ['piscina', '@resvg/resvg-js'];

/** Systems the bundle runs on; each needs a binary of resvg, which npm would choose at installation. */
const SYSTEMS = [
  'darwin-arm64',
  'darwin-x64',
  'win32-x64-msvc',
  'win32-arm64-msvc',
  'linux-x64-gnu',
  'linux-arm64-gnu',
];

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), integrity: z.string().optional() }),
  ),
});

/**
 * Puts into `folder` all that the bundle holds: the files of the npm package, the packages it needs for every
 * system, manifest and icon. Packages are those of the lock file, and compared with its hashes.
 */
export function stageBundle(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archives = `${folder}-archives`;
  mkdirSync(archives, { recursive: true });
  try {
    const own = packInto(archives, ['--ignore-scripts'], projectRoot);
    unpack(own, folder);
    const { packages } = lockSchema.parse(
      JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')),
    );
    for (const name of [...DEPENDENCIES, ...SYSTEMS.map(system => `@resvg/resvg-js-${system}`)]) {
      const { version, integrity } = packages[`node_modules/${name}`] ?? {};
      if (version === undefined || integrity === undefined)
        throw new Error(`package-lock.json does not pin ${name}`);
      const archive = packInto(archives, [`${name}@${version}`], archives);
      const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
      if (found !== integrity) throw new Error(`${name}@${version} has the hash ${found}, not ${integrity}`);
      const target = join(folder, 'node_modules', ...name.split('/'));
      mkdirSync(target, { recursive: true });
      unpack(archive, target);
    }
  } finally {
    rmSync(archives, { recursive: true, force: true });
  }
  writeFileSync(join(folder, 'manifest.json'), formatJson(writeBundleManifest(readPackageFacts())));
  cpSync(join(projectRoot, ICON_FILE), join(folder, 'icon.png'));
}

/** Packs or fetches a package, and returns the path of its archive. */
function packInto(archives: string, what: readonly string[], cwd: string): string {
  const name = runNpm(['pack', '--silent', '--pack-destination', archives, ...what], cwd).trim();
  return join(archives, name);
}

/** Unpacks an archive of npm, whose files are all in a folder of their own. */
function unpack(archive: string, folder: string): void {
  // Without a drive letter in the archive's name, which tar would take for another machine.
  execFileSync(
    'tar',
    ['-xzf', basename(archive), '-C', relative(dirname(archive), folder), '--strip-components=1'],
    {
      cwd: dirname(archive),
    },
  );
}
