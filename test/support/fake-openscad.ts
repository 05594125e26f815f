import { chmodSync, copyFileSync, writeFileSync } from 'node:fs';

/** What OpenSCAD 2021.01 prints, on stderr, when asked for its version. */
export const OLDEST_VERSION = 'OpenSCAD version 2021.01';

/**
 * Writes a shell script that passes for an installed OpenSCAD: it answers `--version`, and to `--help` nothing.
 * `$output` is the file that a run is to write.
 *
 * @param run what it does with a model.
 * @returns `path`.
 */
export function writeFakeOpenScad(
  path: string,
  run = 'exit 1',
  { version = OLDEST_VERSION, interpreter = '/bin/sh' } = {},
): string {
  const script = [
    `#!${interpreter}`,
    'case "$1" in',
    `--version) echo "${version}" >&2; exit 0;;`,
    '--help) exit 0;;',
    'esac',
    'for argument in "$@"; do [ "$previous" = -o ] && output=$argument; previous=$argument; done',
    run,
    '',
  ].join('\n');
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

/**
 * The same with an interpreter of its own beside it, which no sandbox has: it runs outside of one only.
 *
 * @returns `path`.
 */
export function writeUnenclosableOpenScad(path: string, run?: string): string {
  const interpreter = `${path}-sh`;
  copyFileSync('/bin/sh', interpreter);
  chmodSync(interpreter, 0o755);
  return writeFakeOpenScad(path, run, { interpreter });
}
