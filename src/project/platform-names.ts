import type { PlatformPath } from 'node:path';

/** Names that Windows reserves for devices in every folder, whatever follows the first dot. */
const DEVICE_NAME = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)/i;

/** Whether Windows takes a file name for a device such as the printer. */
export function isDeviceName(name: string): boolean {
  return DEVICE_NAME.test(name);
}

/**
 * Finds what keeps a path from naming one ordinary file on its platform, and only that file. Windows gives
 * several names to one file (`a.scad`, `a.scad.`, `a.scad::$DATA`), which would pass checks of the name.
 *
 * @param platform the rules to apply: `win32` or `posix` of node:path.
 * @returns the end of a sentence that begins with the path, or null.
 */
export function findPathFault(path: string, platform: PlatformPath): string | null {
  return platform.sep === '\\' ? findWindowsFault(path, platform) : findPosixFault(path);
}

function findPosixFault(path: string): string | null {
  return /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path) ? 'is a Windows path' : null;
}

function findWindowsFault(path: string, platform: PlatformPath): string | null {
  if (/^[\\/]{2}[?.][\\/]/.test(path)) return 'goes around the rules for names';
  const { root } = platform.parse(path);
  if (/^[A-Za-z]:$/.test(root)) return 'depends on the current folder of a drive';
  for (const segment of path.slice(root.length).split(/[\\/]/)) {
    if (segment === '.' || segment === '..') continue;
    if (segment.includes(':')) return 'names an alternate data stream';
    if (/[<>"|?*]/.test(segment)) return 'contains a character that no Windows name has';
    if (/[. ]$/.test(segment)) return 'has a name that ends in a dot or a space';
    if (isDeviceName(segment)) return 'has the name of a device';
  }
  return null;
}
