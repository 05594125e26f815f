import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Unzipped, unzipSync } from 'fflate';
import { runNpm } from '../npm.ts';
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
  // Without a drive letter, which some tars take for the name of another machine.
  execFileSync('tar', ['-xzf', basename(fetchArchive()), '-C', basename(folder), archives], {
    cwd: cacheFolder,
  });
  unpacked = join(folder, archives);
  return unpacked;
}

/** Path of the package's archive, downloaded if need be and checked. */
function fetchArchive(): string {
  const archive = join(cacheFolder, PLAYGROUND.file);
  mkdirSync(cacheFolder, { recursive: true });
  if (!existsSync(archive))
    runNpm(['pack', '--silent', '--pack-destination', cacheFolder, PLAYGROUND.package], cacheFolder);
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== PLAYGROUND.sha512) rmSync(archive);
  expectHash(PLAYGROUND.package, found, PLAYGROUND.sha512);
  return archive;
}
