import { posix, win32 } from 'node:path';

/** The environment, or a stand-in for it. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folders in which OpenSCAD itself looks for libraries on a platform, when OPENSCADPATH has none: the
 * user's own first, then those of installed programs. They need not exist.
 *
 * Source: OpenSCAD's `PlatformUtils`; on Linux it does not heed XDG_DATA_HOME.
 *
 * @param platform as `process.platform` has it.
 * @param home the user's home folder; empty when there is none.
 */
export function standardLibraryFolders(
  platform: NodeJS.Platform,
  environment: Environment,
  home: string,
): readonly string[] {
  if (platform === 'win32') return windowsFolders(environment, home);
  const isMac = platform === 'darwin';
  const own = isMac ? 'Documents/OpenSCAD/libraries' : '.local/share/OpenSCAD/libraries';
  const installed = isMac
    ? ['/Applications/OpenSCAD.app/Contents/Resources/libraries']
    : ['/usr/local/share/openscad/libraries', '/usr/share/openscad/libraries'];
  return [...(posix.isAbsolute(home) ? [posix.join(home, own)] : []), ...installed];
}

function windowsFolders(environment: Environment, home: string): readonly string[] {
  const own = win32.isAbsolute(home) ? [win32.join(home, 'Documents', 'OpenSCAD', 'libraries')] : [];
  const programs = [environment.ProgramFiles, environment['ProgramFiles(x86)']];
  const installed = programs.flatMap(folder =>
    folder !== undefined && win32.isAbsolute(folder) ? [win32.join(folder, 'OpenSCAD', 'libraries')] : [],
  );
  return [...own, ...installed];
}
