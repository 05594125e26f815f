import { join } from 'node:path';
import type { Layout } from './sandbox.ts';

/** What the environment is when only a version is asked for. */
export const BARE_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: '/usr/bin:/bin',
  LANG: 'C.UTF-8',
  // OpenSCAD shows nothing here, and may have been built with windows.
  QT_QPA_PLATFORM: 'offscreen',
  // Each arena takes 64 MB of address space.
  MALLOC_ARENA_MAX: '2',
};

/**
 * The whole environment of a run: nothing of the server's own, which may hold tokens and names folders of the user.
 */
export function makeEnvironment({ libraries, fonts, out }: Layout): Record<string, string> {
  return {
    ...BARE_ENVIRONMENT,
    HOME: out,
    TMPDIR: out,
    XDG_RUNTIME_DIR: out,
    OPENSCADPATH: libraries,
    FONTCONFIG_FILE: join(fonts, 'fonts.conf'),
  };
}
